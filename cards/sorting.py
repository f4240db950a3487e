"""加分归口: the claims that wait, sorted by what the method makes of them, each with its reasons."""

from decimal import Decimal

from cards import words
from cards.face import Button, Face
from cards.parts import GAP, given, labelled
from cards.plain import plain
from scoring.parts import Frozen


class SortedLine(Frozen):
    """One claim: whose, which document, what it would bring, why."""

    unit: str
    number: str
    points: Decimal
    because: str
    button: Button | None = None


class SortedGroup(Frozen):
    """The claims for which the same is proposed."""

    name: str
    lines: tuple[SortedLine, ...]


class SortingView(Frozen):
    """Every claim that waits, by proposal."""

    clause: str
    groups: tuple[SortedGroup, ...]


def sorting_card(view: SortingView) -> Face:
    """Show what is proposed for each claim; it is opened to be decided."""
    lines: list[str] = []
    for group in view.groups:
        lines.append(f"· **{plain(group.name)}** {len(group.lines)} 件")
        lines += [_line(one) for one in group.lines]
    count = sum(len(group.lines) for group in view.groups)
    return Face(
        title=words.SORTING,
        body=(f"{labelled('条款', view.clause)}{GAP}**待认定** {count} 件", *lines),
        buttons=given(*(one.button for group in view.groups for one in group.lines)),
        foot=words.SORTING_FOOT,
    )


def _line(one: SortedLine) -> str:
    head = f"· {plain(one.unit)} {plain(one.number)} {words.signed(one.points)}"
    return f"{head}：{plain(one.because)}"
