"""Look at a file or a text before it is kept: size, true type, and marks of classification."""

import io
import re
import unicodedata
import zipfile

import filetype

from storage.errors import BadFile

LARGEST = 50 * 1024 * 1024
READ_INSIDE = 8 * 1024 * 1024
"""At most so many bytes of a document's inner text are unpacked, so that no archive can grow without end."""

CLASSIFIED = "这份材料带有密级标志，不能在这里提交，系统没有保存。请按保密规定走机要渠道，并联系本单位保密员。"
MARK = re.compile(r"(?:绝密|机密|秘密)(?:[★☆*＊]|★?[0-9]{1,2}年$|★长期)")
BARE_MARK = re.compile(r"^(?:绝密|机密|秘密)$")
ENDINGS = {
    "application/pdf": "pdf", "image/jpeg": "jpg", "image/png": "png", "image/gif": "gif", "image/bmp": "bmp",
    "image/webp": "webp", "image/heic": "heic", "image/tiff": "tif", "video/mp4": "mp4", "audio/mpeg": "mp3",
    "audio/amr": "amr", "audio/x-wav": "wav", "audio/ogg": "ogg", "application/zip": "zip",
    "application/x-rar-compressed": "rar", "application/x-7z-compressed": "7z",
    "application/msword": "doc", "application/vnd.ms-excel": "xls", "application/vnd.ms-powerpoint": "ppt",
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document": "docx",
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": "xlsx",
    "application/vnd.openxmlformats-officedocument.presentationml.presentation": "pptx",
    "application/ofd": "ofd", "application/x-ole-storage": "ole", "text/plain": "txt",
}  # fmt: skip
OFFICE_ROOTS = {
    "word/": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "xl/": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "ppt/": "application/vnd.openxmlformats-officedocument.presentationml.presentation",
    "OFD.xml": "application/ofd",
}


def classification_mark(text: str) -> bool:
    """Whether a text bears a classification mark (机密★, 秘密★1年 …); the mere words are no mark."""
    for line in unicodedata.normalize("NFKC", text).replace("⭐", "★").splitlines():
        squeezed = re.sub(r"\s+", "", line)
        if MARK.search(squeezed) or BARE_MARK.match(squeezed):
            return True
    return False


def examine(data: bytes, name: str) -> str:
    """The file's true type (MIME); BadFile with one sentence when it may not be kept."""
    if not data:
        raise BadFile(f"“{name}”是空文件（0 字节），请重新发送。")
    if len(data) > LARGEST:
        raise BadFile(f"“{name}”有 {len(data) // 1024 // 1024} MB，超过 50 MB，请压缩或拆分后再发。")
    mime = sniff(data)
    if mime is None:
        raise BadFile(f"“{name}”不是能当佐证的文件类型，请发文档、表格、图片或 PDF。")
    if classification_mark(name.rsplit(".", 1)[0]) or classification_mark(inner_text(data, mime)):
        raise BadFile(CLASSIFIED)
    return mime


def sniff(data: bytes) -> str | None:
    """The type by content, never by name; None for what is not allowed (programs, scripts, the unknown)."""
    if data[:8] == b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1":
        return "application/x-ole-storage"
    if data[:4] == b"PK\x03\x04":
        return _zip_type(data)
    kind = filetype.guess(data[:8192])
    if kind is not None:
        return kind.mime if kind.mime in ENDINGS else None
    return "text/plain" if _text(data) is not None else None


def _zip_type(data: bytes) -> str | None:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            names = archive.namelist()
    except (zipfile.BadZipFile, ValueError, NotImplementedError):
        return None
    for root, mime in OFFICE_ROOTS.items():
        if any(name.startswith(root) for name in names):
            return mime
    return "application/zip"


def inner_text(data: bytes, mime: str) -> str:
    """The text of a document as far as it is cheaply read: plain text, and the XML inside office files."""
    if mime == "text/plain":
        return _text(data) or ""
    if mime not in OFFICE_ROOTS.values():
        return ""
    found: list[str] = []
    left = READ_INSIDE
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        for info in archive.infolist():
            if left <= 0 or not info.filename.endswith(".xml"):
                continue
            try:
                with archive.open(info) as part:
                    raw = part.read(left)
            except (zipfile.BadZipFile, RuntimeError, EOFError, NotImplementedError):
                raise BadFile("这份文件打不开（可能加了密码或已损坏），请另存一份再发。") from None
            left -= len(raw)
            found.append(_paragraphs(raw.decode("utf-8", "replace")))
    return "\n".join(found)


def _paragraphs(xml: str) -> str:
    """The words of an office part, one paragraph or cell a line."""
    return re.sub(r"<[^>]+>", "", re.sub(r"</(?:w:p|a:p|si|t|ofd:TextObject)>", "\n", xml))


def _text(data: bytes) -> str | None:
    """The text of bytes that are text (UTF-8, GB18030); None for anything else."""
    if b"\x00" in data[:4096]:
        return None
    for encoding in ("utf-8-sig", "gb18030"):
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        return text if not text.startswith("#!") else None
    return None
