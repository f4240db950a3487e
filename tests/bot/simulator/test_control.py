"""The simulator's own addresses: the clock, people, groups, waiting, and what is wrong with a request."""

import asyncio
from datetime import UTC, datetime

import aiohttp
import pytest

from bot.simulator import Driver, DriverError, Simulator
from tests.bot.simulator.conftest import Bot

TEXT = {"content": "你好"}


async def test_the_clock_moves_stops_and_runs(people: Driver) -> None:
    await people.set_clock(datetime(2022, 1, 4, 1, 0, tzinfo=UTC))
    await people.advance(86400)
    told = await people.get("now")
    assert told["local"].startswith("2022-01-05T09:00")
    assert told["ms"] // 1000 == int((await people.now()).timestamp())

    await people.post("clock", rate=0)
    still = await people.now()
    await asyncio.sleep(0.05)
    assert await people.now() == still
    await people.post("clock", rate=3600)
    await asyncio.sleep(0.1)
    assert (await people.now() - still).total_seconds() > 300
    await people.post("clock", set="2022-06-01T08:00")
    assert (await people.get("now"))["local"].startswith("2022-06-01T08:")


async def test_moving_the_clock_can_wait_until_a_follower_has_seen_it(people: Driver) -> None:
    moving = asyncio.create_task(people.advance(86400, followed=5))
    await people.now()
    await asyncio.sleep(0.1)
    assert not moving.done()
    before = await people.get("now")
    await moving
    assert before["local"] <= (await people.get("now"))["local"]
    await people.set_clock(datetime(2022, 1, 4, tzinfo=UTC), followed=0.05)


async def test_the_quotas_of_a_month_are_counted(app: Bot, people: Driver) -> None:
    await people.set_clock(datetime(2022, 1, 31, 1, 0, tzinfo=UTC))
    await app.log_in()
    await app.connect()
    await app.send(["jingban"], TEXT)
    await people.say("jingban", "你好")
    await people.happen("ping")
    await people.get("messages", person="jingban")
    assert (await people.get("state"))["month"] == {"pushes": 1, "calls": 1}
    await people.advance(86400)
    assert (await people.get("state"))["month"] == {"pushes": 0, "calls": 0}


async def test_a_bad_time_is_refused(people: Driver) -> None:
    with pytest.raises(DriverError, match="看不懂"):
        await people.post("clock", set="明天")
    with pytest.raises(DriverError, match="应为数字"):
        await people.post("clock", advance="a day")


async def test_a_new_group_has_the_members_it_names(app: Bot, people: Driver) -> None:
    group = await people.post("groups", title="自评组", members=["jingban", "fuzeren"])
    await app.group(group["id"], TEXT)
    assert len(await people.messages("fuzeren")) == 1
    assert await people.messages("kaohe") == []
    assert [one["text"] for one in (await people.get("group", id=group["id"]))["messages"]] == ["你好"]
    with pytest.raises(DriverError, match="不在群"):
        await people.say("kaohe", "我呢", group["id"])
    with pytest.raises(DriverError, match="没有这个人"):
        await people.post("groups", title="x", members=["nobody"])


async def test_the_cast_is_told(people: Driver) -> None:
    told = await people.get("people")
    assert told["people"][0] == {"userid": "jingban", "name": "经办甲", "unit": "办公室", "role": "经办"}
    assert told["groups"][0]["members"] == ["jingban", "fuzeren", "kaohe", "lingdao"]


async def test_waiting_ends_when_something_changes(app: Bot, people: Driver) -> None:
    waiting = asyncio.create_task(people.wait_for("jingban", lambda one: one["text"] == "二"))
    await app.send(["jingban"], {"content": "一"})
    await app.send(["jingban"], {"content": "二"})
    second = await waiting
    assert second["seq"] == 2
    with pytest.raises(DriverError, match="saw nothing"):
        await people.wait_for("jingban", after=second["changed"], seconds=0.1)
    assert (await people.messages("jingban", after=second["changed"])) == []
    assert (await people.get("wait", after=0))["newest"] == {"private:jingban": 2}


@pytest.mark.parametrize(
    ("path", "body"),
    [
        ("say", {"person": "nobody", "text": "x"}),
        ("say", {"person": "jingban"}),
        ("say", {"text": "x"}),
        ("say", {"person": "jingban", "text": "x", "conversation": "cidNone"}),
        ("tap", {"person": "jingban"}),
        ("file", {"person": "jingban", "name": "x", "size": -1}),
        ("file", {"person": "jingban", "name": "x", "size": 1 << 40}),
        ("push", {"data": {}}),
        ("redeliver", {"id": "none"}),
        ("groups", {}),
    ],
)
async def test_a_wrong_request_is_one_sentence(people: Driver, path: str, body: dict[str, object]) -> None:
    with pytest.raises(DriverError, match=r"[。]$"):
        await people.post(path, **body)


async def test_what_is_not_json_or_not_there_is_refused(app: Bot, people: Driver, simulator: Simulator) -> None:
    for raw in ("not json", "[]"):
        async with app.session.post(
            f"{simulator.url}/_sim/say", data=raw, headers={"Content-Type": "application/json"}
        ) as told:
            assert told.status == 400
    with pytest.raises(DriverError):
        await people.get("messages", person="nobody")
    with pytest.raises(DriverError):
        await people.get("group", id="none")
    with pytest.raises(DriverError):
        await people.get("wait", after="x")
    with pytest.raises(DriverError, match="async with"):
        await Driver(simulator.url).get("now")


async def test_a_multipart_without_a_file_is_refused(app: Bot, simulator: Simulator) -> None:
    with aiohttp.MultipartWriter("form-data") as writer:
        part = writer.append("jingban")
        part.set_content_disposition("form-data", name="person")
        async with app.session.post(f"{simulator.url}/_sim/file", data=writer) as told:
            assert (told.status, (await told.json())["error"]) == (400, "没有文件。")


async def test_a_script_can_wait_until_all_is_quiet(app: Bot, people: Driver) -> None:
    link = await app.connect()
    await people.say("jingban", "你好")
    with pytest.raises(DriverError, match="still busy"):
        await people.settle(0.1, 0.2)
    await link.ack(await link.frame())
    sent = asyncio.create_task(app.send(["jingban"], TEXT))
    assert await people.settle(0.2) == 2
    await sent


async def test_a_person_without_the_bot_connected_is_waited_for(people: Driver) -> None:
    with pytest.raises(DriverError, match="did not connect"):
        await people.connected(0.05)


async def test_an_empty_and_a_very_long_text_are_passed_on(app: Bot, people: Driver) -> None:
    link = await app.connect()
    for text in ("", "长" * 20_000, "😀"):
        await people.say("jingban", text)
        assert (await link.frame())["decoded"]["text"]["content"] == text
