"""Bytes are kept once under their hash, for their owner only, and never under the name somebody gave them."""

import asyncio
import hashlib
import os
import stat
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from storage.errors import BadFile, StorageError
from storage.files import FileStore, clean_name, shown_size


@pytest.fixture
def files(tmp_path: Path) -> FileStore:
    return FileStore(tmp_path / "files", largest=1000)


def kept(files: FileStore) -> list[Path]:
    return [path for path in files.root.rglob("*") if path.is_file()]


async def test_what_is_put_comes_out_again(files: FileStore) -> None:
    sha256 = await files.put("材料".encode())

    assert sha256 == hashlib.sha256("材料".encode()).hexdigest()
    assert await files.open(sha256) == "材料".encode()
    assert await files.holds(sha256)


async def test_the_same_bytes_are_kept_once_even_when_they_come_together(files: FileStore) -> None:
    hashes = await asyncio.gather(*(files.put(b"same") for _ in range(20)))

    assert len(set(hashes)) == 1
    assert len(kept(files)) == 1


async def test_only_the_owner_can_read_what_is_kept(files: FileStore) -> None:
    place = files.path_of(await files.put(b"a"))

    assert stat.S_IMODE(place.stat().st_mode) == 0o600
    for folder in (place.parent, place.parent.parent, files.root):
        assert stat.S_IMODE(folder.stat().st_mode) == 0o700


async def test_bytes_lie_two_folders_deep_under_their_hash(files: FileStore) -> None:
    sha256 = await files.put(b"a")

    assert kept(files) == [files.root / sha256[:2] / sha256[2:4] / sha256]


async def test_a_file_that_changed_on_the_disk_is_not_given_out(files: FileStore) -> None:
    sha256 = await files.put(b"true")
    files.path_of(sha256).write_bytes(b"false")

    assert not await files.holds(sha256)
    with pytest.raises(BadFile, match="不一致"):
        await files.open(sha256)


async def test_putting_the_true_bytes_again_heals_a_damaged_file(files: FileStore) -> None:
    sha256 = await files.put(b"true")
    files.path_of(sha256).write_bytes(b"false")

    await files.put(b"true")

    assert await files.open(sha256) == b"true"


async def test_a_file_that_is_gone_is_told_in_a_sentence(files: FileStore) -> None:
    with pytest.raises(BadFile, match="找不到"):
        await files.open("0" * 64)
    assert not await files.holds("0" * 64)


@pytest.mark.parametrize("name", ["", "../../etc/passwd", "A" * 64, "0" * 63, "0" * 64 + "\n", "/" + "0" * 63])
async def test_only_a_hash_becomes_a_path(files: FileStore, name: str) -> None:
    with pytest.raises(BadFile, match="编号"):
        await files.open(name)


async def test_bytes_over_the_limit_are_not_kept(files: FileStore) -> None:
    with pytest.raises(BadFile, match="2 KB"):
        await files.put(b"a" * 1025)
    assert not files.root.exists()


async def test_a_disk_that_refuses_leaves_nothing_half_kept(files: FileStore, tmp_path: Path) -> None:
    (tmp_path / "files").write_text("a file where the folder should be", encoding="utf-8")

    with pytest.raises(StorageError, match="没能存下来"):
        await files.put(b"a")


async def test_a_write_that_breaks_off_leaves_no_scratch(files: FileStore, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(handle: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)

    with pytest.raises(StorageError, match="No space left"):
        await files.put(b"a")
    assert kept(files) == []


@pytest.mark.parametrize(
    ("given_name", "shown"),
    [
        ("总结.docx", "总结.docx"),
        ("../../etc/passwd", "passwd"),
        ("C:\\Users\\甲\\桌面\\总结.docx", "总结.docx"),
        ("a\x00b\nc\u202egpj.exe", "abcgpj.exe"),
        ("  .. ", "未命名文件"),
        ("", "未命名文件"),
        ("/", "未命名文件"),
        ("a \t\u3000 b.txt", "a b.txt"),
        (f"{'长' * 100}.docx", f"{'长' * 75}.docx"),
        ("长" * 100, "长" * 80),
        (f"a.{'b' * 100}", f"a.{'b' * 78}"),
        ("📄 报告.pdf", "📄 报告.pdf"),
    ],
)
def test_a_name_is_made_fit_for_showing(given_name: str, shown: str) -> None:
    assert clean_name(given_name) == shown


@given(st.text() | st.text(alphabet="a. /\\", min_size=70, max_size=100))
def test_a_shown_name_is_short_and_can_never_lead_anywhere(name: str) -> None:
    shown = clean_name(name)

    assert 0 < len(shown) <= 80
    assert not set(shown) & set("/\\\n\r\t\x00")
    assert shown not in (".", "..")
    assert clean_name(shown) == shown


@pytest.mark.parametrize(
    ("size", "shown"), [(1, "1 KB"), (1025, "2 KB"), (60 * 1024**2, "60 MB"), (50 * 1024**2 + 1, "50.1 MB")]
)
def test_a_size_is_never_rounded_down(size: int, shown: str) -> None:
    assert shown_size(size) == shown
