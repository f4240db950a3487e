"""`kaohe audit`: hand the journal to an outsider, and check that nobody changed it."""

import asyncio
from pathlib import Path
from typing import Annotated

import typer

from bot.cli.parts import JSON_HELP, note, opened_store, print_json, read_bytes
from bot.errors import BotError
from bot.settings import Settings
from storage.audit import export_lines, verify_export
from storage.seal import verify


def add_to(app: typer.Typer) -> None:
    """Add the commands."""
    audit = typer.Typer(help="审计：导出流水、核对封签。", no_args_is_help=True)
    audit.command("export", help="导出流水和封签（JSONL）。含分数和事由，请妥善保管。")(export)
    audit.command("verify", help="核对流水没有被改过：本机数据库，或一份导出的文件。")(check)
    app.add_typer(audit, name="audit")


def export(file: Annotated[str, typer.Argument(help="导出到哪里。")]) -> None:
    """Write every entry and every seal, one JSON object a line."""
    lines = asyncio.run(_lines())
    Path(file).write_text("".join(f"{line}\n" for line in lines), encoding="utf-8")
    note(f"已导出 {len(lines)} 行到 {file}。")


async def _lines() -> list[str]:
    async with opened_store(Settings()) as store:
        return await store.read(export_lines)


def check(
    file: Annotated[str | None, typer.Argument(help="导出的文件；不写则核对本机数据库。")] = None,
    as_json: Annotated[bool, typer.Option("--json", help=JSON_HELP)] = False,
) -> None:
    """Report every altered, removed, inserted or reordered entry."""
    problems = verify_export(read_bytes(file).decode("utf-8").splitlines()) if file else asyncio.run(_problems())
    if as_json:
        print_json({"ok": not problems, "problems": problems})
    if problems:
        raise BotError("流水核对不通过：" + "；".join(problems[:5]))
    note("流水完整，封签一致。")


async def _problems() -> list[str]:
    async with opened_store(Settings()) as store:
        return await store.read(verify)
