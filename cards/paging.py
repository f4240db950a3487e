"""A card that says more than fits is read page by page, with 上一页 and 下一页; nothing is left out."""

from collections.abc import Callable, Sequence

from cards import words
from cards.face import Button, Face
from cards.limits import BLOCKS, VALUE_BYTES, blocks, size
from cards.render import buttons_json, lines_of

Turn = Callable[[int, str], Button]
"""Makes the button that opens the page of this number; the second argument is its label."""

TURNS = (Button(label=words.BACK, code="22222"), Button(label=words.FORWARD, code="22222"))


def page_count(face: Face) -> int:
    """How many pages the card has."""
    return max(len(_bodies(face)), len(_rows(face)))


def paged(face: Face, number: int, turn: Turn) -> Face:
    """The page of this number, which fits in any form; a card that fits is its own only page.

    Buttons that fit on one page stand on every page; more of them are spread, with the main ones on every page.
    """
    count = page_count(face)
    if count == 1:
        return face
    here = min(max(number, 1), count)
    bodies, rows = _bodies(face), _rows(face)
    turns = [turn(here - 1, words.BACK)] if here > 1 else []
    turns += [turn(here + 1, words.FORWARD)] if here < count else []
    return face.model_copy(
        update={
            "title": words.page_title(face.title, here, count),
            "body": bodies[min(here, len(bodies)) - 1],
            "buttons": (*rows[min(here, len(rows)) - 1], *turns),
            "foot": "",
        }
    )


def _bodies(face: Face) -> list[tuple[str, ...]]:
    """The lines of each page: four blocks at a time."""
    parts = blocks(lines_of(face)) or [[]]
    pages = [parts[start : start + BLOCKS] for start in range(0, len(parts), BLOCKS)]
    return [tuple(line for part in page for line in part) for page in pages]


def _rows(face: Face) -> list[tuple[Button, ...]]:
    """The buttons of each page, main and submit buttons on all of them, in the order of the card."""
    if _fit(face.offered, turns=False) and len(_bodies(face)) == 1:
        return [face.offered]
    pinned = [one for one in face.offered if _is_pinned(one)]
    rows: list[list[Button]] = [[]]
    for button in face.offered:
        if button in pinned:
            continue
        if rows[-1] and not _fit([*pinned, *rows[-1], button]):
            rows.append([])
        rows[-1].append(button)
    return [tuple(one for one in face.offered if one in row or one in pinned) for row in rows]


def _is_pinned(button: Button) -> bool:
    return button.style == "primary" or button.takes_form


def _fit(buttons: Sequence[Button], turns: bool = True) -> bool:
    """Whether these buttons, and those that turn the page, are within one variable of the template."""
    return size(buttons_json([*buttons, *(TURNS if turns else ())])) <= VALUE_BYTES
