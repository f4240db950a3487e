"""`kaohe export`: the result as files people know."""

import asyncio
from pathlib import Path
from typing import Annotated

import typer

from bot.cli.parts import note, opened_store, scheme_of
from bot.settings import Settings
from bot.usecases.export import workbook


def add_to(app: typer.Typer) -> None:
    """Add the commands."""
    export = typer.Typer(help="导出结果。会显示分数，并在流水里留痕。", no_args_is_help=True)
    export.callback()(lambda: None)
    export.command("workbook", help="导出工作簿：排名、各单位得分、台账。")(export_workbook_file)
    app.add_typer(export, name="export")


def export_workbook_file(file: Annotated[str, typer.Argument(help="写到哪个 .xlsx 文件。")]) -> None:
    """Write ranking, each unit's sheet and the ledger behind it."""
    asyncio.run(_export(Path(file)))
    note(f"工作簿已写到 {file}；这次导出已记入流水。")


async def _export(path: Path) -> None:
    settings = Settings()
    async with opened_store(settings) as store:
        await workbook(store, scheme_of(settings), path)
