"""What a stage still waits for: who owes what, by unit or by person, for the office alone."""

from cards import words
from cards.face import Button, Face
from cards.parts import NAME_CHARS, danger, given
from cards.plain import clip, plain
from scoring.parts import Frozen


class OwedGroup(Frozen):
    """What one unit, or one person, still owes."""

    name: str
    owed: tuple[str, ...]


class ReadinessView(Frozen):
    """Everything owed now, or at one stage; `force` passes on without it."""

    title: str
    groups: tuple[OwedGroup, ...]
    other: Button | None = None
    force: tuple[Button, ...] = ()


def readiness_card(view: ReadinessView) -> Face:
    """Show what is owed and by whom."""
    lines: list[str] = []
    for group in view.groups:
        lines += [f"**{plain(clip(group.name, NAME_CHARS))}**", *(f"· {plain(one)}" for one in group.owed)]
    count = sum(len(group.owed) for group in view.groups)
    return Face(
        title=view.title,
        body=(words.STILL_OWED.format(count=count), *lines) if lines else (words.NOTHING_OWED,),
        buttons=given(view.other, *(danger(one) for one in view.force)),
        foot=words.FORCE_FOOT if view.force else "",
    )
