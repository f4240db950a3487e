"""A file is looked at before it is kept: what it truly is, and what must not come in."""

import zlib
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from storage.errors import BadFile
from storage.examine import examine, mismatch, sniff
from storage.inner_text import Budget, inner_texts
from storage.words import CLASSIFIED
from tests.services import LibreOffice
from tests.storage.papers import ELF, EXE, JPG, OLE, PNG, doc, docx, ofd, packed, pdf, xlsx

MARK = "机密★1年"
HARMLESS = "保密工作总结：保守国家秘密，学习机密文件管理制度"


def refusal(data: bytes, name: str = "材料.bin") -> str:
    with pytest.raises(BadFile) as refused:
        examine(data, name)
    return refused.value.sentence


OPENXML = "application/vnd.openxmlformats-officedocument"
EVIDENCE: dict[str, tuple[bytes, str]] = {
    "png": (PNG, "image/png"),
    "jpg": (JPG, "image/jpeg"),
    "pdf": (pdf(b""), "application/pdf"),
    "docx": (docx(HARMLESS), f"{OPENXML}.wordprocessingml.document"),
    "xlsx": (xlsx((HARMLESS,)), f"{OPENXML}.spreadsheetml.sheet"),
    "pptx": (packed({"ppt/slides/slide1.xml": "<a/>"}), f"{OPENXML}.presentationml.presentation"),
    "ofd": (ofd(("10", HARMLESS)), "application/ofd"),
    "odt": (packed({"mimetype": "x", "content.xml": "<text:p>总结</text:p>"}), "application/vnd.oasis.opendocument"),
    "doc": (doc(HARMLESS), "application/msword"),
    "xls": (doc(HARMLESS, "Workbook"), "application/vnd.ms-excel"),
    "ppt": (doc(HARMLESS, "PowerPoint Document"), "application/vnd.ms-powerpoint"),
    "utf-8": (HARMLESS.encode(), "text/plain"),
    "utf-8 with its mark": (HARMLESS.encode("utf-8-sig"), "text/plain"),
    "gb18030": (HARMLESS.encode("gb18030"), "text/plain"),
    "utf-16": (HARMLESS.encode("utf-16"), "text/plain"),
    "text that begins like a picture": (b"BM,1\nMZ,2\n", "text/plain"),
    "zip": (packed({"a.txt": HARMLESS}), "application/zip"),
}


@pytest.mark.parametrize("kind", EVIDENCE)
def test_what_can_be_evidence_is_known_by_its_content(kind: str) -> None:
    data, mime = EVIDENCE[kind]

    assert examine(data, "材料") == mime


UNFIT = {
    "exe": EXE,
    "elf": ELF,
    "installer": OLE,
    "script": b"#!/bin/sh\nrm -rf /\n",
    "html": b"<!DOCTYPE html><script>",
    "svg": b"<svg onload=x>",
    "binary": bytes(range(256)) * 4,
    "not a zip": b"PK\x03\x04 not an archive at all",
    "rtf": b"{\\rtf1\x00\x01",
    "rar": b"Rar!\x1a\x07\x00" + bytes(40),
    "half of a utf-16 sign": b"\xff\xfe\x00",
}


@pytest.mark.parametrize("kind", UNFIT)
def test_programs_scripts_pages_and_the_unknown_are_refused(kind: str) -> None:
    assert "不是能当佐证的文件类型" in refusal(UNFIT[kind])


@pytest.mark.parametrize("name", ["清理.bat", "a.VBS", "setup.exe", "x.ps1"])
def test_a_script_is_refused_by_its_ending_even_though_it_is_text(name: str) -> None:
    assert "程序或脚本" in refusal(b"echo 1", name)


def test_an_empty_file_is_refused() -> None:
    assert "空文件" in refusal(b"", "照片.jpg")


def test_a_file_over_the_limit_is_refused_with_its_size() -> None:
    sentence = refusal(b"a" * (60 * 1024 * 1024), "大.txt")

    assert "60 MB" in sentence
    assert "50 MB" in sentence


def test_the_limit_itself_is_still_taken() -> None:
    assert examine(b"a" * 1000, "a.txt", largest=1000) == "text/plain"
    with pytest.raises(BadFile, match="1 KB"):
        examine(b"a" * 1001, "a.txt", largest=1000)


MARKED = {
    "text": f"关于某事的请示\n{MARK}\n正文".encode(),
    "gb18030": MARK.encode("gb18030"),
    "utf-16": MARK.encode("utf-16"),
    "docx in runs": docx("机密|★|1年", "关于某事的请示"),
    "docx as an entity": docx("机密&#9733;1年"),
    "docx of the old kind": docx("秘密", "关于某事的请示", "正文"),
    "docx in utf-16": packed({"word/document.xml": b"\xff\xfe" + f"<w:p>{MARK}</w:p>".encode("utf-16-le")}),
    "xlsx": xlsx(("序号", "密级"), (1, MARK)),
    "ofd": ofd(("10", "机密"), ("10", "★1年"), ("20", "正文")),
    "doc": doc(f"特急 {MARK} 关于某事"),
    "xls": doc(f"{HARMLESS}，秘 密★", "Workbook"),
    "text in a zip": packed({"说明.txt": MARK}),
    "docx in a zip": packed({"里面/请示.docx": docx(MARK)}),
    "name in a zip": packed({"机密★请示.txt": "正文"}),
    "pdf in gbk": pdf(f"BT ({MARK}) Tj ET".encode("gb18030")),
    "pdf in utf-16": pdf(b"BT <" + MARK.encode("utf-16-be").hex().encode() + b"> Tj ET"),
    "title of a pdf": b"%PDF-1.4\n1 0 obj << /Title (\xfe\xff" + MARK.encode("utf-16-be") + b") >> endobj",
}


@pytest.mark.parametrize("kind", MARKED)
def test_a_mark_inside_is_found_whatever_the_type(kind: str) -> None:
    assert refusal(MARKED[kind]) == CLASSIFIED


@pytest.mark.parametrize("name", ["机密★1年 请示.pdf", "【秘密】请示.docx", "（机密）请示.doc"])
def test_a_mark_in_the_name_is_enough(name: str) -> None:
    assert refusal(b"a", name) == CLASSIFIED


def test_a_spreadsheet_that_speaks_of_secrecy_is_taken() -> None:
    assert examine(xlsx(("文件", "密级"), ("机密文件管理制度", "公开"), ("秘密", "机密")), "登记表.xlsx")


def test_an_ofd_line_ends_where_the_height_changes() -> None:
    assert examine(ofd(("10", "严格保守国家秘密"), ("20", "★一、总体要求")), "总结.ofd") == "application/ofd"


def test_an_office_file_with_a_password_is_refused() -> None:
    assert "密码" in refusal(doc("", "EncryptedPackage"))
    assert "密码" in refusal(packed({"里面.xlsx": doc("", "EncryptedPackage")}))


def test_an_archive_with_a_password_is_refused() -> None:
    locked = bytearray(packed({"a.txt": "内容" * 50}))
    for signature, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        locked[locked.index(signature) + offset] |= 1

    assert "密码" in refusal(bytes(locked))


def test_an_archive_with_a_program_in_it_is_refused() -> None:
    assert "setup.exe" in refusal(packed({"工具/setup.exe": EXE}))


def test_an_archive_of_too_many_files_is_refused() -> None:
    assert "太多" in refusal(packed({f"{number}.txt": "a" for number in range(5001)}))


def test_an_archive_packed_on_chinese_windows_shows_its_names() -> None:
    plain = packed({"XXXXXXXX.txt": "正文"})
    gbk = plain.replace(b"XXXXXXXX", "机密★aa".encode("gb18030")[:8])

    assert refusal(gbk) == CLASSIFIED


def test_an_archive_with_names_in_no_known_encoding_is_still_read() -> None:
    plain = packed({"XXXXXXXX.txt": "正文", "文件夹/": "", "更多.zip": packed({"a.txt": "正文"}), "更多.bin": EXE})

    assert examine(plain.replace(b"XXXXXXXX", b"\xff\xff\xffaaaaa"), "材料.zip") == "application/zip"


def test_pictures_in_an_archive_cost_little_of_what_may_be_unpacked() -> None:
    budget = Budget(100_000)
    photos = packed({"1.png": PNG + bytes(90_000), "2.png": PNG + bytes(90_000), "说明.txt": MARK})

    assert MARK in list(inner_texts(photos, "application/zip", budget))


def test_a_zip_bomb_is_unpacked_no_further_than_the_budget() -> None:
    bomb = packed({"word/document.xml": b"<w:p>" + b"a" * 50_000_000, "word/more.xml": b"a" * 50_000_000})
    budget = Budget(1_000_000)

    texts = list(inner_texts(bomb, sniff(bomb) or "", budget))

    assert sum(map(len, texts)) <= 1_000_000
    assert budget.left == 0


def test_a_pdf_bomb_is_unpacked_no_further_than_the_budget() -> None:
    bomb = pdf(b"(a) Tj " * 2_000_000)

    assert sum(map(len, inner_texts(bomb, "application/pdf", Budget(70_000)))) <= 20_000


CMAP = b"""1 begincodespacerange <0000> <FFFF> endcodespacerange
2 beginbfchar <0003> <673A> <0004> <5BC6> endbfchar
2 beginbfrange <0005> <0006> <2605> <0007> <0008> [<0031> <5E74>] endbfrange"""
FONTS = b"9 0 obj << /Type /Font /ToUnicode 1 0 R >> endobj\n8 0 obj << /Font << /F1 9 0 R >> >> endobj\n"


def test_a_pdf_is_read_by_the_table_of_its_font() -> None:
    in_hex = b"/F1 12 Tf <00030004> Tj <0005> Tj <00070008> Tj"
    in_octal = rb"/F1 12 Tf [(\000\003) 5 (\000\004)] TJ 5 0 Td (\000\005) Tj"

    assert refusal(pdf(CMAP, in_hex, objects=FONTS)) == CLASSIFIED
    assert refusal(pdf(CMAP, in_octal, objects=FONTS)) == CLASSIFIED


@pytest.mark.parametrize(
    ("move", "line"),
    [
        ("1 0 0 1 5 9 Tm", "机密★"),
        ("7 0 Td", "机密★"),
        ("1 0 0 1 0 7 Tm", "机密\n★"),
        ("0 -14 Td", "机密\n★"),
        ("T*", "机密\n★"),
    ],
)
def test_a_pdf_line_ends_where_the_text_moves_down(move: str, line: str) -> None:
    words = b"/F1 12 Tf 1 0 0 1 0 9 Tm <00030004> Tj %b <0005> Tj" % move.encode()

    texts = list(inner_texts(pdf(CMAP, words, objects=FONTS), "application/pdf"))

    assert any(line in text for text in texts)


@pytest.mark.no_cover
def test_a_font_table_without_end_is_passed_over() -> None:
    endless = b"beginbfrange <00000000> <FFFFFFFF> <0041> endbfrange beginbfchar <00000001> <0041> endbfchar" * 100

    assert examine(pdf(endless, b"/F1 1 Tf <00000001> Tj", objects=FONTS), "a.pdf") == "application/pdf"


def test_objects_packed_into_a_stream_are_read_too() -> None:
    inner = b"9 0 8 30 << /ToUnicode 1 0 R >>      << /Font << /F1 9 0 R >> >>"
    stream = b"4 0 obj << /Type /ObjStm /N 2 /First 9 /Filter /FlateDecode >>\nstream\n"
    objects = stream + zlib.compress(inner) + b"\nendstream endobj\n"

    assert refusal(pdf(CMAP, b"/F1 12 Tf <000300040005> Tj", objects=objects)) == CLASSIFIED


def test_a_stream_that_cannot_be_unpacked_is_passed_over() -> None:
    broken = b"%PDF-1.4\n1 0 obj << /Filter /FlateDecode >>\nstream\nnot packed at all"

    assert examine(broken, "a.pdf") == "application/pdf"


def test_a_true_pdf_of_an_office_suite_is_read(libreoffice: LibreOffice, tmp_path: Path) -> None:
    marked, plain = tmp_path / "请示.xlsx", tmp_path / "总结.xlsx"
    marked.write_bytes(xlsx((MARK,), ("关于某事的请示",)))
    plain.write_bytes(xlsx(("保密工作总结",), ("保守国家秘密，人人有责",), ("机密文件管理制度",)))

    assert refusal(libreoffice.converted(marked, "pdf").read_bytes()) == CLASSIFIED
    assert examine(libreoffice.converted(plain, "pdf").read_bytes(), "总结.pdf") == "application/pdf"


def test_a_name_that_claims_another_type_is_noted() -> None:
    assert mismatch("照片.pdf", "image/jpeg") == "文件名写的是 .pdf，内容其实是 jpg，已按内容保存。"
    assert mismatch("照片.JPG", "image/jpeg") is None
    assert mismatch("没有后缀", "image/jpeg") is None
    assert mismatch("总结.wps", "application/msword") is None
    assert mismatch("奇怪.xyz", "application/x-unknown") is None


BEGINNINGS = [
    b"",
    b"%PDF-1.7\n1 0 obj << /ToUnicode 1 0 R /Filter /FlateDecode >>\nstream\n",
    b"%PDF 1 0 obj << /Type /ObjStm /First 9 >> stream\n9 9999999999999999 ",
    OLE,
    docx("a")[:60],
    b"PK\x03\x04",
    b"\xff\xfe",
]


@settings(max_examples=300, deadline=None)
@given(st.sampled_from(BEGINNINGS), st.binary(max_size=400), st.text(max_size=40))
def test_any_bytes_under_any_name_are_taken_or_refused_in_one_sentence(start: bytes, rest: bytes, name: str) -> None:
    try:
        told = examine(start + rest, name)
    except BadFile as refused:
        told = refused.sentence
    assert told.endswith("。") or "/" in told


PIECES = [
    *(b"1 0 obj", b"<<", b">>", b"stream\n", b"endstream", b"endobj", b"/ToUnicode 1 0 R", b"/F1 1 0 R", b"/F1 9 Tf"),
    *(b"beginbfrange", b"beginbfchar", b"endbf", b"<0001>", b"<00", b"[<41>]", b"(a\\9\\", b") Tj", b"5 Td", b" Tm"),
    *(b"/ObjStm", b"/First 3", b"<D800>", b"<>", b"T*"),
]


@settings(max_examples=300, deadline=None)
@given(st.lists(st.sampled_from(PIECES), max_size=40))
def test_a_pdf_of_broken_pieces_is_still_read(pieces: list[bytes]) -> None:
    assert examine(b"%PDF-1.7\n" + b" ".join(pieces), "a.pdf") == "application/pdf"
