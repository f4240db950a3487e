"""Starting it: on loopback only, with people and a template from files, ended by a signal within a second."""

import asyncio
import json
import signal
import sys
import time
from pathlib import Path

import pytest

from bot.simulator import Driver, Group, Settings, Simulator, Template, read_people
from bot.simulator.__main__ import main, settings_from
from bot.simulator.people import BadPeople
from bot.simulator.settings import NotLoopback
from bot.simulator.template import BadTemplate, fields, rows

CSV = "姓名,userid,单位,角色,分管单位\n经办乙,yi,计财处,经办,\n领导,ling,,分管领导,办公室、计财处\n,,,,\n"


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
async def test_it_prints_its_address_and_ends_within_a_second(number: signal.Signals, tmp_path: Path) -> None:
    people = tmp_path / "people.csv"
    people.write_text(CSV, encoding="utf-8")
    arguments = ["-m", "bot.simulator", "--port", "0", "--people", str(people), "--start", "2022-01-04T09:00"]
    process = await asyncio.create_subprocess_exec(sys.executable, *arguments, stdout=asyncio.subprocess.PIPE)
    assert process.stdout is not None
    url = (await asyncio.wait_for(process.stdout.readline(), 30)).decode().strip()
    async with Driver(url) as driver:
        assert [one["name"] for one in (await driver.get("people"))["people"]] == ["经办乙", "领导"]
        assert (await driver.get("now"))["local"].startswith("2022-01-04T09:0")
        waiting = asyncio.create_task(driver.get("wait", after=99, seconds=20))
        await asyncio.sleep(0.1)
        began = time.monotonic()
        process.send_signal(number)
        assert await process.wait() == 0
        assert time.monotonic() - began < 1
        await asyncio.gather(waiting, return_exceptions=True)


def test_everything_can_be_given(tmp_path: Path) -> None:
    template, groups = tmp_path / "t.json", tmp_path / "g.json"
    template.write_text('{"id":"x.schema","variables":[{"name":"title","type":"string"}]}', encoding="utf-8")
    groups.write_text('[{"id":"cid1","title":"群","members":["a"]}]', encoding="utf-8")
    made = settings_from(
        ["--template", str(template), "--groups", str(groups), "--client-id", "dingx", "--corp-id", "c"]
    )
    assert (made.template.id, made.client_id, made.robot_code) == ("x.schema", "dingx", "dingx")
    assert made.groups == (Group("cid1", "群", ("a",)),)


def test_it_listens_nowhere_but_on_this_machine(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(NotLoopback):
        Settings(host="0.0.0.0")
    assert main(["--host", "0.0.0.0"]) == 1
    assert "只能开在本机" in capsys.readouterr().err


@pytest.mark.parametrize("text", ["nonsense", "{}", '{"id":"x","variables":[1]}'])
def test_a_bad_template_is_one_sentence(tmp_path: Path, text: str, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "t.json"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(BadTemplate):
        Template.read(path)
    assert main(["--template", str(path)]) == 1
    assert len(capsys.readouterr().err.strip().splitlines()) == 1


def test_people_come_in_both_encodings_or_not_at_all(tmp_path: Path) -> None:
    path = tmp_path / "people.csv"
    for encoding in ("utf-8-sig", "gb18030"):
        path.write_bytes(CSV.encode(encoding))
        assert [(one.name, one.unit) for one in read_people(path)] == [("经办乙", "计财处"), ("领导", "办公室、计财处")]
    path.write_text("a,b\n1,2\n", encoding="utf-8")
    with pytest.raises(BadPeople, match="缺少列"):
        read_people(path)
    path.write_text("{", encoding="utf-8")
    assert main(["--groups", str(path)]) == 1


async def test_a_template_decides_what_can_be_tapped() -> None:
    template = Template(
        {
            "id": "x",
            "variables": [{"name": "note", "private": True}, {"name": "list", "type": "list"}],
            "actions": [{"component": "row", "each": "list", "text": "name", "params": {"id": "id"}}],
        }
    )
    params = {"note": "只给您", "list": json.dumps([{"name": "一", "id": 7}, {"id": 8}, "x"])}
    assert [(one.label, one.params, one.code) for one in template.taps(params)] == [("一", {"id": "7"}, "")]
    assert template.private == {"note"}
    assert template.shown(params) == [{"name": "note", "type": "string", "value": "只给您"}]
    assert template.form_fields(params) == []


@pytest.mark.parametrize("text", ["", "nonsense", "1", '{"fields":1}'])
def test_what_cannot_be_read_shows_nothing(text: str) -> None:
    assert rows(text) == []
    assert fields(text) == []


async def test_it_can_be_reached_over_ipv6_and_stopped_without_having_started() -> None:
    await Simulator().stop()
    simulator = Simulator(Settings(host="localhost"))
    await simulator.start()
    assert simulator.url.startswith("http://")
    await simulator.stop()
