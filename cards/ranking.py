"""All units side by side: how far they are, and after the gate their places."""

from decimal import Decimal
from typing import Literal

from cards import words
from cards.face import Button, Face
from cards.parts import GAP, labelled
from cards.plain import plain
from cards.tasks import ProgressLine
from scoring.parts import Frozen


class RankLine(Frozen):
    """One unit's place. `parts` are the lines behind its total, shown at level 2 only."""

    rank: int
    unit: str
    total: Decimal
    eligible: bool = True
    kind: str = ""
    rank_in_kind: int | None = None
    parts: tuple[str, ...] = ()


class Overall(Frozen):
    """How far all units are together; nobody is named."""

    done: int
    total: int
    units: int
    complete: int


class RankingView(Frozen):
    """Level 0 shows progress, 1 ranks and totals, 2 the lines behind them; what is not for the level stays out."""

    year: int
    level: Literal[0, 1, 2]
    stage: str = ""
    overall: Overall | None = None
    progress: tuple[ProgressLine, ...] = ()
    ranks: tuple[RankLine, ...] = ()
    basis: str = ""
    orders: tuple[str, ...] = ()
    buttons: tuple[Button, ...] = ()
    provisional: bool = False


def ranking_card(view: RankingView) -> Face:
    """Show the ranking as far as this place may see it."""
    if view.level == 0:
        overall = (_overall(view.overall),) if view.overall else ()
        lines = [f"· {plain(line.name)}{GAP}{line.done}/{line.total}" for line in view.progress]
        return Face(
            title=f"{view.year}年度考核进度",
            body=(labelled("阶段", view.stage or "未公布"), *overall, *lines),
            buttons=view.buttons,
            foot=words.RANKS_LATER,
        )
    basis = (labelled("依据", view.basis),) if view.basis else ()
    if view.provisional:
        basis = (f"**暂定**{GAP}{labelled('阶段', view.stage or '未公布')}",)
    orders = tuple(labelled("并列次序", one) for one in view.orders)
    return Face(
        title=f"{view.year}年度考核排名",
        body=(*basis, *orders, *(line for rank in view.ranks for line in _rank(rank, view.level))),
        buttons=view.buttons,
        foot=words.PROVISIONAL if view.provisional else "",
    )


def _overall(one: Overall) -> str:
    return words.OVERALL.format(total=one.total, done=one.done, units=one.units, complete=one.complete)


def _rank(rank: RankLine, level: int) -> tuple[str, ...]:
    kind = f"{GAP}{plain(rank.kind)}第{rank.rank_in_kind}" if rank.rank_in_kind is not None else ""
    veto = "" if rank.eligible else f"{GAP}取消评优资格"
    head = f"**第{rank.rank}名** {plain(rank.unit)}{GAP}{words.points(rank.total)}{kind}{veto}"
    return (head, *(f"· {plain(part)}" for part in rank.parts)) if level == 2 else (head,)
