"""Every table, each row belonging to an organisation; portable types, explicit lengths, times in UTC."""

from datetime import UTC, datetime

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    Date,
    DateTime,
    Dialect,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    String,
    Table,
    Text,
    UniqueConstraint,
    false,
)
from sqlalchemy.types import TypeDecorator

NAMES = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "pk": "pk_%(table_name)s",
}
metadata = MetaData(naming_convention=NAMES)
ROWID = BigInteger().with_variant(Integer, "sqlite")


class Utc(TypeDecorator[datetime]):
    """An aware moment, kept in UTC on every database."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """Store in UTC; SQLite keeps no zone."""
        if value is None:
            return None
        moment = value.astimezone(UTC)
        return moment.replace(tzinfo=None) if dialect.name == "sqlite" else moment

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """Give back an aware moment."""
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


def _org() -> Column[str]:
    return Column("org", String(40), primary_key=True)


entry = Table(
    "entry",
    metadata,
    Column("seq", ROWID, primary_key=True, autoincrement=True),
    Column("org", String(40), nullable=False),
    Column("id", String(32), nullable=False),
    Column("year", Integer, nullable=False),
    Column("kind", String(40), nullable=False),
    Column("slot", String(160), nullable=False),
    Column("version", Integer, nullable=False),
    Column("supersedes", String(32)),
    Column("actor", String(80), nullable=False),
    Column("on_behalf_of", String(80)),
    Column("unit", String(20)),
    Column("item", String(40)),
    Column("task", String(40)),
    Column("clause", String(60)),
    Column("evidence", Text, nullable=False),
    Column("message", String(250)),
    Column("done_on", Date),
    Column("document_on", Date),
    Column("handed_in_at", Utc),
    Column("at", Utc, nullable=False),
    Column("algorithm", String(10), nullable=False),
    Column("digest", String(64), nullable=False),
    UniqueConstraint("org", "id"),
    UniqueConstraint("org", "year", "slot", "version"),
    Index("ix_entry_org_year_unit", "org", "year", "unit"),
)
payload = Table(
    "payload",
    metadata,
    _org(),
    Column("entry_id", String(32), primary_key=True),
    Column("salt", String(32), nullable=False),
    Column("body", Text, nullable=False),
)
tombstone = Table(
    "tombstone",
    metadata,
    _org(),
    Column("entry_id", String(32), primary_key=True),
    Column("by_first", String(80), nullable=False),
    Column("by_second", String(80), nullable=False),
    Column("reason", String(500), nullable=False),
    Column("at", Utc, nullable=False),
)
seal = Table(
    "seal",
    metadata,
    _org(),
    Column("number", ROWID, primary_key=True, autoincrement=False),
    Column("entry_id", String(32), nullable=False),
    Column("algorithm", String(10), nullable=False),
    Column("hash", String(64), nullable=False),
    UniqueConstraint("org", "entry_id"),
)
current = Table(
    "current",
    metadata,
    _org(),
    Column("year", Integer, primary_key=True, autoincrement=False),
    Column("slot", String(160), primary_key=True),
    Column("entry_id", String(32), nullable=False),
    Column("version", Integer, nullable=False),
    Column("kind", String(40), nullable=False),
    Column("unit", String(20)),
    Index("ix_current_org_year_unit", "org", "year", "unit"),
    Index("ix_current_org_year_kind", "org", "year", "kind"),
)
inbox = Table(
    "inbox",
    metadata,
    Column("id", ROWID, primary_key=True, autoincrement=True),
    Column("org", String(40), nullable=False),
    Column("key", String(250), nullable=False),
    Column("lane", String(80), nullable=False),
    Column("topic", String(80), nullable=False),
    Column("body", LargeBinary, nullable=False),
    Column("refused", String(300)),
    Column("received_at", Utc, nullable=False),
    Column("state", String(10), nullable=False),
    Column("attempts", Integer, nullable=False),
    Column("error", String(500)),
    UniqueConstraint("org", "key"),
    Index("ix_inbox_org_state_id", "org", "state", "id"),
    Index("ix_inbox_org_lane_state_id", "org", "lane", "state", "id"),
)
lane = Table("lane", metadata, _org(), Column("lane", String(80), primary_key=True))
outbox = Table(
    "outbox",
    metadata,
    Column("id", ROWID, primary_key=True, autoincrement=True),
    Column("org", String(40), nullable=False),
    Column("recipient", String(160), nullable=False),
    Column("kind", String(20), nullable=False),
    Column("key", String(100)),
    Column("body", Text, nullable=False),
    Column("state", String(10), nullable=False),
    Column("attempts", Integer, nullable=False),
    Column("again", Boolean, nullable=False),
    Column("not_before", Utc, nullable=False),
    Column("claimed_at", Utc),
    Column("error", String(500)),
    Column("receipt", String(200)),
    Column("created_at", Utc, nullable=False),
    UniqueConstraint("org", "key"),
    Index("ix_outbox_org_state_recipient_id", "org", "state", "recipient", "id"),
)
person = Table(
    "person",
    metadata,
    _org(),
    Column("id", String(80), primary_key=True),
    Column("userid", String(80), nullable=False),
    Column("name", String(60), nullable=False),
    Column("units", Text, nullable=False),
    Column("roles", Text, nullable=False),
    Column("lines", Text, nullable=False),
    Column("items", Text, nullable=False),
    Column("active", Boolean, nullable=False),
    Column("frozen", Boolean, nullable=False, server_default=false()),
    UniqueConstraint("org", "userid"),
)
file = Table(
    "file",
    metadata,
    _org(),
    Column("sha256", String(64), primary_key=True),
    Column("size", BigInteger, nullable=False),
    Column("mime", String(120), nullable=False),
    Column("name", String(200), nullable=False),
    Column("added_by", String(80), nullable=False),
    Column("at", Utc, nullable=False),
)
download = Table(
    "download",
    metadata,
    _org(),
    Column("id", String(40), primary_key=True),
    Column("lane", String(80), nullable=False),
    Column("message", String(250), nullable=False),
    Column("person", String(80), nullable=False),
    Column("download_code", Text, nullable=False),
    Column("file_name", String(250), nullable=False),
    Column("state", String(10), nullable=False),
    Column("attempts", Integer, nullable=False),
    Column("next_at", Utc, nullable=False),
    Column("error", String(500)),
    Index("ix_download_org_state_next_at", "org", "state", "next_at"),
)
session = Table("session", metadata, _org(), Column("key", String(160), primary_key=True), Column("body", Text))
action = Table(
    "action",
    metadata,
    _org(),
    Column("code", String(5), primary_key=True),
    Column("person", String(80), nullable=False),
    Column("verb", String(60), nullable=False),
    Column("args", Text, nullable=False),
    Column("slot", String(160)),
    Column("version", Integer),
    Column("label", String(60), nullable=False),
    Column("at", Utc, nullable=False),
)
shown = Table(
    "shown",
    metadata,
    _org(),
    Column("out_track_id", String(100), primary_key=True),
    Column("recipient", String(160), nullable=False),
    Column("kind", String(20), nullable=False),
    Column("subject", String(200), nullable=False),
    Column("args", Text, nullable=False),
    Column("version", Integer, nullable=False),
    Column("place", ROWID, nullable=False),
    Index("ix_shown_org_subject", "org", "subject"),
    Index("ix_shown_org_recipient_place", "org", "recipient", "place"),
)
wake = Table(
    "wake",
    metadata,
    _org(),
    Column("key", String(160), primary_key=True),
    Column("lane", String(80), nullable=False),
    Column("at", Utc, nullable=False),
    Column("body", Text, nullable=False),
    Index("ix_wake_org_at", "org", "at"),
)
