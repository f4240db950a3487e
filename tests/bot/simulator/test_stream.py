"""Tickets, connections, frames and acks, as the platform does them."""

import asyncio
import json

import aiohttp
import pytest

from bot.simulator import Driver, Simulator
from bot.simulator.frames import CARD, ROBOT
from tests.bot.simulator.conftest import WITH_EVENTS, Bot, until


async def test_a_wrong_secret_is_refused(app: Bot) -> None:
    status, told = await app.open(clientSecret="guess")
    assert (status, told["code"]) == (401, "authFailed")


@pytest.mark.parametrize("topics", [[], [{"type": "EVENT", "topic": "user_add_org"}], [{"type": "X"}], ["x"], "x"])
async def test_a_wrong_subscription_is_refused(app: Bot, topics: object) -> None:
    status, told = await app.open(subscriptions=topics)
    assert (status, told["code"]) == (400, "invalidParameter")


async def test_a_malformed_ua_is_refused(app: Bot) -> None:
    status, told = await app.open(ua="nonsense")
    assert (status, told["message"]) == (400, "ua invalid")


async def test_a_ticket_opens_one_connection_and_no_second(app: Bot) -> None:
    _, told = await app.open()
    first = await app.session.ws_connect(told["endpoint"], params={"ticket": told["ticket"]})
    with pytest.raises(aiohttp.WSServerHandshakeError):
        await app.session.ws_connect(told["endpoint"], params={"ticket": told["ticket"]})
    await first.close()


async def test_a_ticket_ends_after_ninety_seconds(app: Bot, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("bot.simulator.stream.TICKET_SECONDS", -1.0)
    _, told = await app.open()
    with pytest.raises(aiohttp.WSServerHandshakeError):
        await app.session.ws_connect(told["endpoint"], params={"ticket": told["ticket"]})


async def test_a_private_message_has_every_field_of_the_platform(app: Bot, people: Driver) -> None:
    link = await app.connect()
    said = await people.say("jingban", "今天的日报怎么写")

    frame = await link.frame()
    assert (frame["specVersion"], frame["type"]) == ("1.0", "CALLBACK")
    assert set(frame["headers"]) == {"appId", "connectionId", "contentType", "messageId", "time", "topic"}
    assert frame["headers"]["time"].isdecimal()
    data = frame["decoded"]
    assert data["text"] == {"content": "今天的日报怎么写"}
    assert (data["senderStaffId"], data["conversationType"], data["msgId"]) == ("jingban", "1", said["id"])
    assert data["sessionWebhookExpiredTime"] - data["createAt"] == 5400 * 1000
    assert "conversationTitle" not in data


async def test_a_group_message_is_heard_only_when_the_bot_is_named(app: Bot, people: Driver) -> None:
    link = await app.connect()
    await people.say("lingdao", "大家好", "cidWorkGroup1==", at_bot=False)
    assert await link.silent()

    await people.say("lingdao", "排名", "cidWorkGroup1==")
    data = (await link.frame())["decoded"]
    assert data["text"]["content"] == " 排名"
    assert (data["conversationType"], data["conversationId"], data["isInAtList"]) == ("2", "cidWorkGroup1==", True)
    assert data["atUsers"] == [{"dingtalkId": "$:LWCP_v1:$simulatedBot=="}]


async def test_somebody_from_outside_has_no_staff_id(app: Bot, people: Driver) -> None:
    link = await app.connect()
    await people.say("stranger", "你好", external=True)
    private = (await link.frame())["decoded"]
    await people.say("stranger", "你好", "cidWorkGroup1==", external=True)
    group = (await link.frame())["decoded"]

    assert "senderStaffId" not in private
    assert "senderStaffId" not in group
    assert group["conversationType"] == "2"


async def test_only_subscribed_topics_are_pushed(app: Bot, people: Driver) -> None:
    link = await app.connect([{"type": "CALLBACK", "topic": CARD}])
    await people.say("jingban", "你好")
    assert await link.silent()


async def test_what_is_said_while_nobody_listens_comes_with_the_next_connection(app: Bot, people: Driver) -> None:
    await people.say("jingban", "一")
    await people.say("jingban", "二")
    link = await app.connect()
    assert [(await link.frame())["decoded"]["text"]["content"] for _ in range(2)] == ["一", "二"]


async def test_each_push_goes_to_one_connection_at_random(app: Bot, people: Driver) -> None:
    links = [await app.connect(), await app.connect()]
    for number in range(24):
        await people.say("jingban", str(number))
    found = [0, 0]
    for place, link in enumerate(links):
        while not link.socket.closed:
            try:
                await link.raw(0.2)
            except TimeoutError:
                break
            found[place] += 1
    assert sum(found) == 24
    assert min(found) > 0


async def test_an_ack_in_time_ends_the_matter(app: Bot, people: Driver, simulator: Simulator) -> None:
    simulator.world.faults.redeliver_after = 0.1
    link = await app.connect()
    await people.say("jingban", "你好")
    await link.ack(await link.frame())
    assert await link.silent(0.4)
    assert await people.problems() == []


async def test_without_an_ack_it_comes_again_with_a_new_delivery_id(
    app: Bot, people: Driver, simulator: Simulator
) -> None:
    simulator.world.faults.redeliver_after = 0.1
    link = await app.connect()
    await people.say("jingban", "你好")
    first, second = await link.frame(), await link.frame()
    assert first["headers"]["messageId"] != second["headers"]["messageId"]
    assert first["decoded"]["msgId"] == second["decoded"]["msgId"]


async def test_it_gives_up_after_the_third_time_again(app: Bot, people: Driver, simulator: Simulator) -> None:
    simulator.world.faults.redeliver_after = 0.05
    link = await app.connect()
    await people.say("jingban", "你好")
    for _ in range(4):
        await link.frame()
    assert await link.silent(0.3)
    assert (await people.counts())["given up"] == 1


async def test_a_moved_clock_alone_repeats_nothing_just_sent(app: Bot, people: Driver) -> None:
    link = await app.connect()
    await people.say("jingban", "你好")
    await link.frame()
    await people.advance(3600)
    assert await link.silent(0.3)


async def test_late_doubled_and_missing_acks_are_noted(app: Bot, people: Driver, simulator: Simulator) -> None:
    simulator.world.faults.robot_deadline = 0.1
    link = await app.connect()
    await people.say("jingban", "你好")
    frame = await link.frame()
    await asyncio.sleep(0.3)
    await link.ack(frame)
    await link.ack(frame)

    async def noted() -> bool:
        return [one["kind"] for one in await people.problems()] == ["missing", "late", "doubled"]

    await until(noted)


async def test_an_ack_on_another_connection_does_not_count(app: Bot, people: Driver, simulator: Simulator) -> None:
    simulator.world.faults.redeliver_after = 0.3
    link = await app.connect()
    await people.say("jingban", "你好")
    frame = await link.frame()
    other = await app.connect([{"type": "CALLBACK", "topic": CARD}])
    await other.ack(frame)

    assert (await link.frame())["decoded"]["msgId"] == frame["decoded"]["msgId"]
    assert [one["kind"] for one in await people.problems()] == ["wrong_connection"]


@pytest.mark.parametrize(
    "raw",
    [
        "not json",
        "[]",
        "{}",
        '{"code":200,"headers":{},"message":"","data":"{}"}',
        '{"code":1,"headers":{"messageId":"x"}}',
    ],
)
async def test_an_ack_that_lacks_something_is_noted(app: Bot, people: Driver, raw: str) -> None:
    link = await app.connect()
    await link.socket.send_str(raw)

    async def noted() -> bool:
        return [one["kind"] for one in await people.problems()] == ["malformed"]

    await until(noted)


async def test_an_ack_for_nothing_is_noted(app: Bot, people: Driver) -> None:
    link = await app.connect()
    await link.ack({"headers": {"messageId": "invented"}})

    async def noted() -> bool:
        return [one["kind"] for one in await people.problems()] == ["unknown"]

    await until(noted)


async def test_a_failed_ack_brings_the_message_again(app: Bot, people: Driver, simulator: Simulator) -> None:
    simulator.world.faults.redeliver_after = 0.2
    link = await app.connect()
    await people.say("jingban", "你好")
    await link.ack(await link.frame(), code=500)
    assert (await link.frame())["decoded"]["text"]["content"] == "你好"


async def test_events_say_later_or_success(
    app: Bot, people: Driver, simulator: Simulator, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.simulator.pushes.EVENT_PAUSES", (0.1, 0.1))
    simulator.world.faults.redeliver_after = 0.05
    link = await app.connect(WITH_EVENTS)
    await people.post("event", event="user_add_org", data={"userId": ["jingban"]})
    frame = await link.frame()
    assert (frame["type"], frame["headers"]["eventType"]) == ("EVENT", "user_add_org")
    await link.ack(frame, {"status": "LATER", "message": "busy"})
    again = await link.frame()
    assert again["headers"]["eventId"] == frame["headers"]["eventId"]
    await link.ack(again, {"status": "SUCCESS", "message": "ok"})
    assert await link.silent(0.3)
    assert await people.problems() == []


async def test_an_event_acked_without_a_status_is_noted(app: Bot, people: Driver) -> None:
    link = await app.connect(WITH_EVENTS)
    await people.post("event", event="user_add_org", data={})
    await link.ack(await link.frame(), ["no status"])

    async def noted() -> bool:
        return [one["kind"] for one in await people.problems()] == ["no_status"]

    await until(noted)


async def test_any_frame_can_be_pushed_and_any_message_again(app: Bot, people: Driver) -> None:
    link = await app.connect()
    await people.post("push", topic=ROBOT, data={"msgId": None})
    assert (await link.frame())["decoded"] == {"msgId": None}
    said = await people.say("jingban", "你好")
    first = await link.frame()
    await link.ack(first)
    await people.post("redeliver", id=said["id"])
    assert (await link.frame())["decoded"] == first["decoded"]
    assert await people.problems() == []


async def test_the_inspector_shows_frames_acks_and_calls(app: Bot, people: Driver) -> None:
    link = await app.connect()
    await people.say("jingban", "你好")
    await link.ack(await link.frame())

    async def all_there() -> bool:
        found = (await people.get("frames"))["frames"]
        return {one["way"] for one in found} == {"call", "link", "out", "in"}

    await until(all_there)
    found = (await people.get("frames"))["frames"]
    assert await people.get("frames", since=found[-1]["seq"]) == {"frames": [], "last": found[-1]["seq"]}
    pushed = json.loads(next(one["body"] for one in found if one["way"] == "out"))
    assert pushed["headers"]["topic"] == ROBOT
    assert 0 <= next(one["waited"] for one in found if one["way"] == "in") < 1
