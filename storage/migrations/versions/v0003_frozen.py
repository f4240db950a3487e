"""Whose account is frozen."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Nobody is frozen to begin with."""
    op.add_column("person", sa.Column("frozen", sa.Boolean(), nullable=False, server_default=sa.false()))
