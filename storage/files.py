"""The bytes of what was handed in: kept once under their hash, on disk; names are never used as paths."""

import asyncio
import hashlib
import os
import re
import secrets
import unicodedata
from contextlib import suppress
from pathlib import Path

from storage import words
from storage.errors import BadFile, StorageError

LARGEST = 50 * 1024 * 1024
LONGEST_NAME = 80
LONGEST_ENDING = 10
UNSEEN = frozenset({"Cc", "Cf", "Co", "Cs", "Cn", "Zl", "Zp"})
HASH = re.compile(r"[0-9a-f]{64}")


def clean_name(name: str) -> str:
    """A file name fit for showing: no folders, no unseen characters, not too long, its ending kept."""
    last = re.split(r"[\\/]", unicodedata.normalize("NFC", name))[-1]
    seen = "".join(sign for sign in last if unicodedata.category(sign) not in UNSEEN)
    plain = re.sub(r"\s+", " ", seen).strip(" .") or words.NAMELESS
    stem, dot, ending = plain.rpartition(".")
    if len(plain) <= LONGEST_NAME or not dot or len(ending) > LONGEST_ENDING:
        return plain[:LONGEST_NAME].strip(" .")
    return f"{stem[: LONGEST_NAME - len(ending) - 1]}.{ending}"


class FileStore:
    """A folder of files named by the SHA-256 of their content; only its owner can read it."""

    def __init__(self, root: Path, largest: int = LARGEST) -> None:
        self.root = root
        self.largest = largest

    async def put(self, data: bytes) -> str:
        """Keep bytes and return their hash; the same bytes are kept once."""
        return await asyncio.to_thread(self._put, data)

    async def open(self, sha256: str) -> bytes:
        """The bytes of a hash; BadFile when they are gone or no longer what they were."""
        return await asyncio.to_thread(self._open, sha256)

    async def holds(self, sha256: str) -> bool:
        """Whether the bytes of a hash are here, whole."""
        return await asyncio.to_thread(self._is_whole, self.path_of(sha256), sha256)

    def remove(self, sha256: str) -> None:
        """Take the bytes of a hash away for good: overwritten, then unlinked; nothing happens when they are gone."""
        place = self.path_of(sha256)
        if place.exists():
            place.chmod(0o600)
            with place.open("r+b") as file:
                file.write(bytes(place.stat().st_size))
                os.fsync(file.fileno())
            place.unlink()

    def path_of(self, sha256: str) -> Path:
        """Where a hash lies; only a hash is ever turned into a path."""
        if not HASH.fullmatch(sha256):
            raise BadFile(words.NO_SUCH_FILE)
        return self.root / sha256[:2] / sha256[2:4] / sha256

    def _put(self, data: bytes) -> str:
        if len(data) > self.largest:
            size, largest = shown_size(len(data)), shown_size(self.largest)
            raise BadFile(words.TOO_LARGE_UNNAMED.format(size=size, largest=largest))
        sha256 = hashlib.sha256(data).hexdigest()
        place = self.path_of(sha256)
        if self._is_whole(place, sha256):
            return sha256
        try:
            self._write(data, place)
        except OSError as problem:
            raise StorageError(words.NOT_KEPT.format(problem=problem.strerror)) from None
        return sha256

    def _write(self, data: bytes, place: Path) -> None:
        """Write beside the place, flush to the disk, then move there in one step: a crash leaves all or nothing."""
        for folder in (self.root, place.parent.parent, place.parent):
            folder.mkdir(parents=folder is self.root, exist_ok=True, mode=0o700)
        scratch = place.parent / f".{secrets.token_hex(8)}"
        try:
            handle = os.open(scratch, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
            with os.fdopen(handle, "wb") as file:
                file.write(data)
                file.flush()
                os.fsync(file.fileno())
            scratch.replace(place)
        except BaseException:
            with suppress(OSError):
                scratch.unlink()
            raise
        for folder in (place.parent, place.parent.parent, self.root):
            _flush_folder(folder)

    def _open(self, sha256: str) -> bytes:
        try:
            data = self.path_of(sha256).read_bytes()
        except OSError:
            raise BadFile(words.FILE_GONE) from None
        if hashlib.sha256(data).hexdigest() != sha256:
            raise BadFile(words.FILE_CHANGED)
        return data

    def _is_whole(self, place: Path, sha256: str) -> bool:
        try:
            with place.open("rb") as file:
                return hashlib.file_digest(file, "sha256").hexdigest() == sha256
        except OSError:
            return False


def shown_size(size: int) -> str:
    """A size as people say it, never rounded down."""
    if size < 1024 * 1024:
        return f"{-(-size // 1024)} KB"
    tenths = -(-size * 10 // (1024 * 1024))
    return f"{tenths // 10}.{tenths % 10} MB".replace(".0 MB", " MB")


def _flush_folder(folder: Path) -> None:
    """Make the new name in a folder survive a power cut."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
