"""Look at a file before it is kept: size, true type, programs, passwords, marks of classification."""

from storage import words
from storage.errors import BadFile
from storage.files import LARGEST, shown_size
from storage.inner_text import PROGRAMS, inner_texts
from storage.marks import classification_mark, marked_name
from storage.sniff import is_locked, mismatch, sniff

__all__ = ["LARGEST", "classification_mark", "examine", "mismatch", "sniff"]


def examine(data: bytes, name: str, *, largest: int = LARGEST) -> str:
    """The file's true type (MIME); BadFile with one sentence when it may not be kept."""
    if not data:
        raise BadFile(words.EMPTY_FILE.format(name=name))
    if len(data) > largest:
        raise BadFile(words.TOO_LARGE.format(name=name, size=shown_size(len(data)), largest=shown_size(largest)))
    if marked_name(name):
        raise BadFile(words.CLASSIFIED)
    if name.rsplit(".", 1)[-1].lower() in PROGRAMS:
        raise BadFile(words.PROGRAM.format(name=name, instead=words.PICK_ANOTHER))
    if is_locked(data):
        raise BadFile(words.CANNOT_OPEN)
    mime = sniff(data)
    if mime is None:
        raise BadFile(words.NO_EVIDENCE.format(name=name, instead=words.PICK_ANOTHER))
    if any(classification_mark(text) for text in inner_texts(data, mime)):
        raise BadFile(words.CLASSIFIED)
    return mime
