"""What a file truly is, by its content and never by its name."""

import io
import zipfile

import filetype

from storage import words

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
ZIP = b"PK\x03\x04"
DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
PPTX = "application/vnd.openxmlformats-officedocument.presentationml.presentation"
DOC, XLS, PPT = "application/msword", "application/vnd.ms-excel", "application/vnd.ms-powerpoint"
OFD, PDF, ARCHIVE, TEXT = "application/ofd", "application/pdf", "application/zip", "text/plain"
ODF = "application/vnd.oasis.opendocument"

ALLOWED: dict[str, tuple[str, ...]] = {
    PDF: ("pdf",), OFD: ("ofd",), TEXT: ("txt", "csv", "log", "md", "json"),
    DOCX: ("docx", "docm", "dotx"), XLSX: ("xlsx", "xlsm"), PPTX: ("pptx", "pptm", "ppsx"),
    DOC: ("doc", "wps", "dot"), XLS: ("xls", "et"), PPT: ("ppt", "dps", "pps"), ARCHIVE: ("zip",),
    ODF: ("odt", "ods", "odp"),
    "image/jpeg": ("jpg", "jpeg", "jfif"), "image/png": ("png",), "image/gif": ("gif",), "image/bmp": ("bmp",),
    "image/webp": ("webp",), "image/heic": ("heic", "heif"), "image/tiff": ("tif", "tiff"), "image/apng": ("png",),
    "video/mp4": ("mp4", "m4v"), "video/quicktime": ("mov",), "video/x-m4v": ("m4v", "mp4"), "video/3gpp": ("3gp",),
    "audio/mpeg": ("mp3",), "audio/mp4": ("m4a",), "audio/amr": ("amr",), "audio/x-wav": ("wav",),
    "audio/ogg": ("ogg", "oga"), "audio/aac": ("aac",),
}  # fmt: skip
"""The types that can be evidence, each with the name endings that go with it."""

OFFICE_ROOTS = {"word/": DOCX, "xl/": XLSX, "ppt/": PPTX, "OFD.xml": OFD, "content.xml": ODF}
OLE_STREAMS = {"WordDocument": DOC, "PowerPoint Document": PPT, "Workbook": XLS, "Book": XLS}
LOCKED = "EncryptedPackage".encode("utf-16-le")
LOOKED_AT = 64 * 1024
CONTROLS = bytes(sorted(set(range(32)) - {9, 10, 12, 13, 26, 27}))
WEB = ("<!doctype html", "<html", "<svg", "<?php", "<script")


def sniff(data: bytes) -> str | None:
    """The type of bytes; None for what cannot be evidence (programs, scripts, web pages, the unknown)."""
    if data.startswith(OLE):
        return _ole_type(data)
    if data.startswith(ZIP):
        return _zip_type(data)
    if b"%PDF-" in data[:1024]:
        return PDF
    text = text_of(data)
    if text is not None:
        head = text.lstrip()[:200].lower()
        return None if head.startswith("#!") or any(mark in head for mark in WEB) else TEXT
    kind = filetype.guess(data[:8192])
    return kind.mime if kind is not None and kind.mime in ALLOWED else None


def is_locked(data: bytes) -> bool:
    """Whether an office file is encrypted with a password."""
    return data.startswith(OLE) and LOCKED in data


def text_of(data: bytes) -> str | None:
    """The text of bytes that are text (UTF-8, UTF-16 with its mark, GB18030); None for anything else."""
    if data[:2] in (b"\xff\xfe", b"\xfe\xff"):
        return _decoded(data, "utf-16")
    if data[:LOOKED_AT].translate(None, CONTROLS) != data[:LOOKED_AT]:
        return None
    text = _decoded(data, "utf-8-sig")
    return text if text is not None else _decoded(data, "gb18030")


def mismatch(name: str, mime: str) -> str | None:
    """A sentence when a name's ending claims another type than the content has; None when they agree."""
    _, dot, ending = name.rpartition(".")
    fitting = ALLOWED.get(mime, ())
    if not dot or not fitting or ending.lower() in fitting:
        return None
    return words.MISNAMED.format(ending=ending, fitting=fitting[0])


def _decoded(data: bytes, encoding: str) -> str | None:
    try:
        text = data.decode(encoding)
    except UnicodeDecodeError:
        return None
    return text if "\x00" not in text else None


def _ole_type(data: bytes) -> str | None:
    for stream, mime in OLE_STREAMS.items():
        if stream.encode("utf-16-le") + b"\x00\x00" in data:
            return mime
    return None


def _zip_type(data: bytes) -> str | None:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            names = archive.namelist()
    except (zipfile.BadZipFile, ValueError, NotImplementedError):
        return None
    for root, mime in OFFICE_ROOTS.items():
        if any(name.startswith(root) for name in names):
            return mime
    return ARCHIVE
