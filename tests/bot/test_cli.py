"""The operator's commands: what they print, what they refuse, and their exit codes."""

import asyncio
import json
from collections.abc import Iterator
from pathlib import Path

import pytest
import structlog

from bot.cli import main
from bot.cli.parts import opened_store
from bot.settings import Settings
from storage.seal import seal_pending
from tests.bot.chat import ROSTER

MISSED = [{"rule": "FJ-4-R1", "count": 2}, {"rule": "FJ-4-R1", "count": 9, "ref": "x"}]
CASES = {
    "format": "appraisal-cases/1",
    "cases": [{"id": "A", "unit": "房基处", "inputs": {"task_deductions": MISSED}}],
}


@pytest.fixture(autouse=True)
def _site(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[None]:
    for name in ("KAOHE_CLIENT_ID", "KAOHE_CLIENT_SECRET", "KAOHE_DATABASE_URL"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("KAOHE_DATA_DIR", str(tmp_path / "data"))
    monkeypatch.chdir(tmp_path)
    yield
    structlog.reset_defaults()


def run(*arguments: str) -> int:
    """The exit code of a command."""
    with pytest.raises(SystemExit) as ended:
        main(list(arguments))
    return int(ended.value.code or 0)


def test_score_prints_only_json_on_stdout(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    cases = tmp_path / "cases.json"
    cases.write_text(json.dumps(CASES), encoding="utf-8")

    assert run("score", "--cases", str(cases), "--json") == 0
    printed = capsys.readouterr()
    [case] = json.loads(printed.out)["cases"]
    assert (case["unit"], case["task"], case["rejected"]) == ("房基处", 56, ["x"])
    assert "最多" in printed.err or printed.err == ""


def test_score_without_json_tells_parts_and_totals(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    cases = tmp_path / "cases.json"
    cases.write_text(json.dumps(CASES), encoding="utf-8")

    assert run("score", "--cases", str(cases)) == 0
    assert "总分 86" in capsys.readouterr().out


@pytest.mark.parametrize(
    "content", [b"\xff\xfe", b"{", b'{"format": "other"}'], ids=["no text", "no json", "another format"]
)
def test_score_refuses_what_is_no_case_file_in_one_sentence(
    content: bytes, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    cases = tmp_path / "cases.json"
    cases.write_bytes(content)

    assert run("score", "--cases", str(cases)) == 1
    printed = capsys.readouterr()
    assert printed.out == ""
    assert len(printed.err.strip().splitlines()) == 1


def test_a_missing_file_is_one_sentence_and_exit_1(capsys: pytest.CaptureFixture[str]) -> None:
    assert run("score", "--cases", "nothing.json") == 1
    assert "读不了文件" in capsys.readouterr().err


def test_wrong_usage_is_exit_2() -> None:
    assert run("score") == 2
    assert run("nonsense") == 2


def test_a_roster_is_tried_before_it_is_applied(capsys: pytest.CaptureFixture[str]) -> None:
    assert run("roster", "import", str(ROSTER)) == 0
    assert "没有写入" in capsys.readouterr().err
    assert run("roster", "import", str(ROSTER), "--apply", "--json") == 0
    assert json.loads(capsys.readouterr().out)["applied"] is True
    assert run("roster", "import", str(ROSTER)) == 0
    assert "没有变化" in capsys.readouterr().out


def test_a_bad_roster_is_refused_whole(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    bad = tmp_path / "roster.csv"
    bad.write_text("姓名,userid,单位,角色,分管单位\n甲,a,没有的处,经办,\n", encoding="utf-8")

    assert run("roster", "import", str(bad), "--apply") == 1
    printed = capsys.readouterr()
    assert "第 2 行" in printed.out + printed.err


def test_a_template_is_written_once(tmp_path: Path) -> None:
    assert run("roster", "template", "roster.csv") == 0
    assert (tmp_path / "roster.csv").read_bytes()
    assert run("roster", "template", "roster.csv") == 1
    assert run("roster", "import", "roster.csv") == 0


def test_the_journal_is_exported_and_an_outsider_finds_what_was_changed(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    run("roster", "import", str(ROSTER), "--apply")
    asyncio.run(seal())
    assert run("audit", "export", "journal.jsonl") == 0
    assert run("audit", "verify", "journal.jsonl") == 0
    capsys.readouterr()
    assert run("audit", "verify", "--json") == 0
    assert json.loads(capsys.readouterr().out) == {"ok": True, "problems": []}

    journal = tmp_path / "journal.jsonl"
    journal.write_text(journal.read_text(encoding="utf-8").replace("房基处经办", "别人"), encoding="utf-8")
    assert run("audit", "verify", "journal.jsonl") == 1
    assert "内容被改过" in capsys.readouterr().err


async def seal() -> None:
    """Seal what the site's journal holds."""
    async with opened_store(Settings()) as store:
        await store.write(seal_pending)


def test_the_database_is_brought_up_and_the_workbook_written(tmp_path: Path) -> None:
    assert run("db", "upgrade") == 0
    assert run("export", "workbook", "result.xlsx") == 0
    assert (tmp_path / "result.xlsx").stat().st_size > 5000


def test_nothing_runs_without_credentials(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("KAOHE_CLEINT_ID", "x")
    assert run("run") == 1
    assert run("doctor") == 1
    printed = capsys.readouterr().err
    assert "KAOHE_CLIENT_ID" in printed
    assert "KAOHE_CLEINT_ID" in printed


def test_the_doctor_is_content_when_nothing_is_missing(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("KAOHE_CLIENT_ID", "x")
    monkeypatch.setenv("KAOHE_CLIENT_SECRET", "y")
    assert run("doctor") == 0
    assert "齐全" in capsys.readouterr().err


def test_the_demo_refuses_real_credentials(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("KAOHE_CLIENT_ID", "dingreal")
    assert run("demo") == 1
    assert "不会启动" in capsys.readouterr().err
