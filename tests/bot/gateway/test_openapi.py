"""Messages, cards and files to the pretend DingTalk, whose calls hold every body to the official models."""

import asyncio
import json
from collections.abc import Awaitable, Callable

import aiohttp
import pytest
import structlog

from bot.gateway.dingtalk.client import LARGEST_UPLOAD, DingTalk
from bot.gateway.dingtalk.fetching import fetch
from bot.gateway.dingtalk.openapi import InvalidToken, OpenApi, Origins, judged
from bot.gateway.dingtalk.token import TokenCache
from bot.gateway.protocol import NotDelivered, Receipt, SendLater, SendProblem, SendRefused, TooLarge, Uncertain
from bot.simulator import Driver, Simulator

PARAMS = {"title": "我的任务", "status": "待办"}
SEND, CARD = "/v1.0/robot/oToMessages/batchSend", "/v1.0/card/instances"


@pytest.fixture
def group(simulator: Simulator) -> str:
    return next(iter(simulator.world.cast.groups))


async def test_words_reach_a_person_and_a_group(dingtalk: DingTalk, people: Driver, group: str) -> None:
    assert (await dingtalk.say("user:jingban", "收到。")).token
    assert (await dingtalk.say(f"group:{group}", "请看私聊。")).token

    told = [message["text"] for message in await people.messages("jingban")]
    assert told == ["收到。", "请看私聊。"]


async def test_markdown_keeps_its_links(dingtalk: DingTalk, people: Driver) -> None:
    await dingtalk.show_markdown("user:jingban", "标题", "[核准](dtmd://dingtalkclient/sendMessage?content=x)")

    assert "dtmd" in (await people.messages("jingban"))[0]["text"]


async def test_a_card_asked_for_twice_is_one_card(dingtalk: DingTalk, people: Driver) -> None:
    for _ in range(2):
        assert await dingtalk.show_card("user:jingban", "card-1", PARAMS, "我的任务") == Receipt("card-1")

    assert len(await people.cards("jingban")) == 1


async def test_a_card_hangs_in_a_group_and_calls_back(dingtalk: DingTalk, people: Driver, group: str) -> None:
    buttons = json.dumps([{"label": "看看", "code": "7K2FM"}])
    await dingtalk.show_card(f"group:{group}", "card-2", {**PARAMS, "buttons": buttons, "version": "1"}, "排名")

    await people.tap("jingban", "card-2", "看看")
    assert (await people.counts()).get("taps without a callback", 0) == 0


async def test_an_update_changes_what_it_names_and_leaves_the_rest(dingtalk: DingTalk, people: Driver) -> None:
    await dingtalk.show_card("user:jingban", "card-1", PARAMS, "我的任务")
    await dingtalk.update_card("card-1", {"status": "已交"})

    assert (await people.cards("jingban"))[0]["params"] == {"title": "我的任务", "status": "已交"}


async def test_a_file_is_uploaded_and_sent(dingtalk: DingTalk, people: Driver) -> None:
    await dingtalk.send_file("user:jingban", b"PK\x03\x04data", "结果.xlsx")

    assert (await people.messages("jingban"))[0]["name"] == "结果.xlsx"


async def test_a_file_beyond_the_platforms_size_is_not_even_tried(dingtalk: DingTalk) -> None:
    with pytest.raises(TooLarge):
        await dingtalk.send_file("user:jingban", bytes(LARGEST_UPLOAD + 1), "结果.zip")


async def test_somebody_unknown_is_refused_inside_a_success(dingtalk: DingTalk) -> None:
    with pytest.raises(SendRefused, match="invalidStaffIdList"):
        await dingtalk.say("user:nobody", "在吗")
    with pytest.raises(SendRefused, match="not delivered"):
        await dingtalk.show_card("user:nobody", "card-1", PARAMS, "x")


async def test_somebody_flow_controlled_is_later(dingtalk: DingTalk, people: Driver) -> None:
    await people.faults(flow_controlled=["jingban"])

    with pytest.raises(SendLater, match="flow"):
        await dingtalk.say("user:jingban", "在吗")


async def test_a_card_that_was_not_delivered_is_delivered_later_and_once(dingtalk: DingTalk, people: Driver) -> None:
    await people.faults(undeliverable=["jingban"])
    await people.faults(answers=[{"kind": "undelivered", "path": "createAndDeliver"}])
    with pytest.raises(SendProblem, match="not delivered"):
        await dingtalk.show_card("user:jingban", "card-1", PARAMS, "x")
    await people.faults(undeliverable=[])

    await dingtalk.show_card("user:jingban", "card-1", PARAMS, "x", anew=True)
    assert len(await people.cards("jingban")) == 1


async def test_a_passing_failure_to_deliver_may_be_tried_anew(dingtalk: DingTalk, people: Driver) -> None:
    await people.faults(answers=[{"kind": "undelivered", "path": "createAndDeliver"}])

    with pytest.raises(NotDelivered):
        await dingtalk.show_card("user:jingban", "card-1", PARAMS, "x")


async def test_a_lost_answer_is_uncertain_for_words_and_later_for_cards(dingtalk: DingTalk, people: Driver) -> None:
    await people.faults(answers=[{"kind": "lost", "path": SEND}, {"kind": "lost", "path": CARD}])

    with pytest.raises(Uncertain):
        await dingtalk.say("user:jingban", "收到。")
    with pytest.raises(SendLater):
        await dingtalk.show_card("user:jingban", "card-1", PARAMS, "x")
    await dingtalk.show_card("user:jingban", "card-1", PARAMS, "x")
    assert len(await people.cards("jingban")) == 1


@pytest.mark.parametrize(
    ("fault", "kind", "seconds"),
    [
        ("qps", SendLater, 1.0),
        ("too_fast", SendLater, 1.0),
        ("busy", SendLater, 1.0),
        ("month", SendLater, 30.0),
        ("no_permission", SendLater, 30.0),
        ("banned", SendLater, 300.0),
        ("unavailable", SendLater, 1.0),
        ("not_json", Uncertain, None),
    ],
)
async def test_each_fault_asks_for_its_own_patience(
    dingtalk: DingTalk, people: Driver, fault: str, kind: type[SendProblem], seconds: float | None
) -> None:
    await people.faults(answers=[{"kind": fault, "path": SEND}])

    with pytest.raises(kind) as told:
        await dingtalk.say("user:jingban", "收到。")
    if isinstance(told.value, SendLater):
        assert told.value.seconds == seconds


async def test_a_token_that_ended_early_is_renewed_and_nobody_notices(
    dingtalk: DingTalk, people: Driver, simulator: Simulator
) -> None:
    await dingtalk.say("user:jingban", "一")
    await people.happen("end_token")
    await dingtalk.say("user:jingban", "二")
    await people.happen("end_token")
    await dingtalk.send_file("user:jingban", b"PK\x03\x04", "三.xlsx")

    assert len(await people.messages("jingban")) == 3
    assert simulator.world.record.counts["call POST /v1.0/oauth2/accessToken"] == 3


async def test_a_wrong_secret_puts_everything_off_and_gives_nothing_up(
    simulator: Simulator, session: aiohttp.ClientSession
) -> None:
    origins = Origins(simulator.url, simulator.url, simulator.url)
    api = OpenApi(session, origins, simulator.settings.client_id, "wrong-secret")
    with structlog.testing.capture_logs() as logs, pytest.raises(SendLater, match="token"):
        await DingTalk(api, "robot", "template").say("user:jingban", "在吗")

    assert "wrong-secret" not in str(logs)


async def test_an_unreachable_platform_is_later_not_uncertain(session: aiohttp.ClientSession) -> None:
    nowhere = "http://127.0.0.1:1"
    api = OpenApi(session, Origins(nowhere, nowhere, nowhere), "id", "secret")

    with pytest.raises(SendLater, match="unreachable"):
        await api.call("POST", SEND, {})


async def test_many_who_need_a_token_share_one_fetch() -> None:
    fetched = 0
    now = 0.0

    async def fetch_one() -> tuple[str, float]:
        nonlocal fetched
        fetched += 1
        await asyncio.sleep(0.01)
        return f"t{fetched}", 7200.0

    cache = TokenCache(fetch_one, lambda: now)
    assert set(await asyncio.gather(*(cache.get() for _ in range(50)))) == {"t1"}
    now = 6599.0
    assert await cache.get() == "t1"
    now = 6601.0
    assert await cache.get() == "t2"
    cache.drop("t1")
    assert await cache.get() == "t2"
    cache.drop("t2")
    assert await cache.get() == "t3"


@pytest.mark.parametrize(
    ("status", "body", "kind"),
    [
        (200, {"errcode": 40014}, InvalidToken),
        (400, {"code": "InvalidAuthentication"}, InvalidToken),
        (200, {"errcode": 88, "sub_code": "90018"}, SendLater),
        (200, {"errcode": 88, "sub_code": ""}, SendLater),
        (200, {"errcode": -1}, SendLater),
        (200, {"status": 1111}, SendLater),
        (429, {}, SendLater),
        (400, {"code": "unknown.send.result"}, Uncertain),
        (504, {"code": "x"}, Uncertain),
        (400, {"code": "invalidParameter.msgParam.tooLong"}, SendRefused),
        (404, {}, SendRefused),
        (200, [], SendLater),
    ],
)
def test_the_code_decides(status: int, body: object, kind: type[SendProblem]) -> None:
    with pytest.raises(kind):
        judged(status, json.dumps(body).encode())


def test_a_page_instead_of_an_answer_is_later() -> None:
    with pytest.raises(SendLater):
        judged(200, b"<html>deny</html>")
    assert judged(200, b"") == {}


async def sent_code(people: Driver, simulator: Simulator, data: bytes) -> str:
    await people.send_file("jingban", data, "总结.docx")
    return next(reversed(simulator.world.files._codes))


async def test_a_file_somebody_sent_is_fetched(dingtalk: DingTalk, people: Driver, simulator: Simulator) -> None:
    code = await sent_code(people, simulator, b"hello")

    assert await dingtalk.download(code, 100) == b"hello"
    with pytest.raises(TooLarge):
        await dingtalk.download(code, 4)


async def test_an_expired_code_is_refused(dingtalk: DingTalk, people: Driver, simulator: Simulator) -> None:
    code = await sent_code(people, simulator, b"hello")
    await people.faults(expired_downloads=True)

    with pytest.raises(SendRefused):
        await dingtalk.download(code, 100)


@pytest.mark.parametrize(
    "url",
    [
        "http://127.0.0.1:1/x",
        "http://[::ffff:127.0.0.1]/x",
        "http://10.0.0.1/x",
        "http://169.254.169.254/latest",
        "http://0.0.0.0/x",
        "file:///etc/passwd",
        "http:///x",
        "None",
    ],
)
async def test_a_link_never_leads_into_this_network(session: aiohttp.ClientSession, url: str) -> None:
    with pytest.raises(SendRefused):
        await fetch(session, url, "http://8.8.8.8", 100)


async def test_a_link_that_has_ended_and_a_silent_host_are_later(
    simulator: Simulator, session: aiohttp.ClientSession
) -> None:
    with pytest.raises(SendLater, match="HTTP 403"):
        await fetch(session, f"{simulator.url}/temp/nothing.file", simulator.url, 100)
    with pytest.raises(SendLater):
        await fetch(session, "http://127.0.0.1:1/x", simulator.url, 100)


Call = Callable[[DingTalk], Awaitable[object]]


@pytest.mark.parametrize(
    "call",
    [
        lambda gateway: gateway.say("user:jingban", "x"),
        lambda gateway: gateway.show_card("user:jingban", "c", PARAMS, "x"),
        lambda gateway: gateway.show_card("user:jingban", "c", PARAMS, "x", anew=True),
        lambda gateway: gateway.update_card("c", PARAMS),
    ],
)
async def test_every_field_we_send_is_one_of_the_official_models(
    api: OpenApi, dingtalk: DingTalk, monkeypatch: pytest.MonkeyPatch, call: Call
) -> None:
    from bot.simulator import fields

    bodies: list[tuple[str, dict[str, object]]] = []

    async def take(method: str, path: str, body: dict[str, object]) -> dict[str, object]:
        bodies.append((f"{method} {path}", body))
        if path.endswith("createAndDeliver"):
            raise SendRefused("param.cardAlreadyExist")
        return {}

    monkeypatch.setattr(api, "call", take)
    await call(dingtalk)

    assert bodies
    for endpoint, body in bodies:
        fields.check(endpoint, body)
        assert endpoint in fields.models()
