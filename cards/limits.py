"""The platform's sizes, checked while a card is built, and how text is cut to fit them.

Sizes are bytes of UTF-8 as the platform documents them, a little below where it says "1 KB".
"""

import unicodedata
from collections.abc import Iterator, Mapping, Sequence

from cards.errors import TooLarge

KEY_BYTES = 100
VALUE_BYTES = 1_000
CARD_BYTES = 100_000
TRACK_ID_CHARS = 100
MESSAGE_BYTES = 15_000
BLOCKS = 4

BREAK = "<br>"
PAUSES = "。；，、）！？ "


def size(text: str) -> int:
    """The bytes a text takes on the wire."""
    return len(text.encode())


def checked_params(params: Mapping[str, str]) -> dict[str, str]:
    """The parameters of a card, once each key, each value and the whole are within the platform's sizes."""
    for key, value in params.items():
        _check(f"卡片变量名 {key}", size(key), KEY_BYTES)
        _check(f"卡片变量 {key}", size(value), VALUE_BYTES)
    _check("整张卡片", sum(size(key) + size(value) for key, value in params.items()), CARD_BYTES)
    return dict(params)


def checked_track_id(out_track_id: str) -> str:
    """A card's own number, once it is short enough."""
    _check("卡片编号", len(out_track_id), TRACK_ID_CHARS)
    return out_track_id


def checked_message(text: str) -> str:
    """The text of a message, once the platform would take it."""
    _check("消息", size(text), MESSAGE_BYTES)
    return text


def _check(what: str, found: int, limit: int) -> None:
    if found > limit:
        raise TooLarge(what, found, limit)


def blocks(lines: Sequence[str], limit: int = VALUE_BYTES) -> list[list[str]]:
    """The lines in blocks of at most `limit` bytes each: cut at line ends, and inside a line only if it must be."""
    made: list[list[str]] = []
    room = 0
    for piece in (piece for line in lines for piece in pieces(line, limit)):
        needed = size(BREAK + piece)
        if made and needed <= room:
            made[-1].append(piece)
            room -= needed
        else:
            made.append([piece])
            room = limit - size(piece)
    return made


def pieces(line: str, limit: int = VALUE_BYTES) -> Iterator[str]:
    """The line in pieces of at most `limit` bytes, cut after a pause where there is one, never inside a character."""
    while size(line) > limit:
        end = _cut(line, limit)
        yield line[:end]
        line = line[end:]
    yield line


def _cut(line: str, limit: int) -> int:
    """Where to cut: after the last pause of the second half, else between two characters that do not join."""
    most = len(line.encode()[:limit].decode(errors="ignore"))
    ends = range(most, most // 2, -1)
    pause = next((end for end in ends if line[end - 1] in PAUSES), None)
    return pause or next((end for end in ends if not _joined(line, end)), most)


def _joined(line: str, end: int) -> bool:
    """Whether a cut here would take apart what is seen as one character: an accent, an emoji of several parts, bold."""
    before, after = line[end - 1], line[end]
    return "\u200d" in (before, after) or before == after == "*" or _leans(after)


def _leans(sign: str) -> bool:
    """Whether a sign is drawn on the one before it: accents, variation selectors, skin tones."""
    return unicodedata.category(sign) in ("Mn", "Mc", "Me") or "\U0001f3fb" <= sign <= "\U0001f3ff"
