"""`kaohe db`: bring the database up to this version of the programme."""

import asyncio

import typer

from bot.cli.parts import note
from bot.settings import Settings
from storage.migrate import upgrade


def add_to(app: typer.Typer) -> None:
    """Add the command."""
    db = typer.Typer(help="数据库。", no_args_is_help=True)
    db.callback()(lambda: None)
    db.command("upgrade", help="升级数据库结构（升级前请先备份）。")(run_upgrade)
    app.add_typer(db, name="db")


def run_upgrade() -> None:
    """Run the migrations that are missing."""
    settings = Settings()
    settings.data_dir.mkdir(parents=True, exist_ok=True)
    asyncio.run(upgrade(settings.database))
    note("数据库已是最新结构。")
