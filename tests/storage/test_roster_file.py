"""A roster is read whole or not at all; every bad row is named at once."""

import io
import zipfile
from importlib.resources import files

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import Workbook

from scoring import load_scheme
from scoring.library import parse_scheme
from storage.records import Person, Role
from storage.roster_file import Roster, read_roster, template
from storage.roster_table import LARGEST
from tests.storage.papers import OLE, packed, xlsx

HEADER = "姓名,userid,单位,角色,分管单位,负责事项"
COLUMNS = tuple(HEADER.split(","))


def read(data: bytes | str, name: str = "名册.csv") -> Roster:
    return read_roster(data.encode() if isinstance(data, str) else data, name, load_scheme(2022))


def rows(*lines: str) -> Roster:
    return read("\n".join([HEADER, *lines]))


def one(line: str) -> Person:
    roster = rows(line)
    assert roster.problems == ()
    return roster.people[0]


def problem(line: str) -> str:
    roster = rows(line)
    assert roster.people == ()
    assert len(roster.problems) == 1
    return roster.problems[0]


def test_a_row_becomes_a_person() -> None:
    assert one("房基处经办,u1,房基处,经办、职能处室评分人,,FJ-2、FJ-3") == Person(
        id="u1", userid="u1", name="房基处经办", units=("FJ",), roles=frozenset({Role.STAFF, Role.SCORER}),
        items=("FJ-2", "FJ-3"),
    )  # fmt: skip


def test_a_leader_has_a_line() -> None:
    leader = one("分管领导甲,u1,,分管领导,办公室、房基处、计财处,")

    assert leader.lines == ("BGS", "FJ", "JC")
    assert leader.units == ()


@pytest.mark.parametrize(
    ("cell", "codes"),
    [
        ("综合业务处/公务用车处", ("ZH",)),
        ("机关党委（机关纪委）", ("DW",)),
        ("机关党委(机关纪委)", ("DW",)),
        ("公务用车处", ("ZH",)),
        ("机关纪委", ("DW",)),
        ("FJ", ("FJ",)),
        ("fj", ("FJ",)),
        ("房 基 处", ("FJ",)),
        ("办公室、综合业务处/公务用车处、机关党委（机关纪委）", ("BGS", "ZH", "DW")),
        ("办公室、综合办", ("BGS",)),
        ("办公室；房基处", ("BGS", "FJ")),
    ],
)
def test_a_unit_is_known_by_its_name_or_any_alias(cell: str, codes: tuple[str, ...]) -> None:
    assert one(f"甲,u1,{cell},经办,,").units == codes


def test_a_unit_whose_name_holds_the_separator_is_not_split() -> None:
    text = files("scoring").joinpath("schemes", "2022.toml").read_text(encoding="utf-8")
    scheme = parse_scheme(text.replace('aliases = ["房基"]', 'aliases = ["维修、基建科"]'))
    data = f"{HEADER}\n甲,u1,办公室、维修、基建科、计财处,经办,,\n乙,u2,维修、基建科,经办,,"

    roster = read_roster(data.encode(), "名册.csv", scheme)

    assert [person.units for person in roster.people] == [("BGS", "FJ", "JC"), ("FJ",)]


def test_names_lose_their_inner_blanks() -> None:
    assert one("甲　 乙,u1,房基处,经办,,").name == "甲乙"


def test_columns_may_stand_in_any_order_and_others_are_passed_over() -> None:
    roster = read("电话,角色,userid,单位,姓名,分管单位\n123,经办,u1,房基处,甲,\n\n,,,,,\n")

    assert roster.people[0].userid == "u1"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030"])
@pytest.mark.parametrize("newline", ["\n", "\r\n"])
def test_the_usual_encodings_are_read(encoding: str, newline: str) -> None:
    text = newline.join([HEADER, "甲,u1,机关党委（机关纪委）,单位负责人,,"])

    assert read(text.encode(encoding)).people[0].units == ("DW",)


def test_a_table_copied_with_tabs_is_read() -> None:
    assert read(HEADER.replace(",", "\t") + "\n甲\tu1\t房基处\t经办\t\t").people[0].units == ("FJ",)


def test_a_workbook_is_read() -> None:
    roster = read(xlsx(COLUMNS, ("甲", 10086, "房基处", "经办", None, "FJ-2"), ("乙", 2.0, "房基处", "单位负责人")))

    assert [person.userid for person in roster.people] == ["10086", "2"]


def test_an_account_that_the_spreadsheet_took_for_a_fraction_keeps_its_digits() -> None:
    row = b'<c r="B2"><v>1.0086E4</v></c>'
    data = repacked(xlsx(COLUMNS, ("甲", 7, "房基处", "经办")), b'<c r="B2" t="n"><v>7</v></c>', row)

    assert [person.userid for person in read(data).people] == ["10086"]


def test_a_workbook_of_hidden_sheets_alone_is_no_roster() -> None:
    data = repacked(xlsx(COLUMNS), b'state="visible"', b'state="hidden"')

    assert "看得见" in read(data).problems[0]


def repacked(data: bytes, old: bytes, new: bytes) -> bytes:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return packed({name: archive.read(name).replace(old, new) for name in archive.namelist()})


@pytest.mark.parametrize(
    ("line", "sentence"),
    [
        (",u1,房基处,经办,,", "没有写姓名"),
        (f"{'长' * 31},u1,房基处,经办,,", "31 个字"),
        ("甲,,房基处,经办,,", "没有写 userid，请照抄"),
        ("甲,张三,房基处,经办,,", "userid“张三”不对"),
        (f"甲,{'a' * 65},房基处,经办,,", "最长 64 位"),
        ("甲,u1,环保处,经办,,", "单位“环保处”不在考核办法里"),
        ("甲,u1,,经办,,", "经办要写单位"),
        ("甲,u1,,单位负责人、职能处室评分人,,", "单位负责人、职能处室评分人要写单位"),
        ("甲,u1,房基处,科员,,", "角色“科员”不认识"),
        ("甲,u1,房基处,,,", "没有写角色"),
        ("甲,u1,,分管领导,,", "要写分管单位"),
        ("甲,u1,房基处,经办,办公室,", "要有“分管领导”"),
        ("甲,u1,,分管领导,环保处,", "分管单位“环保处”"),
        ("甲,u1,房基处,经办,,JC-1", "负责事项“JC-1”不是本单位"),
        ("甲,u1,房基处,经办,,FJ-99", "负责事项“FJ-99”"),
        ("甲\x07,u1,房基处,经办,,", "控制字符"),
        ("甲,u1,房\u200b基处,经办,,", "控制字符"),
        (f"甲,u1,{'长' * 501},经办,,", "501 个字"),
        ("甲,u1,房基处,经办,,,多,出", "多出几格"),
    ],
)
def test_a_bad_row_is_named_with_its_number_and_one_sentence(line: str, sentence: str) -> None:
    told = problem(line)

    assert told.startswith("第 2 行：")
    assert sentence in told
    assert told.endswith("。")


def test_every_bad_row_is_reported_at_once_and_nobody_is_taken() -> None:
    roster = rows("甲,u1,房基处,经办,,", ",u2,环保处,科员,,", "", "乙,u1,房基处,经办,,", "丙,u3,房基处,经办,,")

    assert roster.people == ()
    assert [told.split("：")[0] for told in roster.problems] == ["第 3 行", "第 3 行", "第 3 行", "第 5 行"]
    assert "和第 2 行重复" in roster.problems[-1]


def test_an_account_named_twice_is_found_behind_another_fault() -> None:
    roster = rows("甲,u1,环保处,经办,,", "乙,u1,房基处,经办,,")

    assert len(roster.problems) == 2


NO_TABLE = {
    "empty": (b"", "空文件"),
    "blank": (b" \n\n", "空文件"),
    "only commas": (b",,\n,,", "没有内容"),
    "only a header": (HEADER.encode(), "只有表头"),
    "no userid": ("姓名,单位,角色,分管单位\n甲,房基处,经办,".encode(), "缺少列：userid"),
    "another encoding": ("姓名".encode("big5") + b"\xff\xff\xff", "编码不是 UTF-8、GB18030"),
    "utf-16": (HEADER.encode("utf-16"), "UTF-16"),
    "mojibake": (HEADER.encode("euc-jp", "ignore"), "可能是编码不对"),
    "old excel": (OLE, "旧版 .xls"),
    "binary": (b"\x00\x01\x02" * 30, "编码"),
    "an open quote": (f'{HEADER}\n甲,"u1,房基处,经办,,\n乙,u2,房基处,经办,,'.encode(), "引号没有成对"),
    "an endless cell": (f"{HEADER}\n{'长' * 200_000},u1".encode(), "第 2 行起读不下去"),
    "a column twice": (f"{HEADER},姓名\n".encode(), "列“姓名”出现了两次"),
    "too large": (b"a" * (LARGEST + 1), "超过 10 MB"),
    "too many rows": (b"a\n" * 20_001, "请拆成几份"),
    "not a workbook": (b"PK\x03\x04 nothing", "打不开"),
    "some other zip": (packed({"a.txt": "a"}), "打不开"),
    "a bomb": (packed({f"{number}.xml": bytes(60_000_000) for number in range(2)}), "展开后太大"),
}


@pytest.mark.parametrize("kind", NO_TABLE)
def test_what_is_no_roster_is_told_in_a_sentence(kind: str) -> None:
    data, sentence = NO_TABLE[kind]

    roster = read(data)

    assert roster.people == ()
    assert sentence in roster.problems[0]
    assert roster.problems[0].endswith("。")


def workbook() -> Workbook:
    book = Workbook()
    sheet = book.worksheets[0]
    sheet.append(COLUMNS)
    sheet.append(("甲", "u1", "房基处", "经办", "", ""))
    return book


def saved(book: Workbook) -> bytes:
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def test_a_formula_in_a_workbook_is_named_by_its_cell() -> None:
    book = workbook()
    book.worksheets[0]["B2"] = '="u"&1'

    assert read(saved(book)).problems == ("第 2 行：B2 是公式，请改成值。",)


def test_an_error_value_in_a_workbook_is_named_by_its_cell() -> None:
    book = workbook()
    book.worksheets[0]["B2"] = "#N/A"

    assert "B2 是错误值 #N/A" in read(saved(book)).problems[0]


def test_a_hidden_row_of_a_workbook_is_not_taken_over_silently() -> None:
    book = workbook()
    book.worksheets[0].row_dimensions[2].hidden = True

    assert "隐藏" in read(saved(book)).problems[0]


def test_a_hidden_blank_row_does_no_harm() -> None:
    book = workbook()
    book.worksheets[0].row_dimensions[3].hidden = True
    book.worksheets[0]["A4"] = ""

    assert len(read(saved(book)).people) == 1


def test_the_first_visible_sheet_counts() -> None:
    book = workbook()
    hidden = book.create_sheet("旧名册", 0)
    hidden.append(("旧",))
    hidden.sheet_state = "hidden"

    assert len(read(saved(book)).people) == 1


def test_the_template_is_a_roster_without_problems() -> None:
    roster = read(template())

    assert roster.problems == ()
    assert {role for person in roster.people for role in person.roles} >= {
        Role.STAFF,
        Role.HEAD,
        Role.OFFICE,
        Role.CHIEF,
    }


@settings(max_examples=200, deadline=None)
@given(
    st.sampled_from([b"", b"PK\x03\x04", HEADER.encode() + b"\n", HEADER.encode("gb18030")]), st.binary(max_size=300)
)
def test_any_bytes_are_read_or_refused_in_sentences(start: bytes, rest: bytes) -> None:
    roster = read(start + rest)

    assert bool(roster.people) != bool(roster.problems)
    assert all(told.endswith("。") for told in roster.problems)
