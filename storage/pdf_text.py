"""The words of a PDF as far as they matter for marks: its text streams, read with the fonts that can write 密."""

import re
import zlib
from collections.abc import Callable, Iterator
from itertools import islice

STREAM = re.compile(rb"(?<!end)stream\r?\n")
PICTURE = re.compile(rb"/(?:Subtype\s*/Image|DCTDecode|JPXDecode|Length1)")
DICTIONARY = 600
MOST_STREAMS = 3000
MOST_SIGNS = 200_000
BF_CHAR = re.compile(rb"<([0-9A-Fa-f]+)>\s*<([0-9A-Fa-f]+)>")
BF_RANGE = re.compile(rb"<([0-9A-Fa-f]+)>\s*<([0-9A-Fa-f]+)>\s*(?:<([0-9A-Fa-f]+)>|\[([^\]]*)\])")
BLOCK = re.compile(rb"beginbf(char|range)(.*?)endbf", re.DOTALL)
TOKEN = re.compile(
    rb"\((?P<text>(?:\\.|[^\\()])*)\)|<(?P<hex>[0-9A-Fa-f\s]+)>"
    rb"|(?P<move>-?[\d.]{1,16})\s{1,4}T[dD]\b|(?P<place>-?[\d.]{1,16})\s{1,4}Tm\b|(?P<next>T\*|['\"])",
    re.DOTALL,
)
ESCAPE = re.compile(rb"\\([nrtbf()\\]|[0-7]{1,3}|\r?\n)", re.DOTALL)
ESCAPED = {b"n": b"\n", b"r": b"\r", b"t": b"\t", b"b": b"\b", b"f": b"\f"}
WORDS = ("绝", "机", "秘")
Decoder = Callable[[bytes], str]


def pdf_texts(data: bytes, budget: int) -> Iterator[str]:
    """The text of each stream by every font that has 密 among its signs; at most `budget` bytes are unpacked."""
    yield from _titles(data)
    streams = list(_streams(data, budget))
    decoders: list[Decoder] = [_gbk, _utf16]
    decoders += [_decoder(signs) for signs in map(_signs, streams) if _writes_marks(signs)]
    for stream in streams:
        if b"Tj" in stream or b"TJ" in stream:
            for decode in decoders:
                text = _text(stream, decode)
                if "密" in text:
                    yield text


def _titles(data: bytes) -> Iterator[str]:
    """What stands around 密 in the UTF-16 strings of title and bookmarks."""
    start, needle = 0, "密".encode("utf-16-be")
    while (start := data.find(needle, start)) >= 0:
        yield data[max(start - 12, 0) : start + 24].decode("utf-16-be", "replace")
        start += 2


def _streams(data: bytes, budget: int) -> Iterator[bytes]:
    for count, found in enumerate(STREAM.finditer(data)):
        if budget <= 0 or count > MOST_STREAMS:
            return
        before = data[max(found.start() - DICTIONARY, 0) : found.start()]
        about = before[max(before.rfind(b"obj"), 0) :]
        if PICTURE.search(about):
            continue
        end = data.find(b"endstream", found.end())
        raw = data[found.end() : end if end >= 0 else len(data)]
        raw = _unpacked(raw, budget) if b"FlateDecode" in about else raw[:budget]
        budget -= len(raw)
        yield raw


def _unpacked(packed: bytes, budget: int) -> bytes:
    try:
        return zlib.decompressobj().decompress(packed, budget)
    except zlib.error:
        return b""


def _signs(stream: bytes) -> dict[bytes, str]:
    """What the codes of a font stand for, from its ToUnicode table; empty for any other stream."""
    signs: dict[bytes, str] = {}
    for kind, body in BLOCK.findall(stream):
        pairs = BF_CHAR.findall(body) if kind == b"char" else []
        signs |= {_bytes(code): _unicode(sign) for code, sign in pairs}
        if kind == b"range":
            signs |= dict(islice(_ranged(body), MOST_SIGNS))
        if len(signs) > MOST_SIGNS:
            return {}
    return signs


def _ranged(body: bytes) -> Iterator[tuple[bytes, str]]:
    for low, high, first, listed in BF_RANGE.findall(body):
        start, size = int(low, 16), len(_bytes(low))
        for step in range(int(high, 16) - start + 1):
            yield (start + step).to_bytes(size + 1, "big")[-size:], _nth(first, listed, step)


def _nth(first: bytes, listed: bytes, step: int) -> str:
    if first:
        sign = _unicode(first)
        return sign[:-1] + chr((ord(sign[-1]) + step) % 0x110000) if sign else ""
    found = re.findall(rb"<([0-9A-Fa-f]+)>", listed)
    return _unicode(found[step]) if step < len(found) else ""


def _writes_marks(signs: dict[bytes, str]) -> bool:
    written = set(signs.values())
    return "密" in written and any(word in written for word in WORDS)


def _decoder(signs: dict[bytes, str]) -> Decoder:
    size = max(map(len, signs))
    return lambda codes: "".join(signs.get(codes[at : at + size], "") for at in range(0, len(codes), size))


def _gbk(codes: bytes) -> str:
    return codes.decode("gb18030", "ignore")


def _utf16(codes: bytes) -> str:
    return codes.decode("utf-16-be", "ignore")


def _text(stream: bytes, decode: Decoder) -> str:
    """The strings of a stream; what stands on another height begins a new line."""
    pieces: list[str] = []
    height = b""
    for found in TOKEN.finditer(stream):
        if found["text"] is not None:
            pieces.append(decode(ESCAPE.sub(_escaped, found["text"])))
        elif found["hex"] is not None:
            pieces.append(decode(_bytes(found["hex"])))
        elif found["place"] is not None:
            pieces.append("" if found["place"] == height else "\n")
            height = found["place"]
        elif found["next"] or found["move"].strip(b"-0."):
            pieces.append("\n")
    return "".join(pieces)


def _escaped(found: re.Match[bytes]) -> bytes:
    sign = found[1]
    if sign[:1].isdigit():
        return bytes([int(sign, 8) & 0xFF])
    return b"" if sign.endswith(b"\n") and sign != b"n" else ESCAPED.get(sign, sign)


def _bytes(digits: bytes) -> bytes:
    plain = bytes(digit for digit in digits if digit not in b" \t\r\n\f")
    return bytes.fromhex((plain + b"0" * (len(plain) % 2)).decode())


def _unicode(digits: bytes) -> str:
    return _bytes(digits).decode("utf-16-be", "replace")
