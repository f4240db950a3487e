"""Every fault the platform shows can be switched on, and shows."""

import asyncio
import time

import aiohttp
import pytest

from bot.simulator import Driver, DriverError, Simulator
from bot.simulator.frames import ROBOT
from tests.bot.simulator.conftest import Bot, until

TEXT = {"content": "你好"}


async def test_a_ping_is_answered_with_its_opaque(app: Bot, people: Driver) -> None:
    link = await app.connect()
    await people.happen("ping")
    frame = await link.frame()
    assert (frame["type"], frame["headers"]["topic"]) == ("SYSTEM", "ping")
    await link.ack(frame, frame["decoded"])
    assert await people.problems() == []


async def test_a_disconnect_is_said_then_silence_then_the_end(app: Bot, people: Driver, simulator: Simulator) -> None:
    simulator.world.faults.leave_after = 0.3
    old = await app.connect()
    await people.happen("disconnect")
    assert (await old.frame())["decoded"] == {"reason": "persistent connection is timeout"}
    new = await app.connect()
    await people.say("jingban", "你好")
    assert (await new.frame())["headers"]["topic"] == ROBOT
    assert (await old.raw()).type in (aiohttp.WSMsgType.CLOSED, aiohttp.WSMsgType.ERROR)


@pytest.mark.parametrize(("what", "code"), [("close", 1000), ("abort", 1006)])
async def test_a_connection_is_closed_or_cut(app: Bot, people: Driver, what: str, code: int) -> None:
    link = await app.connect()
    ended = asyncio.create_task(link.raw())
    await people.happen(what)
    await ended
    assert link.socket.close_code == code


async def test_a_connection_is_closed_as_soon_as_it_opens(app: Bot, people: Driver) -> None:
    await people.faults(close_on_connect=1)
    link = await app.connect()
    await link.raw()
    assert link.socket.close_code == 1000
    await people.say("jingban", "你好")
    assert (await (await app.connect()).frame())["decoded"]["text"] == TEXT


async def test_a_mute_connection_pongs_and_delivers_nothing(app: Bot, people: Driver) -> None:
    link = await app.connect()
    await people.happen("mute")
    await people.say("jingban", "你好")
    await link.socket.ping()
    assert await link.silent()
    await people.faults(mute=True)
    assert (await people.get("state"))["connections"][0]["muted"]


async def test_nonsense_on_the_wire(app: Bot, people: Driver) -> None:
    link = await app.connect()
    await people.happen("not_json")
    assert (await link.raw()).data == '{"type":"CALLBACK"'
    await people.happen("data_not_json")
    assert '"data":"not json"' in (await link.raw()).data
    await people.happen("null_fields")
    assert (await link.frame())["decoded"]["senderStaffId"] is None
    await people.happen("empty_data")
    assert (await link.frame())["decoded"] == {}
    await people.happen("big_frame")
    assert len((await link.raw()).data.encode()) > 1 << 20
    await people.happen("unknown_topic")
    assert (await link.frame())["headers"]["topic"].endswith("delegate")
    await people.happen("unknown_type")
    assert (await link.frame())["type"] == "SOMETHING"


async def test_a_message_comes_twice_with_two_delivery_ids(app: Bot, people: Driver) -> None:
    await people.faults(duplicate_pushes=1)
    link = await app.connect()
    await people.say("jingban", "你好")
    frames = [await link.frame(), await link.frame()]
    assert len({one["headers"]["messageId"] for one in frames}) == 2
    assert len({one["decoded"]["msgId"] for one in frames}) == 1


async def test_messages_come_out_of_order(app: Bot, people: Driver, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("bot.simulator.stream.SHUFFLE_SECONDS", 0.2)
    await people.faults(shuffle_pushes=3)
    link = await app.connect()
    for word in ("一", "二", "三", "四"):
        await people.say("jingban", word)
    heard = [(await link.frame())["decoded"]["text"]["content"] for _ in range(4)]
    assert heard == ["三", "二", "一", "四"]


async def test_a_message_comes_late(app: Bot, people: Driver) -> None:
    await people.faults(push_delay=0.3)
    link = await app.connect()
    began = time.monotonic()
    await people.say("jingban", "你好")
    await link.frame()
    assert time.monotonic() - began >= 0.3


async def test_a_lost_ack_brings_the_message_again(app: Bot, people: Driver) -> None:
    await people.faults(lose_acks=1, redeliver_after=0.2)
    link = await app.connect()
    await people.say("jingban", "你好")
    await link.ack(await link.frame())
    await link.ack(await link.frame())
    assert await link.silent(0.4)


async def test_a_message_in_a_gap_is_lost_if_told_so(app: Bot, people: Driver) -> None:
    await people.faults(lose_in_gap=True)
    await people.say("jingban", "你好")

    async def counted() -> bool:
        return (await people.counts()).get("pushes in a gap") == 1

    await until(counted)
    assert await (await app.connect()).silent()


async def test_over_quota_a_message_has_no_text(app: Bot, people: Driver) -> None:
    await people.faults(over_quota=True)
    link = await app.connect()
    await people.say("jingban", "你好")
    data = (await link.frame())["decoded"]
    assert data["errorCode"] == "20001"
    assert "text" not in data


@pytest.mark.parametrize(
    ("kind", "status", "code"),
    [
        ("unauthorized", 401, "authFailed"),
        ("unavailable", 503, "ServiceUnavailable"),
        ("busy", 500, "system.busy"),
        ("qps", 403, "Forbidden.AccessDenied.QpsLimitForAppkeyAndApi"),
        ("too_fast", 400, "send.too.fast"),
        ("month", 403, "Forbidden.AccessDenied.ApiCountLimitForOrg"),
        ("invalid_token", 400, "InvalidAuthentication"),
        ("no_permission", 403, "Forbidden.AccessDenied.AccessTokenPermissionDenied"),
    ],
)
async def test_a_call_of_the_new_api_fails_once(app: Bot, people: Driver, kind: str, status: int, code: str) -> None:
    await people.faults(answers=[{"kind": kind, "path": "batchSend"}])
    assert (await app.send(["jingban"], TEXT))[0] == status
    found, told = await app.send(["jingban"], TEXT)
    assert found == 200
    assert told["invalidStaffIdList"] == []
    assert (await people.counts())[f"refused {code}"] == 1
    assert len(await people.messages("jingban")) == 1


@pytest.mark.parametrize(
    ("kind", "code"),
    [
        ("qps", 88),
        ("too_fast", 88),
        ("month", 90020),
        ("no_permission", 60011),
        ("invalid_token", 40014),
        ("busy", -1),
        ("unauthorized", 40089),
    ],
)
async def test_a_call_of_the_old_api_fails_inside_a_200(app: Bot, people: Driver, kind: str, code: int) -> None:
    await people.faults(answers=[{"kind": kind, "path": "user/get"}])
    assert (await app.old("/topapi/v2/user/get", {"userid": "jingban"}))["errcode"] == code


async def test_opening_hangs_or_fails(app: Bot, people: Driver) -> None:
    await people.faults(
        answers=[{"kind": "unavailable", "path": "open"}, {"kind": "hang", "path": "open", "seconds": 30}]
    )
    assert (await app.open())[0] == 503
    with pytest.raises(TimeoutError):
        async with asyncio.timeout(0.3):
            await app.open()
    assert (await app.open())[0] == 200


async def test_an_answer_is_slow_lost_banned_or_not_json(app: Bot, people: Driver) -> None:
    await people.faults(answers=[{"kind": "slow", "path": "batchSend", "seconds": 0.3}])
    began = time.monotonic()
    assert (await app.send(["jingban"], TEXT))[0] == 200
    assert time.monotonic() - began >= 0.3

    await people.faults(answers=[{"kind": "lost", "path": "batchSend"}])
    with pytest.raises(aiohttp.ClientError):
        await app.send(["jingban"], TEXT)
    assert len(await people.messages("jingban")) == 2

    await people.faults(answers=[{"kind": "banned", "path": "batchSend"}, {"kind": "not_json", "path": "batchSend"}])
    assert (await app.send(["jingban"], TEXT))[1]["status"] == 1111
    with pytest.raises(aiohttp.ContentTypeError):
        await app.send(["jingban"], TEXT)


async def test_a_hanging_call_lets_the_simulator_stop(people: Driver, app: Bot, simulator: Simulator) -> None:
    await people.faults(answers=[{"kind": "hang", "path": "batchSend"}])
    hanging = asyncio.create_task(app.send(["jingban"], TEXT))
    await asyncio.sleep(0.1)
    began = time.monotonic()
    await simulator.stop()
    assert time.monotonic() - began < 1
    with pytest.raises(aiohttp.ClientError):
        await hanging


async def test_a_card_is_not_delivered_inside_a_200(app: Bot, people: Driver) -> None:
    await people.faults(answers=[{"kind": "undelivered", "path": "createAndDeliver"}], undeliverable=["kaohe"])
    first = await app.show("jingban", {"title": "x"})
    second = await app.show("kaohe", {"title": "x"}, "card-2")
    for status, told in (first, second):
        assert status == 200
        assert [one["success"] for one in told["result"]["deliverResults"]] == [False]


async def test_some_people_are_flow_controlled(app: Bot, people: Driver) -> None:
    await people.faults(flow_controlled=["jingban"])
    _, told = await app.send(["jingban", "kaohe", "nobody"], TEXT)
    assert told["flowControlledStaffIdList"] == ["jingban"]
    assert told["invalidStaffIdList"] == ["nobody"]
    assert await people.messages("jingban") == []
    assert len(await people.messages("kaohe")) == 1


async def test_more_than_the_allowed_calls_in_a_second_are_refused(app: Bot, people: Driver) -> None:
    await people.faults(qps=3)
    found = [(await app.send(["jingban"], TEXT))[0] for _ in range(4)]
    assert found == [200, 200, 200, 403]
    old = [(await app.old("/topapi/v2/user/get", {"userid": "jingban"}))["errcode"] for _ in range(4)]
    assert old == [0, 0, 0, 88]


async def test_a_token_ends_before_its_time(app: Bot, people: Driver) -> None:
    await people.happen("end_token")
    status, told = await app.send(["jingban"], TEXT)
    assert (status, told["code"]) == (400, "InvalidAuthentication")
    assert (await app.old("/topapi/v2/user/get", {"userid": "jingban"}))["errcode"] == 40014


async def test_downloads_expire(app: Bot, people: Driver) -> None:
    link = await app.connect()
    await people.send_file("jingban", b"x", "a.txt")
    code = (await link.frame())["decoded"]["content"]["downloadCode"]
    await people.faults(expired_downloads=True)
    body = {"robotCode": app.settings.robot_code, "downloadCode": code}
    status, told = await app.call("POST", "/v1.0/robot/messageFiles/download", body)
    assert (status, told["code"]) == (400, "invalidParameter.robotCode.downloadCode")


async def test_all_switches_can_be_turned_back(people: Driver) -> None:
    await people.faults(over_quota=True, qps=1, answers=[{"kind": "busy"}])
    told = await people.faults(reset=True)
    assert (told["over_quota"], told["qps"], told["answers"]) == (False, 20, [])


@pytest.mark.parametrize(
    "wrong",
    [
        {"nonsense": 1},
        {"qps": "many"},
        {"answers": [{"kind": "x"}]},
        {"answers": [{"sort": "busy"}]},
        {"do": "explode"},
        {"mute": 1},
    ],
)
async def test_an_unknown_fault_is_refused(people: Driver, wrong: dict[str, object]) -> None:
    with pytest.raises(DriverError):
        await people.faults(**wrong)
