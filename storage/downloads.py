"""Files still to be fetched: jobs that start at once and retry, off the lanes."""

from datetime import datetime, timedelta

from sqlalchemy import func, insert, select, update

from storage import tables as t
from storage.records import Download
from storage.shelf import Shelf

HELD = timedelta(seconds=120)
"""A job claimed for longer than this was cut off and may be taken again."""


class Downloads(Shelf):
    """The download jobs of one organisation, inside one transaction."""

    def add(self, job: Download) -> None:
        """Ask for a file to be fetched."""
        self.connection.execute(insert(t.download).values(**dict(job), org=self.org, state="new"))

    def claim(self, limit: int) -> list[Download]:
        """Take jobs that are due; each is held until it is done, retried or cut off."""
        query = (
            select(t.download)
            .where(t.download.c.org == self.org, t.download.c.state == "new", t.download.c.next_at <= self.desk.now)
            .order_by(t.download.c.next_at)
            .limit(limit)
            .with_for_update(skip_locked=True)
        )
        rows = self.connection.execute(query).mappings().all()
        if rows:
            taken = t.download.c.id.in_([row["id"] for row in rows])
            until = self.desk.now + HELD
            self.connection.execute(update(t.download).where(t.download.c.org == self.org, taken).values(next_at=until))
        return [Download(**{name: row[name] for name in Download.model_fields}) for row in rows]

    def pending(self, lane: str) -> int:
        """How many files of a person are still to be fetched."""
        waiting = (t.download.c.org == self.org) & (t.download.c.state == "new") & (t.download.c.lane == lane)
        return self.connection.execute(select(func.count()).select_from(t.download).where(waiting)).scalar_one()

    def finish(self, job_id: str, error: str | None = None) -> None:
        """End a job: done, or given up with the reason."""
        self._set(job_id, {"state": "gave_up" if error else "done", "error": (error or "")[:500] or None})

    def retry(self, job: Download, at: datetime, error: str) -> None:
        """Try a job again later."""
        self._set(job.id, {"next_at": at, "attempts": job.attempts + 1, "error": error[:500]})

    def _set(self, job_id: str, values: dict[str, object]) -> None:
        same = (t.download.c.org == self.org) & (t.download.c.id == job_id)
        self.connection.execute(update(t.download).where(same).values(values))
