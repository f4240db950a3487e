"""One unit's score: what it is made of, why it is so, who entered what, and how it compares."""

from decimal import Decimal

from cards import words
from cards.face import Button, Face
from cards.parts import GAP, NAME_CHARS, labelled
from cards.plain import clip, plain, plain_line
from cards.views import ItemBrief
from scoring.parts import Frozen, shown


class PartLine(Frozen):
    """What one part of the method gives a unit."""

    name: str
    points: Decimal
    full: Decimal | None = None

    @property
    def told(self) -> str:
        """The part in words: 责任清单工作 58.5/60, 加分 +5."""
        points = words.signed(self.points) if self.full is None else f"{shown(self.points)}/{shown(self.full)}"
        return f"{plain(self.name)} {points}"


class ItemScore(Frozen):
    """One item with its values side by side: the unit's own, the verified one, the one that counts."""

    item: ItemBrief
    own: Decimal | None = None
    verified: Decimal | None = None
    counts: Decimal


class UnitScoreView(Frozen):
    """One unit's score, as far as it may be seen: no total, no rank, no parts where they are not for this reader."""

    unit: str
    year: int
    stage: str = ""
    provisional: bool = False
    total: Decimal | None = None
    rank: int | None = None
    eligible: bool = True
    parts: tuple[PartLine, ...] = ()
    items: tuple[ItemScore, ...] = ()
    more: int = 0
    buttons: tuple[Button, ...] = ()


def unit_score_card(view: UnitScoreView) -> Face:
    """Show one unit's score with what it is made of."""
    lines = [_provisional(view.stage)] if view.provisional else []
    lines += [_total(view.total, view.rank)] if view.total is not None else []
    lines += [] if view.eligible else [words.NOT_ELIGIBLE]
    lines += [GAP.join(part.told for part in view.parts)] if view.parts else []
    lines += [_item(one) for one in view.items]
    lines += [words.MORE_DEDUCTED.format(count=view.more)] if view.more else []
    return Face(
        title=f"{view.unit} {view.year}年度得分",
        body=tuple(lines),
        buttons=view.buttons,
        foot=words.PROVISIONAL if view.provisional else words.ASK_WHY,
    )


def _provisional(stage: str) -> str:
    return f"**暂定**{GAP}{labelled('阶段', stage or '未公布')}"


def _total(total: Decimal, rank: int | None) -> str:
    place = f"{GAP}**名次** 第{rank}名" if rank is not None else ""
    return f"**总分** {words.points(total)}{place}"


def _item(one: ItemScore) -> str:
    values = (("自评", one.own), ("核准", one.verified), ("得分", one.counts))
    told = GAP.join(f"{label} {shown(value)}" for label, value in values if value is not None)
    return f"· {plain(clip(one.item.name, NAME_CHARS))}（{shown(one.item.points)}）{GAP}{told}"


class ExplainView(Frozen):
    """Why a score is what it is, in the engine's sentences under an introduction."""

    what: str
    sentences: tuple[str, ...]
    head: str = ""
    provisional: bool = False
    buttons: tuple[Button, ...] = ()


def explain_card(view: ExplainView) -> Face:
    """Tell where a score comes from: clause, count, arithmetic, proof, who, when."""
    head = (plain(view.head),) if view.head else ()
    return Face(
        title=f"这分怎么来的·{view.what}",
        body=(*head, *(plain_line(sentence) for sentence in view.sentences)),
        buttons=view.buttons,
        foot=words.PROVISIONAL if view.provisional else "",
    )


class CompareSide(Frozen):
    """One of two units side by side: what of it may be seen."""

    unit: str
    total: Decimal | None = None
    rank: int | None = None
    parts: tuple[PartLine, ...] = ()


class CompareView(Frozen):
    """Two units side by side."""

    year: int
    one: CompareSide
    other: CompareSide
    stage: str = ""
    provisional: bool = False


def compare_card(view: CompareView) -> Face:
    """Show two units side by side, group of items by group of items; only what may be seen of both."""
    one, other = view.one, view.other
    lines = [_provisional(view.stage)] if view.provisional else []
    if one.total is not None and other.total is not None:
        lines.append(f"**总分** {_pair(one.unit, words.points(one.total), other.unit, words.points(other.total))}")
    if one.rank is not None and other.rank is not None:
        lines.append(f"**名次** {_pair(one.unit, f'第{one.rank}名', other.unit, f'第{other.rank}名')}")
    others = {part.name: part for part in other.parts}
    for part in one.parts:
        lines.append(f"· {_both(part, others[part.name])}")
    return Face(
        title=f"{one.unit}和{other.unit} {view.year}年度对比",
        body=tuple(lines),
        foot=words.PROVISIONAL if view.provisional else "",
    )


def _pair(one: str, value: str, other: str, other_value: str) -> str:
    return f"{plain(one)} {value}{GAP}{plain(other)} {other_value}"


def _both(one: PartLine, other: PartLine) -> str:
    """One group of items of both, and how much more the first one has."""
    differ = one.points - other.points
    return f"{one.told} 比 {other.told.removeprefix(plain(one.name)).strip()}{GAP}相差 {words.signed(differ)}"
