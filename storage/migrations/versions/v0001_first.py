"""The first schema: journal, inbox, outbox, people, files, conversations."""

import sqlalchemy as sa
from alembic import op

from storage.tables import ROWID, Utc

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Create every table."""
    op.create_table(
        "action",
        sa.Column("org", sa.String(length=40), nullable=False),
        sa.Column("code", sa.String(length=5), nullable=False),
        sa.Column("person", sa.String(length=80), nullable=False),
        sa.Column("verb", sa.String(length=60), nullable=False),
        sa.Column("args", sa.Text(), nullable=False),
        sa.Column("slot", sa.String(length=160), nullable=True),
        sa.Column("version", sa.Integer(), nullable=True),
        sa.Column("label", sa.String(length=60), nullable=False),
        sa.Column("at", Utc(), nullable=False),
        sa.PrimaryKeyConstraint("org", "code", name=op.f("pk_action")),
    )
    op.create_table(
        "current",
        sa.Column("org", sa.String(length=40), nullable=False),
        sa.Column("year", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("slot", sa.String(length=160), nullable=False),
        sa.Column("entry_id", sa.String(length=32), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=40), nullable=False),
        sa.Column("unit", sa.String(length=20), nullable=True),
        sa.PrimaryKeyConstraint("org", "year", "slot", name=op.f("pk_current")),
    )
    op.create_index("ix_current_org_year_kind", "current", ["org", "year", "kind"], unique=False)
    op.create_index("ix_current_org_year_unit", "current", ["org", "year", "unit"], unique=False)
    op.create_table(
        "download",
        sa.Column("org", sa.String(length=40), nullable=False),
        sa.Column("id", sa.String(length=40), nullable=False),
        sa.Column("lane", sa.String(length=80), nullable=False),
        sa.Column("message", sa.String(length=250), nullable=False),
        sa.Column("person", sa.String(length=80), nullable=False),
        sa.Column("download_code", sa.Text(), nullable=False),
        sa.Column("file_name", sa.String(length=250), nullable=False),
        sa.Column("state", sa.String(length=10), nullable=False),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("next_at", Utc(), nullable=False),
        sa.Column("error", sa.String(length=500), nullable=True),
        sa.PrimaryKeyConstraint("org", "id", name=op.f("pk_download")),
    )
    op.create_index("ix_download_org_state_next_at", "download", ["org", "state", "next_at"], unique=False)
    op.create_table(
        "entry",
        sa.Column("seq", ROWID, autoincrement=True, nullable=False),
        sa.Column("org", sa.String(length=40), nullable=False),
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=40), nullable=False),
        sa.Column("slot", sa.String(length=160), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("supersedes", sa.String(length=32), nullable=True),
        sa.Column("actor", sa.String(length=80), nullable=False),
        sa.Column("on_behalf_of", sa.String(length=80), nullable=True),
        sa.Column("unit", sa.String(length=20), nullable=True),
        sa.Column("item", sa.String(length=40), nullable=True),
        sa.Column("task", sa.String(length=40), nullable=True),
        sa.Column("clause", sa.String(length=60), nullable=True),
        sa.Column("evidence", sa.Text(), nullable=False),
        sa.Column("message", sa.String(length=250), nullable=True),
        sa.Column("done_on", sa.Date(), nullable=True),
        sa.Column("document_on", sa.Date(), nullable=True),
        sa.Column("handed_in_at", Utc(), nullable=True),
        sa.Column("at", Utc(), nullable=False),
        sa.Column("algorithm", sa.String(length=10), nullable=False),
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.PrimaryKeyConstraint("seq", name=op.f("pk_entry")),
        sa.UniqueConstraint("org", "id", name=op.f("uq_entry_org_id")),
        sa.UniqueConstraint("org", "year", "slot", "version", name=op.f("uq_entry_org_year_slot_version")),
    )
    op.create_index("ix_entry_org_year_unit", "entry", ["org", "year", "unit"], unique=False)
    op.create_table(
        "file",
        sa.Column("org", sa.String(length=40), nullable=False),
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("size", sa.BigInteger(), nullable=False),
        sa.Column("mime", sa.String(length=120), nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("added_by", sa.String(length=80), nullable=False),
        sa.Column("at", Utc(), nullable=False),
        sa.PrimaryKeyConstraint("org", "sha256", name=op.f("pk_file")),
    )
    op.create_table(
        "inbox",
        sa.Column("id", ROWID, autoincrement=True, nullable=False),
        sa.Column("org", sa.String(length=40), nullable=False),
        sa.Column("key", sa.String(length=250), nullable=False),
        sa.Column("lane", sa.String(length=80), nullable=False),
        sa.Column("topic", sa.String(length=80), nullable=False),
        sa.Column("body", sa.LargeBinary(), nullable=False),
        sa.Column("refused", sa.String(length=300), nullable=True),
        sa.Column("received_at", Utc(), nullable=False),
        sa.Column("state", sa.String(length=10), nullable=False),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("error", sa.String(length=500), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_inbox")),
        sa.UniqueConstraint("org", "key", name=op.f("uq_inbox_org_key")),
    )
    op.create_index("ix_inbox_org_lane_state_id", "inbox", ["org", "lane", "state", "id"], unique=False)
    op.create_index("ix_inbox_org_state_id", "inbox", ["org", "state", "id"], unique=False)
    op.create_table(
        "lane",
        sa.Column("org", sa.String(length=40), nullable=False),
        sa.Column("lane", sa.String(length=80), nullable=False),
        sa.PrimaryKeyConstraint("org", "lane", name=op.f("pk_lane")),
    )
    op.create_table(
        "outbox",
        sa.Column("id", ROWID, autoincrement=True, nullable=False),
        sa.Column("org", sa.String(length=40), nullable=False),
        sa.Column("recipient", sa.String(length=160), nullable=False),
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column("key", sa.String(length=100), nullable=True),
        sa.Column("body", sa.Text(), nullable=False),
        sa.Column("state", sa.String(length=10), nullable=False),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("again", sa.Boolean(), nullable=False),
        sa.Column("not_before", Utc(), nullable=False),
        sa.Column("claimed_at", Utc(), nullable=True),
        sa.Column("error", sa.String(length=500), nullable=True),
        sa.Column("receipt", sa.String(length=200), nullable=True),
        sa.Column("created_at", Utc(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_outbox")),
        sa.UniqueConstraint("org", "key", name=op.f("uq_outbox_org_key")),
    )
    op.create_index("ix_outbox_org_state_recipient_id", "outbox", ["org", "state", "recipient", "id"], unique=False)
    op.create_table(
        "payload",
        sa.Column("org", sa.String(length=40), nullable=False),
        sa.Column("entry_id", sa.String(length=32), nullable=False),
        sa.Column("salt", sa.String(length=32), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("org", "entry_id", name=op.f("pk_payload")),
    )
    op.create_table(
        "person",
        sa.Column("org", sa.String(length=40), nullable=False),
        sa.Column("id", sa.String(length=80), nullable=False),
        sa.Column("userid", sa.String(length=80), nullable=False),
        sa.Column("name", sa.String(length=60), nullable=False),
        sa.Column("units", sa.Text(), nullable=False),
        sa.Column("roles", sa.Text(), nullable=False),
        sa.Column("lines", sa.Text(), nullable=False),
        sa.Column("items", sa.Text(), nullable=False),
        sa.Column("active", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("org", "id", name=op.f("pk_person")),
        sa.UniqueConstraint("org", "userid", name=op.f("uq_person_org_userid")),
    )
    op.create_table(
        "seal",
        sa.Column("org", sa.String(length=40), nullable=False),
        sa.Column("number", ROWID, autoincrement=False, nullable=False),
        sa.Column("entry_id", sa.String(length=32), nullable=False),
        sa.Column("algorithm", sa.String(length=10), nullable=False),
        sa.Column("hash", sa.String(length=64), nullable=False),
        sa.PrimaryKeyConstraint("org", "number", name=op.f("pk_seal")),
        sa.UniqueConstraint("org", "entry_id", name=op.f("uq_seal_org_entry_id")),
    )
    op.create_table(
        "session",
        sa.Column("org", sa.String(length=40), nullable=False),
        sa.Column("key", sa.String(length=160), nullable=False),
        sa.Column("body", sa.Text(), nullable=True),
        sa.PrimaryKeyConstraint("org", "key", name=op.f("pk_session")),
    )
    op.create_table(
        "shown",
        sa.Column("org", sa.String(length=40), nullable=False),
        sa.Column("out_track_id", sa.String(length=100), nullable=False),
        sa.Column("recipient", sa.String(length=160), nullable=False),
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column("subject", sa.String(length=200), nullable=False),
        sa.Column("args", sa.Text(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("place", ROWID, nullable=False),
        sa.PrimaryKeyConstraint("org", "out_track_id", name=op.f("pk_shown")),
    )
    op.create_index("ix_shown_org_recipient_place", "shown", ["org", "recipient", "place"], unique=False)
    op.create_index("ix_shown_org_subject", "shown", ["org", "subject"], unique=False)
    op.create_table(
        "tombstone",
        sa.Column("org", sa.String(length=40), nullable=False),
        sa.Column("entry_id", sa.String(length=32), nullable=False),
        sa.Column("by_first", sa.String(length=80), nullable=False),
        sa.Column("by_second", sa.String(length=80), nullable=False),
        sa.Column("reason", sa.String(length=500), nullable=False),
        sa.Column("at", Utc(), nullable=False),
        sa.PrimaryKeyConstraint("org", "entry_id", name=op.f("pk_tombstone")),
    )
