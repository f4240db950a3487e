"""A card that says more than fits is read page by page, with 上一页 and 下一页; nothing is left out."""

from collections.abc import Callable, Sequence
from typing import TypeVar

from cards import words
from cards.face import Button, Face, Field
from cards.limits import BLOCKS, VALUE_BYTES, blocks, size
from cards.render import buttons_json, form_json, lines_of

T = TypeVar("T")
Turn = Callable[[int, str], Button]
"""Makes the button that opens the page of this number; the second argument is its label."""

TURNS = [Button(label=words.BACK, code="22222"), Button(label=words.FORWARD, code="22222")]


def page_count(face: Face) -> int:
    """How many pages the card has."""
    return max(len(_bodies(face)), len(_rows(face)), len(_forms(face)))


def paged(face: Face, number: int, turn: Turn) -> Face:
    """The page of this number, which fits in any form; a card that fits is its own only page.

    Buttons that fit on one page stand on every page. More of them are spread, like the fields of a long form,
    with the main and the submit button on every page.
    """
    count = page_count(face)
    if count == 1:
        return face
    here = min(max(number, 1), count)
    turns = [turn(here - 1, words.BACK)] if here > 1 else []
    turns += [turn(here + 1, words.FORWARD)] if here < count else []
    return face.model_copy(
        update={
            "title": words.page_title(face.title, here, count),
            "body": _nth(_bodies(face), here),
            "buttons": (*_nth(_rows(face), here), *turns),
            "fields": _nth(_forms(face), here),
            "foot": "",
        }
    )


def _nth(pages: Sequence[tuple[T, ...]], number: int) -> tuple[T, ...]:
    """What stands on this page; what has fewer pages stays at its last."""
    return pages[min(number, len(pages)) - 1]


def _bodies(face: Face) -> list[tuple[str, ...]]:
    """The lines of each page: four blocks at a time."""
    parts = blocks(lines_of(face)) or [[]]
    pages = [parts[start : start + BLOCKS] for start in range(0, len(parts), BLOCKS)]
    return [tuple(line for part in page for line in part) for page in pages]


def _rows(face: Face) -> list[tuple[Button, ...]]:
    """The buttons of each page in the order of the card; all on one page when they fit."""
    pinned = [one for one in face.offered if one.style == "primary" or one.takes_form]
    others = [one for one in face.offered if one not in pinned]
    rows = _spread(others, lambda row: buttons_json([*pinned, *row, *TURNS]))
    return [tuple(one for one in face.offered if one in row or one in pinned) for row in rows]


def _forms(face: Face) -> list[tuple[Field, ...]]:
    """The fields of each page."""
    return [tuple(row) for row in _spread(face.fields, lambda row: form_json(tuple(row)))]


def _spread(things: Sequence[T], written: Callable[[list[T]], str]) -> list[list[T]]:
    """The things in rows, each of which fits into one variable of the template once written."""
    rows: list[list[T]] = [[]]
    for thing in things:
        if rows[-1] and size(written([*rows[-1], thing])) > VALUE_BYTES:
            rows.append([])
        rows[-1].append(thing)
    return rows
