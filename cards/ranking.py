"""The result side by side and one by one: ranking, a unit's score, and why it is so."""

from decimal import Decimal
from typing import Literal

from cards import words
from cards.face import Button, Face
from cards.parts import GAP, NAME_CHARS, labelled
from cards.plain import clip, plain, plain_line
from cards.tasks import ProgressLine
from cards.views import ItemBrief
from scoring.parts import Frozen, shown


class RankLine(Frozen):
    """One unit's place. `parts` are the lines behind its total, shown at level 2 only."""

    rank: int
    unit: str
    total: Decimal
    eligible: bool = True
    kind: str = ""
    rank_in_kind: int | None = None
    parts: tuple[str, ...] = ()


class RankingView(Frozen):
    """Level 0 shows progress, 1 ranks and totals, 2 the lines behind them; what is not for the level stays out."""

    year: int
    level: Literal[0, 1, 2]
    progress: tuple[ProgressLine, ...] = ()
    ranks: tuple[RankLine, ...] = ()
    basis: str = ""
    buttons: tuple[Button, ...] = ()
    provisional: bool = False


def ranking_card(view: RankingView) -> Face:
    """Show the ranking as far as this place may see it."""
    if view.level == 0:
        lines = [f"· {plain(line.name)}{GAP}{line.done}/{line.total}" for line in view.progress]
        return Face(
            title=f"{view.year}年度考核进度",
            body=("结果还没有公布，先看进度：", *lines),
            buttons=view.buttons,
            foot="名次和得分在党组审定以后公布。",
        )
    basis = (labelled("依据", view.basis),) if view.basis else ()
    return Face(
        title=f"{view.year}年度考核排名",
        body=(*basis, *(line for rank in view.ranks for line in _rank(rank, view.level))),
        buttons=view.buttons,
        foot=words.PROVISIONAL if view.provisional else "",
    )


def _rank(rank: RankLine, level: int) -> tuple[str, ...]:
    kind = f"{GAP}{plain(rank.kind)}第{rank.rank_in_kind}" if rank.rank_in_kind is not None else ""
    veto = "" if rank.eligible else f"{GAP}取消评优资格"
    head = f"**第{rank.rank}名** {plain(rank.unit)}{GAP}{words.points(rank.total)}{kind}{veto}"
    return (head, *(f"· {plain(part)}" for part in rank.parts)) if level == 2 else (head,)


class PartLine(Frozen):
    """What one part of the method gives a unit."""

    name: str
    points: Decimal
    full: Decimal | None = None


class ItemScore(Frozen):
    """One item with its values side by side: the unit's own, the verified one, the one that counts."""

    item: ItemBrief
    own: Decimal | None = None
    verified: Decimal | None = None
    counts: Decimal


class UnitScoreView(Frozen):
    """One unit's score. Without a total (before the gate) only its own items are shown, as provisional."""

    unit: str
    year: int
    stage: str = ""
    total: Decimal | None = None
    rank: int | None = None
    eligible: bool = True
    parts: tuple[PartLine, ...] = ()
    items: tuple[ItemScore, ...] = ()
    buttons: tuple[Button, ...] = ()

    @property
    def provisional(self) -> bool:
        """Whether the gate is still closed."""
        return self.total is None


def unit_score_card(view: UnitScoreView) -> Face:
    """Show one unit's score with what it is made of."""
    lines = (
        [f"**暂定**{GAP}{labelled('阶段', view.stage or '未公布')}"]
        if view.total is None
        else [_total(view, view.total)]
    )
    if not view.eligible:
        lines.append("已取消当年评先评优资格。")
    lines += [_part(part) for part in view.parts]
    lines += [_item(one) for one in view.items]
    return Face(
        title=f"{view.unit} {view.year}年度得分",
        body=tuple(lines),
        buttons=view.buttons,
        foot=words.PROVISIONAL if view.provisional else "想知道哪一项怎么来的，回复“为什么”加事项名称。",
    )


def _total(view: UnitScoreView, total: Decimal) -> str:
    place = f"{GAP}**名次** 第{view.rank}名" if view.rank is not None else ""
    return f"**总分** {words.points(total)}{place}"


def _part(part: PartLine) -> str:
    points = words.signed(part.points) if part.full is None else f"{shown(part.points)}/{shown(part.full)}"
    return f"· {plain(part.name)}{GAP}{points}"


def _item(one: ItemScore) -> str:
    values = (("自评", one.own), ("核准", one.verified), ("得分", one.counts))
    told = GAP.join(f"{label} {shown(value)}" for label, value in values if value is not None)
    return f"· {plain(clip(one.item.name, NAME_CHARS))}（{shown(one.item.points)}）{GAP}{told}"


class ExplainView(Frozen):
    """Why a score is what it is, in the engine's sentences."""

    what: str
    sentences: tuple[str, ...]
    provisional: bool = False
    buttons: tuple[Button, ...] = ()


def explain_card(view: ExplainView) -> Face:
    """Tell where a score comes from: clause, count, arithmetic, proof, who, when."""
    return Face(
        title=f"这分怎么来的·{view.what}",
        body=tuple(plain_line(sentence) for sentence in view.sentences),
        buttons=view.buttons,
        foot=words.PROVISIONAL if view.provisional else "",
    )
