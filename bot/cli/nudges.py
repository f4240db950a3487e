"""`kaohe nudges`: who would hear what on a day, and why; sends nothing."""

import asyncio
from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Annotated

import typer

from bot.cli.parts import JSON_HELP, note, opened_store, print_json, read_bytes, scheme_of
from bot.errors import BotError
from bot.settings import Settings
from bot.usecases.nudge_plan import Message
from bot.usecases.nudges import Filed, plan, text_of, why_of
from bot.usecases.reminding import filed_days
from bot.usecases.staffing import Staffing, staffing_of
from bot.words import nudges as said
from bot.workdays import OfficialCalendar, calendar_of
from scoring import load_scheme
from scoring.scheme import Scheme
from storage.desk import Desk
from storage.roster_file import read_roster


def add_to(app: typer.Typer) -> None:
    """Add the command."""
    app.command("nudges", help="试算某一天会提醒谁、说什么、为什么；不发送。")(nudges)


def nudges(
    day: Annotated[str, typer.Option("--date", help="哪一天，如 2022-11-28。")],
    dry_run: Annotated[bool, typer.Option("--dry-run", help="只试算，不发送。")] = False,
    roster: Annotated[str, typer.Option("--roster", help="用这份名册试算，不读数据库。")] = "",
    as_json: Annotated[bool, typer.Option("--json", help=JSON_HELP)] = False,
    calendar: Annotated[str, typer.Option("--calendar", help="那一年的放假表（CSV：日期,休或班,节日）。")] = "",
) -> None:
    """Print each message of the day."""
    if not dry_run:
        raise BotError(said.DRY_ONLY)
    when, known = _day(day), calendar_of(read_bytes(calendar)) if calendar else OfficialCalendar()
    scheme, staff, filed = _of_roster(roster) if roster else asyncio.run(_of_store())
    found = plan(scheme, staff, filed, known, when)
    units = {one.userid: [scheme.unit(code).short for code in one.units] for one in staff.people}
    if as_json:
        print_json([_row(one, units) for one in found])
        return
    for one in found:
        print(f"{one.userid}（{'、'.join(units.get(one.userid, []))}）\n{text_of(one)}\n原因：{why_of(one)}\n")
    total = said.TOTAL.format(day=when, people=len(found), tasks=sum(len(one.tasks) for one in found))
    note(total if known.is_workday(when) else said.REST_DAY.format(day=when))


def _day(typed: str) -> date:
    try:
        return date.fromisoformat(typed)
    except ValueError:
        raise BotError(said.BAD_DATE.format(said=typed)) from None


def _row(message: Message, units: Mapping[str, list[str]]) -> dict[str, object]:
    return {
        "userid": message.userid,
        "unit": "、".join(units.get(message.userid, [])),
        "kind": message.kind.name.lower(),
        "tasks": message.tasks,
        "text": text_of(message),
        "why": why_of(message),
    }


def _of_roster(file: str) -> tuple[Scheme, Staffing, Filed]:
    """A roster alone: nothing has been handed in yet."""
    scheme = load_scheme(2022)
    read = read_roster(read_bytes(file), Path(file).name, scheme)
    if read.problems:
        raise BotError(said.ROSTER_BAD.format(count=len(read.problems), first=read.problems[0]))
    return scheme, Staffing(read.people), {}


async def _of_store() -> tuple[Scheme, Staffing, Filed]:
    settings = Settings()
    scheme = scheme_of(settings)
    async with opened_store(settings) as store:
        staff, filed = await store.read(lambda desk: (_staff(desk, scheme), filed_days(desk, scheme)))
    return scheme, staff, filed


def _staff(desk: Desk, scheme: Scheme) -> Staffing:
    return staffing_of(desk, scheme.year, desk.people.all())
