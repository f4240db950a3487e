"""`kaohe score`: score the cases of a file with the engine that scores the year."""

from typing import Annotated

import typer

from bot.cli.parts import JSON_HELP, note, print_json, read_bytes
from bot.errors import BotError
from scoring import load_scheme
from scoring.cases import run_cases


def add_to(app: typer.Typer) -> None:
    """Add the command."""
    app.command("score", help="按考核办法给案例文件（appraisal-cases/1）算分。")(score)


def score(
    cases: Annotated[str, typer.Option("--cases", help="案例文件（JSON）。")],
    as_json: Annotated[bool, typer.Option("--json", help=JSON_HELP)] = False,
    scheme: Annotated[str, typer.Option("--scheme", help="年份或办法文件。")] = "2022",
) -> None:
    """Print each case's parts and total, or the whole result as JSON. A refused entry is not a failure."""
    try:
        text = read_bytes(cases).decode("utf-8-sig")
    except UnicodeDecodeError:
        raise BotError(f"{cases} 不是 UTF-8 编码的文本，请另存为 UTF-8 后再试。") from None
    result = run_cases(text, load_scheme(scheme), tell=note)
    if as_json:
        print_json(result)
        return
    for case in result["cases"]:
        refused = f"，拒收 {len(case['rejected'])} 条" if case["rejected"] else ""
        parts = f"清单 {case['task']}，共性 {case['common']}，综合评价 {case['leader']}"
        more = f"加分 {case['bonus']}，扣分 {case['extra_deduction']}{refused}"
        print(f"{case['id']} {case['unit']}：总分 {case['total']}（{parts}，{more}）")
    for ranking in result["rankings"]:
        note(f"{ranking['id']} 排名")
        for row in ranking["ranks"]:
            print(f"{row['rank']}. {row['unit']} {row['total']}")
