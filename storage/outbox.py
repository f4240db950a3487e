"""What is to be said: written in the transaction that decided it, sent in order per recipient."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, RowMapping, bindparam, case, exists, func, or_, select, update

from storage import tables as t
from storage.records import Letter, OutboxRow
from storage.shelf import Shelf, from_json, insert_new, to_json

HUNG = timedelta(seconds=60)
"""A letter found `sending` for longer was cut off: it is sent once more and counted as uncertain."""
KEYED = ("card", "card_update")
"""What the platform itself never shows twice."""


class Outbox(Shelf):
    """The outbox of one organisation, inside one transaction."""

    def put(self, letter: Letter) -> None:
        """Put a letter in; a letter whose key is already there is the same letter and is not put twice.

        What is for a frozen account is held.
        """
        row = {
            "org": self.org, "recipient": letter.to, "kind": letter.kind, "key": letter.key,
            "body": to_json(letter.body), "attempts": 0, "again": False,
            "not_before": self.desk.now, "created_at": self.desk.now,
        }  # fmt: skip
        self.connection.execute(insert_new(self.connection, t.outbox).values(state=self._state_for(letter.to)), row)

    def _state_for(self, to: str) -> ColumnElement[str]:
        frozen = exists().where(
            t.person.c.org == self.org, t.person.c.userid == to.removeprefix("user:"), t.person.c.frozen
        )
        return case((frozen, "held"), else_="new")

    def hold(self, to: str) -> int:
        """Hold everything that waits for a recipient; returns how many letters."""
        return self._move(to, "new", "held")

    def release(self, to: str) -> int:
        """Let everything go that was held for a recipient."""
        return self._move(to, "held", "new")

    def _move(self, to: str, old: str, new: str) -> int:
        same = (t.outbox.c.org == self.org) & (t.outbox.c.recipient == to) & (t.outbox.c.state == old)
        return self.connection.execute(update(t.outbox).where(same).values(state=new)).rowcount

    def claim(self, limit: int) -> list[OutboxRow]:
        """Take the first waiting letter of each recipient and mark it `sending`; cut-off ones come again."""
        heads = (
            select(func.min(t.outbox.c.id))
            .where(t.outbox.c.org == self.org, t.outbox.c.state.in_(("new", "sending")))
            .group_by(t.outbox.c.recipient)
        )
        hung = (t.outbox.c.state == "sending") & (t.outbox.c.claimed_at < self.desk.now - HUNG)
        ready = (t.outbox.c.state == "new") & (t.outbox.c.not_before <= self.desk.now)
        query = (
            select(t.outbox)
            .where(t.outbox.c.id.in_(heads), or_(hung, ready))
            .order_by(t.outbox.c.id)
            .limit(limit)
            .with_for_update(skip_locked=True)
        )
        rows = self.connection.execute(query).mappings().all()
        if rows:
            ids = [row["id"] for row in rows]
            again = [row["id"] for row in rows if row["state"] == "sending"]
            self.connection.execute(
                update(t.outbox).where(t.outbox.c.id.in_(ids)).values(state="sending", claimed_at=self.desk.now)
            )
            if again:
                self.connection.execute(update(t.outbox).where(t.outbox.c.id.in_(again)).values(again=True))
        return [_row(row, again=row["again"] or row["state"] == "sending") for row in rows]

    def take_back(self) -> int:
        """When the only sender starts: what it was sending as it was cut off goes out once more; returns how many."""
        cut_off = (t.outbox.c.org == self.org) & (t.outbox.c.state == "sending")
        return self.connection.execute(update(t.outbox).where(cut_off).values(state="new", again=True)).rowcount

    def sent(self, receipts: Sequence[tuple[int, str]]) -> None:
        """Mark letters as sent, each with the platform's receipt."""
        statement = (
            update(t.outbox).where(t.outbox.c.id == bindparam("row")).values(state="sent", receipt=bindparam("token"))
        )
        self.connection.execute(statement, [{"row": row, "token": token[:200]} for row, token in receipts])

    def retry(self, row_id: int, at: datetime, error: str, *, uncertain: bool = False) -> None:
        """Try a letter again at a later moment; `uncertain` when it may have been delivered already."""
        values: dict[str, object] = {
            "state": "new", "not_before": at, "error": error[:500], "attempts": t.outbox.c.attempts + 1,
        }  # fmt: skip
        if uncertain:
            values["again"] = True
        self.connection.execute(update(t.outbox).where(t.outbox.c.id == row_id).values(values))

    def gave_up(self, row_id: int, error: str) -> None:
        """Stop trying; the letter stays on the office's list of what was not delivered."""
        values = {"state": "gave_up", "error": error[:500]}
        self.connection.execute(update(t.outbox).where(t.outbox.c.id == row_id).values(values))

    def undelivered(self) -> list[OutboxRow]:
        """What was given up on, oldest first (未送达清单)."""
        query = select(t.outbox).where(t.outbox.c.org == self.org, t.outbox.c.state == "gave_up")
        rows = self.connection.execute(query.order_by(t.outbox.c.id)).mappings()
        return [_row(row, again=row["again"]) for row in rows]

    def resend(self, row_id: int) -> None:
        """Put a letter that was given up back into the queue (重发)."""
        values = {"state": "new", "attempts": 0, "not_before": self.desk.now, "again": True}
        same = (t.outbox.c.org == self.org) & (t.outbox.c.id == row_id) & (t.outbox.c.state == "gave_up")
        self.connection.execute(update(t.outbox).where(same).values(values))

    def counts(self) -> dict[str, int]:
        """How many letters are in each state, and how many texts and files were uncertain and sent again."""
        query = select(t.outbox.c.state, func.count()).where(t.outbox.c.org == self.org).group_by(t.outbox.c.state)
        counted: dict[str, int] = {row[0]: row[1] for row in self.connection.execute(query)}
        texts = t.outbox.c.kind.not_in(KEYED)
        again = select(func.count()).where(t.outbox.c.org == self.org, t.outbox.c.again, texts)
        return {**counted, "uncertain": self.connection.execute(again).scalar_one()}


def _row(row: RowMapping, *, again: bool) -> OutboxRow:
    return OutboxRow(
        id=row["id"], to=row["recipient"], kind=row["kind"], key=row["key"], body=from_json(row["body"]),
        attempts=row["attempts"], again=again, error=row["error"],
    )  # fmt: skip
