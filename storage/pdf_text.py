"""The words of a PDF as far as they are cheaply read: its text streams, each string by the signs of its font."""

import re
import zlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from itertools import islice

OBJECT = re.compile(rb"(\d{1,9})\s{1,4}\d{1,5}\s{1,4}obj\b")
STREAM = re.compile(rb"(?<!end)stream\r?\n")
NO_WORDS = re.compile(rb"/(?:Subtype\s*/Image|DCTDecode|JPXDecode|Length1)")
LONGEST_ABOUT = 4000
MOST_OBJECTS = 50_000
MOST_SIGNS = 500_000
TO_UNICODE = re.compile(rb"/ToUnicode\s{1,4}(\d{1,9})\s{1,4}\d{1,5}\s{1,4}R")
NAMED = re.compile(rb"/([^\s/<>\[\]()]{1,60})\s{1,4}(\d{1,9})\s{1,4}\d{1,5}\s{1,4}R")
PACKED_OBJECTS = re.compile(rb"/First\s{1,4}(\d{1,9})")
BLOCK = re.compile(rb"beginbf(char|range)(.*?)endbf", re.DOTALL)
BF_CHAR = re.compile(rb"<([0-9A-Fa-f]+)>\s*<([0-9A-Fa-f]+)>")
BF_RANGE = re.compile(rb"<([0-9A-Fa-f]{1,8})>\s*<([0-9A-Fa-f]{1,8})>\s*(?:<([0-9A-Fa-f]+)>|\[([^\]]*)\])")
TOKEN = re.compile(
    rb"/(?P<font>[^\s/<>\[\]()]{1,60})\s{1,4}-?[\d.]{1,16}\s{1,4}Tf\b"
    rb"|\((?P<text>(?:\\.|[^\\()])*)\)|<(?P<hex>[0-9A-Fa-f\s]+)>"
    rb"|(?P<move>-?[\d.]{1,16})\s{1,4}T[dD]\b|(?P<place>-?[\d.]{1,16})\s{1,4}Tm\b|(?P<next>T\*|['\"])",
    re.DOTALL,
)
ESCAPE = re.compile(rb"\\([nrtbf()\\]|[0-7]{1,3}|\r?\n)", re.DOTALL)
ESCAPED = {b"n": b"\n", b"r": b"\r", b"t": b"\t", b"b": b"\b", b"f": b"\f", b"\n": b"", b"\r\n": b""}
UNNAMED_CODES = ("gb18030", "utf-16-be")
"""How strings read whose font does not say what its codes stand for: as older Chinese printers wrote them."""

Signs = Mapping[bytes, str]


@dataclass
class _Parts:
    """What of a PDF matters here: what each object says of itself, and its unpacked words."""

    about: dict[int, bytes] = field(default_factory=dict)
    bodies: dict[int, bytes] = field(default_factory=dict)


def pdf_texts(data: bytes, budget: int) -> Iterator[str]:
    """The title and the text of each page; at most `budget` bytes are unpacked."""
    yield from _titles(data)
    parts = _parts(data, budget)
    fonts = _fonts(parts)
    for body in parts.bodies.values():
        if b"Tj" in body or b"TJ" in body or b"'" in body:
            yield from {_text(body, fonts, code) for code in UNNAMED_CODES}


def _titles(data: bytes) -> Iterator[str]:
    """What stands around 密 in the UTF-16 strings of title and bookmarks."""
    start, needle = 0, "密".encode("utf-16-be")
    while (start := data.find(needle, start)) >= 0:
        yield data[max(start - 12, 0) : start + 24].decode("utf-16-be", "replace")
        start += 2


def _parts(data: bytes, budget: int) -> _Parts:
    parts = _Parts()
    for found in islice(OBJECT.finditer(data), MOST_OBJECTS):
        number, start = int(found[1]), found.end()
        about = data[start : start + LONGEST_ABOUT].split(b"endobj", 1)[0]
        stream = STREAM.search(about)
        parts.about[number] = about[: stream.start()] if stream else about
        if stream is None or budget <= 0 or NO_WORDS.search(parts.about[number]):
            continue
        begins = start + stream.end()
        ends = data.find(b"endstream", begins)
        body = data[begins : ends if ends >= 0 else len(data)]
        body = _unpacked(body, budget) if b"FlateDecode" in parts.about[number] else body[:budget]
        budget -= len(body)
        parts.bodies[number] = body
        _unpack_objects(parts, number)
    return parts


def _unpacked(packed: bytes, budget: int) -> bytes:
    try:
        return zlib.decompressobj().decompress(packed, budget)
    except zlib.error:
        return b""


def _unpack_objects(parts: _Parts, number: int) -> None:
    """Objects that newer writers pack together into one stream."""
    first = PACKED_OBJECTS.search(parts.about[number])
    if first is None or b"/ObjStm" not in parts.about[number]:
        return
    body = parts.bodies.pop(number)
    head = [
        int(word) for word in body[: int(first[1])].split()[: 2 * MOST_OBJECTS] if word.isdigit() and len(word) < 10
    ]
    places = list(zip(head[::2], head[1::2], strict=False))
    for (inner, begins), (_, ends) in zip(places, [*places[1:], (0, len(body))], strict=False):
        parts.about[inner] = body[int(first[1]) + begins : int(first[1]) + ends]


def _fonts(parts: _Parts) -> dict[bytes, list[Signs]]:
    """The signs of every font, by the names pages call it; one name may mean different fonts on different pages."""
    tables = {number: int(found[1]) for number, about in parts.about.items() if (found := TO_UNICODE.search(about))}
    read = _tables({table: parts.bodies.get(table, b"") for table in tables.values()})
    signs = {number: read[table] for number, table in tables.items()}
    named: dict[bytes, dict[int, Signs]] = {}
    for about in parts.about.values():
        for name, number in NAMED.findall(about):
            if int(number) in signs:
                named.setdefault(name, {})[int(number)] = signs[int(number)]
    return {name: list(found.values()) for name, found in named.items()}


def _tables(bodies: Mapping[int, bytes]) -> dict[int, Signs]:
    """What the codes of each font stand for, from its ToUnicode table; at most so many signs in a whole file."""
    left = MOST_SIGNS
    read: dict[int, Signs] = {}
    for number, body in bodies.items():
        pairs = list(islice(_pairs(body), left))
        left -= len(pairs)
        read[number] = dict(pairs)
    return read


def _pairs(table: bytes) -> Iterator[tuple[bytes, str]]:
    for kind, body in BLOCK.findall(table):
        if kind == b"range":
            yield from _ranged(body)
        else:
            yield from ((_bytes(code), _unicode(sign)) for code, sign in BF_CHAR.findall(body))


def _ranged(body: bytes) -> Iterator[tuple[bytes, str]]:
    for low, high, first, listed in BF_RANGE.findall(body):
        start, size = int(low, 16), len(_bytes(low))
        for step in range(int(high, 16) - start + 1):
            yield (start + step).to_bytes(size + 4, "big")[-size:], _nth(first, listed, step)


def _nth(first: bytes, listed: bytes, step: int) -> str:
    if first:
        sign = _unicode(first)
        return sign[:-1] + chr((ord(sign[-1]) + step) % 0x110000) if sign else ""
    found = re.findall(rb"<([0-9A-Fa-f]+)>", listed)
    return _unicode(found[step]) if step < len(found) else ""


def _text(stream: bytes, fonts: Mapping[bytes, list[Signs]], otherwise: str) -> str:
    """The strings of a stream; what stands on another height begins a new line."""
    pieces: list[str] = []
    height, font = b"", b""
    for found in TOKEN.finditer(stream):
        if found["font"] is not None:
            font = found["font"]
        elif found["text"] is not None or found["hex"] is not None:
            codes = _bytes(found["hex"]) if found["hex"] else ESCAPE.sub(_escaped, found["text"] or b"")
            pieces.append(_decoded(codes, fonts.get(font, []), otherwise))
        elif found["place"] is not None:
            pieces.append("" if found["place"] == height else "\n")
            height = found["place"]
        elif found["next"] or found["move"].strip(b"-0."):
            pieces.append("\n")
    return "".join(pieces)


def _decoded(codes: bytes, fonts: list[Signs], otherwise: str) -> str:
    """A string by the font that knows all its codes; by a common encoding when its font says nothing."""
    for signs in fonts:
        size = max(map(len, signs), default=1)
        told = [signs.get(codes[at : at + size]) for at in range(0, len(codes), size)]
        if None not in told:
            return "".join(sign for sign in told if sign)
    return "" if fonts else codes.decode(otherwise, "ignore")


def _escaped(found: re.Match[bytes]) -> bytes:
    sign = found[1]
    return bytes([int(sign, 8) & 0xFF]) if sign.isdigit() else ESCAPED.get(sign, sign)


def _bytes(digits: bytes) -> bytes:
    plain = bytes(digit for digit in digits if digit not in b" \t\r\n\f\v")
    return bytes.fromhex((plain + b"0" * (len(plain) % 2)).decode())


def _unicode(digits: bytes) -> str:
    return _bytes(digits).decode("utf-16-be", "replace")
