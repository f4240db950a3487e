"""Look at a file before it is kept: size, true type, programs, passwords, marks of classification."""

from storage.errors import BadFile
from storage.files import LARGEST, shown_size
from storage.inner_text import CANNOT_OPEN, PROGRAMS, inner_texts
from storage.marks import classification_mark, marked_name
from storage.sniff import is_locked, mismatch, sniff

CLASSIFIED = "这份材料带有密级标志，不能在这里提交，系统没有保存。请按保密规定走机要渠道，并联系本单位保密员。"
PICK_ANOTHER = "请发文档、表格、演示文稿、PDF、OFD、图片、录音、视频或 zip 压缩包。"

__all__ = ["CLASSIFIED", "LARGEST", "classification_mark", "examine", "mismatch", "sniff"]


def examine(data: bytes, name: str, *, largest: int = LARGEST) -> str:
    """The file's true type (MIME); BadFile with one sentence when it may not be kept."""
    if not data:
        raise BadFile(f"“{name}”是空文件（0 字节），请检查后重新发送。")
    if len(data) > largest:
        raise BadFile(f"“{name}”有 {shown_size(len(data))}，超过 {shown_size(largest)}，请压缩或拆分后再发。")
    if marked_name(name):
        raise BadFile(CLASSIFIED)
    if name.rsplit(".", 1)[-1].lower() in PROGRAMS:
        raise BadFile(f"“{name}”是程序或脚本文件，不能当佐证。{PICK_ANOTHER}")
    if is_locked(data):
        raise BadFile(CANNOT_OPEN)
    mime = sniff(data)
    if mime is None:
        raise BadFile(f"“{name}”的内容不是能当佐证的文件类型。{PICK_ANOTHER}")
    if any(classification_mark(text) for text in inner_texts(data, mime)):
        raise BadFile(CLASSIFIED)
    return mime
