"""The words inside a document, as far as they can be read cheaply and within a fixed budget."""

import html
import io
import re
import zipfile
from collections.abc import Iterator

import filetype

from storage import words
from storage.errors import BadFile
from storage.pdf_text import pdf_texts
from storage.sniff import ARCHIVE, DOC, DOCX, ODF, OFD, PDF, PPT, PPTX, TEXT, XLS, XLSX, is_locked, sniff, text_of

BUDGET = 16 * 1024 * 1024
"""At most so many bytes are unpacked from one file, so that no archive can grow without end."""

MOST_PARTS = 5000
PROGRAMS = frozenset(
    [
        *("exe", "com", "scr", "msi", "dll", "sys", "cpl", "pif", "apk", "jar"),
        *("bat", "cmd", "ps1", "vbs", "vbe", "js", "jse", "wsf", "hta", "sh", "lnk", "reg"),
    ]
)
PARAGRAPH = re.compile(r"</(?:w:p|a:p|si|is|text:p)>|<w:(?:br|tab|cr)/>")
BOUNDARY = re.compile(r'<(?:\w+:)?TextObject\b[^>]*?\bBoundary="\s*\S+\s+(\S+)[^>]*>')
TAG = re.compile(r"<[^>]*>")
HEAD = 8192


class Budget:
    """How many bytes may still be unpacked."""

    def __init__(self, left: int = BUDGET) -> None:
        self.left = left

    def read(self, archive: zipfile.ZipFile, part: zipfile.ZipInfo) -> bytes:
        """A part of an archive, as far as the budget goes; of pictures and sounds only the beginning."""
        try:
            with archive.open(part) as stream:
                raw = stream.read(min(HEAD, self.left))
                if not _is_media(raw):
                    raw += stream.read(self.left - len(raw))
        except Exception:  # damaged archives raise half a dozen kinds; the reader needs one sentence
            raise BadFile(words.CANNOT_OPEN) from None
        self.left -= len(raw)
        return raw


def _is_media(head: bytes) -> bool:
    kind = filetype.guess(head)
    return kind is not None and kind.mime.startswith(("image/", "video/", "audio/"))


def inner_texts(data: bytes, mime: str, budget: Budget | None = None) -> Iterator[str]:
    """The texts inside a document, piece by piece; nothing for pictures and sounds."""
    budget = budget or Budget()
    if mime == TEXT:
        yield text_of(data) or ""
    elif mime == XLSX:
        yield from (text.replace("\n", "；") for text in _office_texts(data, budget))
    elif mime in (DOCX, PPTX, OFD, ODF):
        yield from _office_texts(data, budget)
    elif mime in (DOC, XLS, PPT):
        yield from _ole_texts(data)
    elif mime == PDF:
        yield from pdf_texts(data, budget.left)
    elif mime == ARCHIVE:
        yield from _archive_texts(data, budget)


def _office_texts(data: bytes, budget: Budget) -> Iterator[str]:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        for part in _parts(archive):
            if budget.left > 0 and part.filename.endswith(".xml"):
                yield paragraphs(_xml(budget.read(archive, part)))


def _archive_texts(data: bytes, budget: Budget) -> Iterator[str]:
    """An archive one level deep: the names in it, and the texts of the documents in it."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        for part in _parts(archive):
            name = _name(part)
            if name.rsplit(".", 1)[-1].lower() in PROGRAMS:
                raise BadFile(words.PROGRAM_INSIDE.format(name=name[-40:]))
            yield name
            if budget.left > 0 and not part.is_dir():
                inside = budget.read(archive, part)
                mime = sniff(inside)
                if is_locked(inside):
                    raise BadFile(words.CANNOT_OPEN)
                if mime is not None and mime != ARCHIVE:
                    yield from inner_texts(inside, mime, budget)


def _parts(archive: zipfile.ZipFile) -> list[zipfile.ZipInfo]:
    parts = archive.infolist()
    if len(parts) > MOST_PARTS:
        raise BadFile(words.TOO_MANY_INSIDE.format(count=len(parts)))
    return parts


def _name(part: zipfile.ZipInfo) -> str:
    """The name of a part; archives packed on Chinese Windows carry GBK without saying so."""
    if part.flag_bits & 0x800:
        return part.filename
    try:
        return part.filename.encode("cp437").decode("gb18030")
    except UnicodeError:
        return part.filename


def _xml(raw: bytes) -> str:
    encoding = "utf-16" if raw[:2] in (b"\xff\xfe", b"\xfe\xff") else "utf-8-sig"
    return raw.decode(encoding, "replace")


def paragraphs(xml: str) -> str:
    """The words of an office part: a paragraph, a cell, or what stands on one height of a page, each a line."""
    height = [""]

    def line_break(found: re.Match[str]) -> str:
        before, height[0] = height[0], found[1]
        return "" if before == found[1] else "\n"

    return html.unescape(TAG.sub("", PARAGRAPH.sub("\n", BOUNDARY.sub(line_break, xml))))


def _ole_texts(data: bytes) -> Iterator[str]:
    """What stands around 绝密, 机密 and 秘密 in an old office file, whose words are UTF-16."""
    for word in ("绝", "机", "秘"):
        needle, start = word.encode("utf-16-le"), 0
        while (start := data.find(needle, start)) >= 0:
            around = data[max(start - 2, 0) : start + 60].decode("utf-16-le", "replace")
            if "密" in around[:8]:
                yield "".join(sign if sign.isprintable() else " " for sign in around)
            start += 2
