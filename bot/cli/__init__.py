"""The command line of the operator: `kaohe --help`."""

import sys
from collections.abc import Sequence

import typer
from typer import rich_utils

from bot.cli import audit, bench, database, due, export, nudges, roster, scores, service, understanding
from bot.errors import BotError
from scoring.errors import ScoringError
from storage.errors import StorageError

rich_utils.OPTIONS_PANEL_TITLE = "选项"
rich_utils.ARGUMENTS_PANEL_TITLE = "参数"
rich_utils.COMMANDS_PANEL_TITLE = "命令"
rich_utils.ERRORS_PANEL_TITLE = "用法不对"

app = typer.Typer(
    name="kaohe",
    help="工作目标责任制考核机器人：在钉钉里交材料、自评、评分、核准、公布。",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
)
for part in (service, scores, due, nudges, understanding, roster, export, audit, database, bench):
    part.add_to(app)


def main(arguments: Sequence[str] | None = None) -> None:
    """Run a command: exit 0 done, 1 refused input or a negative finding, 2 wrong usage."""
    try:
        app(args=arguments, standalone_mode=True)
    except (BotError, ScoringError, StorageError) as refusal:
        print(refusal, file=sys.stderr)
        sys.exit(1)
