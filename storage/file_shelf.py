"""What is known of the stored files; their bytes lie in the file store."""

from sqlalchemy import select

from storage import tables as t
from storage.records import StoredFile
from storage.shelf import Shelf, insert_new


class Files(Shelf):
    """The stored files of one organisation, inside one transaction."""

    def add(self, file: StoredFile, by: str) -> None:
        """Remember a stored file; the same bytes are known once."""
        row = {**dict(file), "org": self.org, "added_by": by, "at": self.desk.now}
        self.connection.execute(insert_new(self.connection, t.file).values(row))

    def get(self, sha256: str) -> StoredFile | None:
        """The file of this hash."""
        query = select(t.file).where(t.file.c.org == self.org, t.file.c.sha256 == sha256)
        row = self.connection.execute(query).mappings().one_or_none()
        return StoredFile(**{name: row[name] for name in StoredFile.model_fields}) if row else None
