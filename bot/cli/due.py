"""`kaohe due`: on which days of a year each task is due, and how its words were read."""

from collections.abc import Iterator
from typing import Annotated, Any

import typer

from bot.cli.parts import JSON_HELP, note, print_json, read_bytes
from bot.workdays import OfficialCalendar, calendar_of
from scoring import load_scheme
from scoring.due import dated
from scoring.scheme import Scheme


def add_to(app: typer.Typer) -> None:
    """Add the command."""
    app.command("due", help="列出一年里每项任务的到期日，和时限是怎么理解的。")(due)


def due(
    year: Annotated[int, typer.Option("--year", min=2004, max=2100, help="哪一年。")],
    as_json: Annotated[bool, typer.Option("--json", help=JSON_HELP)] = False,
    scheme: Annotated[str, typer.Option("--scheme", help="年份或办法文件。")] = "2022",
    calendar: Annotated[str, typer.Option("--calendar", help="那一年的放假表（CSV：日期,休或班,节日）。")] = "",
) -> None:
    """Print every task with its days."""
    known = calendar_of(read_bytes(calendar)) if calendar else OfficialCalendar()
    rows = list(_rows(load_scheme(scheme), year, known))
    if known.warning(year):
        note(known.warning(year))
    if as_json:
        print_json([{name: row[name] for name in ("task", "dates", "reading")} for row in rows])
        return
    for row in rows:
        print(
            f"{row['task']} {row['label']}｜{row['printed'] or '未写时限'}｜{'、'.join(row['dates'])}｜{row['reading']}"
        )
    with_days = sum(bool(row["dates"]) for row in rows)
    note(f"共 {len(rows)} 项任务，{with_days} 项有日期，{len(rows) - with_days} 项没有。")


def _rows(scheme: Scheme, year: int, calendar: OfficialCalendar) -> Iterator[dict[str, Any]]:
    for task in (task for unit in scheme.units for item in unit.items for task in item.tasks):
        found = dated(task.due, year, calendar)
        yield {
            "task": task.id,
            "label": task.label,
            "printed": task.due_text,
            "dates": [day.isoformat() for day in found.dates],
            "reading": found.reading,
        }
