"""What is to happen later."""

import sqlalchemy as sa
from alembic import op

from storage.tables import Utc

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Create the table of wakes."""
    op.create_table(
        "wake",
        sa.Column("org", sa.String(length=40), nullable=False),
        sa.Column("key", sa.String(length=160), nullable=False),
        sa.Column("lane", sa.String(length=80), nullable=False),
        sa.Column("at", Utc(), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("org", "key", name=op.f("pk_wake")),
    )
    op.create_index("ix_wake_org_at", "wake", ["org", "at"], unique=False)
