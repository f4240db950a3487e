"""`kaohe roster`: the people of the site, from a table."""

import asyncio
from pathlib import Path
from typing import Annotated

import typer

from bot.cli.parts import JSON_HELP, note, opened_store, print_json, read_bytes, scheme_of
from bot.errors import BotError
from bot.settings import Settings
from bot.usecases.movers import telling
from storage.roster import RosterReport, import_roster
from storage.roster_file import template


def add_to(app: typer.Typer) -> None:
    """Add the commands."""
    roster = typer.Typer(help="人员名册：导入、模板。", no_args_is_help=True)
    roster.command("import", help="导入名册（CSV 或 XLSX）。默认只试读；加 --apply 才写入。")(import_file)
    roster.command("template", help="写一份名册模板。")(write_template)
    app.add_typer(roster, name="roster")


def import_file(
    file: Annotated[str, typer.Argument(help="名册文件。")],
    apply: Annotated[bool, typer.Option("--apply", help="确认写入。")] = False,
    replace: Annotated[bool, typer.Option("--replace", help="名册里没有的人停用。")] = False,
    as_json: Annotated[bool, typer.Option("--json", help=JSON_HELP)] = False,
) -> None:
    """Read a roster; bad rows are all reported by number, and then nothing is written."""
    report = asyncio.run(_import(read_bytes(file), Path(file).name, apply, replace))
    if as_json:
        print_json(report.model_dump(mode="json"))
    else:
        for line in report.lines():
            print(line)
    if report.problems:
        raise BotError(f"名册有 {len(report.problems)} 处要改，没有写入任何一行。")
    note("已写入。" if apply else "这是试读，没有写入；确认无误后加 --apply 再运行一次。")


async def _import(data: bytes, name: str, apply: bool, replace: bool) -> RosterReport:
    settings = Settings()
    async with opened_store(settings) as store:
        scheme = scheme_of(settings)
        return await import_roster(
            store, data, name=name, scheme=scheme, apply=apply, replace=replace, after=telling(scheme)
        )


def write_template(file: Annotated[str, typer.Argument(help="模板写到哪里。")]) -> None:
    """Write a table with the columns and one example row per role."""
    if Path(file).exists():
        raise BotError(f"{file} 已经存在，请换一个文件名。")
    Path(file).write_bytes(template())
    note(f"模板已写到 {file}，按样例填好后运行 kaohe roster import。")
