"""A unit's year-end summary as a card: section by section, with what may be done with it."""

from cards.face import Button, Face
from cards.parts import given
from cards.plain import plain, plain_line
from scoring.parts import Frozen


class SummaryTextView(Frozen):
    """The summary with its state; `edit` has one button per section while it may be changed."""

    title: str
    state: str
    sections: tuple[tuple[str, str], ...]
    edit: tuple[Button, ...] = ()
    export: Button | None = None
    send_back: Button | None = None
    foot: str = ""


def summary_text_card(view: SummaryTextView) -> Face:
    """Show the whole text."""
    lines = [f"**现状** {plain(view.state)}"]
    for title, text in view.sections:
        lines += [f"**{plain(title)}**"] if title else []
        lines += [plain_line(line) for line in text.splitlines()]
    export = view.export.as_main() if view.export else None
    return Face(
        title=view.title,
        body=tuple(lines),
        buttons=given(export, view.send_back, *view.edit),
        foot=view.foot,
    )
