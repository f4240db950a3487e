"""The bytes of what was handed in: kept once under their hash, on disk; names are never used as paths."""

import asyncio
import hashlib
import os
import re
import secrets
import unicodedata
from pathlib import Path

from storage.errors import BadFile

CONTROL = re.compile(r"[\x00-\x1f\x7f\u200b-\u200f\u202a-\u202e\u2066-\u2069]")
LONGEST_NAME = 80


def clean_name(name: str) -> str:
    """A file name fit for showing: no folders, no control characters, not too long, its ending kept."""
    last = re.split(r"[\\/]", unicodedata.normalize("NFC", name))[-1]
    plain = CONTROL.sub("", last).strip().strip(".").strip() or "未命名文件"
    stem, dot, ending = plain.rpartition(".")
    if len(plain) <= LONGEST_NAME or not dot or len(ending) > 10:
        return plain[:LONGEST_NAME]
    return f"{stem[: LONGEST_NAME - len(ending) - 1]}.{ending}"


class FileStore:
    """A folder of files named by the SHA-256 of their content."""

    def __init__(self, root: Path) -> None:
        self.root = root

    async def put(self, data: bytes) -> str:
        """Keep bytes and return their hash; the same bytes are kept once."""
        return await asyncio.to_thread(self._put, data)

    async def open(self, sha256: str) -> bytes:
        """The bytes of a hash; BadFile when they are gone or no longer what they were."""
        return await asyncio.to_thread(self._open, sha256)

    def path_of(self, sha256: str) -> Path:
        """Where a hash lies; only a hash is ever turned into a path."""
        if not re.fullmatch(r"[0-9a-f]{64}", sha256):
            raise BadFile("这个文件编号不对。")
        return self.root / sha256[:2] / sha256[2:4] / sha256

    def _put(self, data: bytes) -> str:
        sha256 = hashlib.sha256(data).hexdigest()
        place = self.path_of(sha256)
        if place.exists():
            return sha256
        place.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        scratch = place.parent / f".{secrets.token_hex(8)}"
        handle = os.open(scratch, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(handle, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        scratch.replace(place)
        return sha256

    def _open(self, sha256: str) -> bytes:
        try:
            data = self.path_of(sha256).read_bytes()
        except OSError:
            raise BadFile("这份文件在本机找不到了，请联系系统管理员。") from None
        if hashlib.sha256(data).hexdigest() != sha256:
            raise BadFile("这份文件的内容和入库时不一致，请联系系统管理员。")
        return data
