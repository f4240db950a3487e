"""Used by alembic's own command line when a migration is written; the service runs migrations itself."""
