"""Papers for the tests: small true files of each type, made on the spot."""

import io
import zipfile
import zlib
from collections.abc import Mapping

from openpyxl import Workbook

PNG = bytes.fromhex(
    "89504e470d0a1a0a0000000d4948445200000001000000010802000000907753de0000000c4944415408d763f8cfc000000301010018dd8db0"
    "0000000049454e44ae426082"
)
JPG = bytes.fromhex("ffd8ffe000104a46494600010100000100010000ffd9")
EXE = b"MZ\x90\x00\x03\x00\x00\x00\x04\x00\x00\x00\xff\xff\x00\x00" + bytes(64)
ELF = b"\x7fELF\x02\x01\x01" + bytes(64)
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(504)


def packed(parts: Mapping[str, bytes | str]) -> bytes:
    """An archive of parts by name."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return out.getvalue()


def docx(*paragraphs: str) -> bytes:
    """A Word file; a `|` in a paragraph separates its runs."""
    body = "".join(
        f"<w:p>{''.join(f'<w:r><w:t>{run}</w:t></w:r>' for run in text.split('|'))}</w:p>" for text in paragraphs
    )
    return packed({"[Content_Types].xml": "<Types/>", "word/document.xml": f"<w:document>{body}</w:document>"})


def xlsx(*rows: tuple[str | int | float | None, ...]) -> bytes:
    """A workbook with one sheet."""
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    for row in rows:
        sheet.append(row)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def ofd(*texts: tuple[str, str]) -> bytes:
    """An OFD page of (height, text)."""
    objects = "".join(
        f'<ofd:TextObject ID="1" Boundary="10 {height} 50 5"><ofd:TextCode X="0">{text}</ofd:TextCode></ofd:TextObject>'
        for height, text in texts
    )
    return packed({"OFD.xml": "<ofd:OFD/>", "Doc_0/Pages/Page_0/Content.xml": f"<ofd:Page>{objects}</ofd:Page>"})


def doc(text: str, stream: str = "WordDocument") -> bytes:
    """An old office file: its directory names the stream, its words are UTF-16."""
    return OLE + text.encode("utf-16-le") + bytes(64) + stream.encode("utf-16-le") + bytes(64)


def pdf(*streams: bytes, about: bytes = b"/Filter /FlateDecode", objects: bytes = b"") -> bytes:
    """A PDF of packed streams numbered from 1, after whatever other objects are given."""
    made = [b"%PDF-1.7\n", objects]
    for number, stream in enumerate(streams, start=1):
        made.append(b"%d 0 obj\n<< %s >>\nstream\n%s\nendstream\nendobj\n" % (number, about, zlib.compress(stream)))
    return b"".join([*made, b"%%EOF\n"])
