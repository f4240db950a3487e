"""`kaohe bench`: what this machine does, side by side with the bare alternatives."""

import asyncio
from typing import Annotated

import typer

from bot.bench.report import as_json, as_lines
from bot.bench.run import run
from bot.cli.parts import note


def add_to(app: typer.Typer) -> None:
    """Add the command."""
    app.command("bench", help="测速：官方 SDK、落盘后回执、整轮处理、发送、计分，一次并排量完。")(bench)


def bench(
    rounds: Annotated[int, typer.Option("--rounds", min=1, help="交替量几轮，取中位数。")] = 3,
    seconds: Annotated[float, typer.Option("--seconds", min=0.2, help="每次量几秒。")] = 1.5,
    json_: Annotated[bool, typer.Option("--json", help="标准输出只打印 JSON。")] = False,
) -> None:
    """Measure; a line each with name, value, unit, ratio."""
    measures = asyncio.run(run(rounds, seconds, note))
    print(as_json(measures) if json_ else "\n".join(as_lines(measures)))
