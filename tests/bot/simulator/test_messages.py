"""Messages the bot sends: to people, to groups, by session webhook; recalled; with files."""

import io
import json
from typing import Any

import aiohttp
import pytest

from bot.simulator import Driver, DriverError, Simulator
from tests.bot.simulator.conftest import Bot

TEXT = {"content": "你好"}
GROUP = "cidWorkGroup1=="
LINK = "dtmd://dingtalkclient/sendMessage?content="


async def test_people_see_text_and_markdown_in_order(app: Bot, people: Driver) -> None:
    await app.send(["jingban", "kaohe"], TEXT)
    await app.send(["jingban"], {"title": "提醒", "text": "**3 月**"}, "sampleMarkdown")
    seen = await people.messages("jingban")
    assert [(one["kind"], one["text"]) for one in seen] == [("text", "你好"), ("markdown", "**3 月**")]
    assert len(await people.messages("kaohe")) == 1
    assert await people.messages("lingdao") == []


async def test_a_link_in_markdown_sends_its_text_as_the_person(app: Bot, people: Driver) -> None:
    link = await app.connect()
    await app.send(["jingban"], {"title": "t", "text": f"[确认]({LINK}%E7%A1%AE%E8%AE%A4%20AB2CD)"}, "sampleMarkdown")
    message = (await people.messages("jingban"))[0]
    assert message["links"] == [{"label": "确认", "text": "确认 AB2CD"}]

    await people.tap_link("jingban", message, "确认")
    assert (await link.frame())["decoded"]["text"]["content"] == "确认 AB2CD"
    with pytest.raises(DriverError, match="没有链接"):
        await people.tap_link("jingban", message, "退回")
    with pytest.raises(DriverError, match="没有这条消息"):
        await people.tap_link("kaohe", message, "确认")


async def test_a_link_tapped_in_a_group_speaks_in_the_group(app: Bot, people: Driver) -> None:
    link = await app.connect()
    await app.group(GROUP, {"title": "t", "text": f"[排名]({LINK}%E6%8E%92%E5%90%8D)"}, "sampleMarkdown")
    message = (await people.messages("lingdao"))[0]
    await people.tap_link("lingdao", message, "排名")
    assert (await link.frame())["decoded"]["conversationId"] == GROUP


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"robotCode": ""}, "invalidParameter.robotCode.empty"),
        ({"robotCode": "other"}, "invalidParameter.robotCode.notExsit"),
        ({"userIds": []}, "invalidParameter.userIds.empty"),
        ({"userIds": [str(one) for one in range(21)]}, "invalidParameter.userIds.overMax"),
        ({"msgKey": None}, "invalidParameter.msgKey.empty"),
        ({"msgKey": "sampleNonsense"}, "invalidParameter.msgKey.invalid"),
        ({"msgParam": "plain words"}, "invalidParameter.msgParam.invalid"),
        ({"msgParam": "[]"}, "invalidParameter.msgParam.invalid"),
        ({"msgParam": '{"content":1}'}, "invalidParameter.msgParam.invalid"),
        ({"msgParam": '{"content":" "}'}, "invalidParameter.msgParam.invalid"),
        ({"msgParam": '{"content":"x","extra":"y"}'}, "invalidParameter.msgParam.invalid"),
        ({"msgParam": json.dumps({"content": "长" * 5000}, ensure_ascii=False)}, "invalidParameter.msgParam.tooLong"),
        (
            {"msgKey": "sampleFile", "msgParam": '{"mediaId":"x","fileName":"a","fileType":"pdf"}'},
            "invalidParameter.msgParam.invalid",
        ),
        ({"msgParam": {"content": "x"}}, "invalidParameter"),
        ({"userIds": "jingban"}, "invalidParameter"),
        ({"userIds": [1]}, "invalidParameter"),
        ({"title": "x"}, "invalidParameter"),
    ],
)
async def test_a_wrong_private_message_is_refused(app: Bot, people: Driver, changes: Any, code: str) -> None:
    status, told = await app.send(["jingban"], TEXT, **changes)
    assert (status, told["code"]) == (400, code)
    assert await people.messages("jingban") == []


async def test_a_wrong_group_is_refused(app: Bot) -> None:
    assert (await app.group("", TEXT))[1]["code"] == "miss.openConversationId"
    assert (await app.group("cidElsewhere==", TEXT))[1]["code"] == "invalid.openConversationId"


async def test_a_body_that_is_not_an_object_is_refused(app: Bot) -> None:
    status, told = await app.call("POST", "/v1.0/robot/oToMessages/batchSend", [1])
    assert (status, told["code"]) == (400, "invalidParameter")


async def test_action_cards_and_links_are_shown(app: Bot, people: Driver) -> None:
    param = {"title": "t", "text": "x", "actionTitle1": "a", "actionURL1": "u", "actionTitle2": "b", "actionURL2": "v"}
    assert (await app.send(["jingban"], param, "sampleActionCard2"))[0] == 200
    assert [one["kind"] for one in await people.messages("jingban")] == ["link"]


async def test_messages_are_recalled_within_a_day(app: Bot, people: Driver) -> None:
    _, sent = await app.send(["jingban", "kaohe"], TEXT)
    body = {"robotCode": app.settings.robot_code, "processQueryKeys": [sent["processQueryKey"], "x"]}
    status, told = await app.call("POST", "/v1.0/robot/otoMessages/batchRecall", body)
    assert status == 200
    assert told == {"successResult": [sent["processQueryKey"]], "failedResult": {"x": "消息不存在"}}
    message = (await people.messages("kaohe"))[0]
    assert message["recalled"]
    assert "text" not in message

    _, sent = await app.group(GROUP, TEXT)
    await people.advance(25 * 3600)
    await app.log_in()
    body = {**body, "openConversationId": GROUP, "processQueryKeys": [sent["processQueryKey"]]}
    _, told = await app.call("POST", "/v1.0/robot/groupMessages/recall", body)
    assert list(told["failedResult"]) == [sent["processQueryKey"]]
    assert (await app.call("POST", "/v1.0/robot/otoMessages/batchRecall", {**body, "processQueryKeys": []}))[0] == 400


async def test_the_session_webhook_answers_for_ninety_minutes(app: Bot, people: Driver) -> None:
    link = await app.connect()
    await people.say("jingban", "你好")
    webhook = (await link.frame())["decoded"]["sessionWebhook"]

    async def answer(body: Any) -> Any:
        async with app.session.post(webhook, json=body) as response:
            assert response.status == 200
            return (await response.json())["errcode"]

    assert await answer({"msgtype": "text", "text": {"content": "收到"}, "at": {"atUserIds": ["jingban"]}}) == 0
    assert await answer({"msgtype": "markdown", "markdown": {"title": "t", "text": "**收到**"}}) == 0
    assert await answer({"msgtype": "link", "link": {"title": "t", "text": "x", "messageUrl": "u"}}) == 0
    assert await answer({"msgtype": "empty"}) == 0
    assert await answer({"msgtype": "text", "text": {}}) == 400101
    assert await answer({"msgtype": "nonsense"}) == 400105
    assert [one["kind"] for one in await people.messages("jingban")] == ["text", "text", "markdown", "link"]

    await people.advance(5400)
    assert await answer({"msgtype": "text", "text": {"content": "迟了"}}) == 300001


async def test_a_file_from_a_person_is_fetched_by_its_code(app: Bot, people: Driver) -> None:
    link = await app.connect()
    await people.send_file("jingban", "内容".encode(), "../月报\n.xlsx")
    content = (await link.frame())["decoded"]["content"]
    assert content["fileName"] == "../月报\n.xlsx"

    body = {"robotCode": app.settings.robot_code, "downloadCode": content["downloadCode"]}
    _, told = await app.call("POST", "/v1.0/robot/messageFiles/download", body)
    assert told["downloadUrl"].startswith(app.simulator.url)
    async with app.session.get(told["downloadUrl"]) as response:
        assert await response.read() == "内容".encode()
    await people.advance(3601)
    async with app.session.get(told["downloadUrl"]) as response:
        assert response.status == 403
    await app.log_in()
    assert (await app.call("POST", "/v1.0/robot/messageFiles/download", {**body, "downloadCode": "x"}))[0] == 400


async def test_a_file_of_sixty_megabytes_needs_no_memory_of_ours(app: Bot, people: Driver) -> None:
    link = await app.connect()
    size = 60 << 20
    await people.send_zeros("jingban", "大文件.pdf", size)
    code = (await link.frame())["decoded"]["content"]["downloadCode"]
    body = {"robotCode": app.settings.robot_code, "downloadCode": code}
    _, told = await app.call("POST", "/v1.0/robot/messageFiles/download", body)
    async with app.session.get(told["downloadUrl"]) as response:
        assert response.content_length == size
        assert sum([len(chunk) async for chunk in response.content.iter_chunked(1 << 20)]) == size


async def test_an_empty_file_is_a_file(people: Driver) -> None:
    await people.send_zeros("jingban", "空.txt", 0)
    assert (await people.messages("jingban"))[0]["size"] == 0


async def test_pictures_and_voices_have_their_own_fields(app: Bot, people: Driver) -> None:
    link = await app.connect()
    await people.send_file("jingban", b"x", "a.jpg", kind="picture")
    picture = (await link.frame())["decoded"]
    await people.send_file("jingban", b"x", "a.amr", kind="audio", words="排名")
    voice = (await link.frame())["decoded"]
    assert (picture["msgtype"], set(picture["content"])) == ("picture", {"downloadCode", "pictureDownloadCode"})
    assert (voice["msgtype"], voice["content"]["recognition"]) == ("audio", "排名")


async def test_in_a_group_only_pictures_reach_the_bot(app: Bot, people: Driver) -> None:
    link = await app.connect()
    with pytest.raises(DriverError, match="请到单聊里发"):
        await people.send_file("jingban", b"x", "a.xlsx", conversation=GROUP)
    await people.send_file("jingban", b"x", "a.jpg", kind="picture", conversation=GROUP)
    assert (await link.frame())["decoded"]["conversationType"] == "2"
    with pytest.raises(DriverError, match="没有这种文件消息"):
        await people.send_file("jingban", b"x", "a.jpg", kind="hologram")


def media(data: bytes, name: str) -> aiohttp.FormData:
    form = aiohttp.FormData()
    form.add_field("media", io.BytesIO(data), filename=name)
    return form


async def upload(app: Bot, data: bytes, name: str, kind: str = "file") -> Any:
    params = {"access_token": app.token, "type": kind}
    async with app.session.post(f"{app.simulator.url}/media/upload", params=params, data=media(data, name)) as response:
        return await response.json()


async def test_the_bot_uploads_a_file_and_a_person_opens_it(app: Bot, people: Driver) -> None:
    made = await upload(app, b"sheet", "x.xlsx")
    assert made["errcode"] == 0
    param = {"mediaId": made["media_id"], "fileName": "排名.xlsx", "fileType": "xlsx"}
    assert (await app.send(["jingban"], param, "sampleFile"))[0] == 200
    message = (await people.messages("jingban"))[0]
    assert (message["kind"], message["name"], message["size"]) == ("file", "排名.xlsx", 5)
    async with app.session.get(app.simulator.url + message["url"]) as response:
        assert await response.read() == b"sheet"
    async with app.session.get(app.simulator.url + "/_sim/media/none") as response:
        assert response.status == 404


async def test_what_may_not_be_uploaded_is_refused(app: Bot) -> None:
    assert (await upload(app, b"", "x.xlsx"))["errcode"] == 40009
    assert (await upload(app, b"x" * ((2 << 20) + 1), "x.mp3", "voice"))["errcode"] == 40009
    assert (await upload(app, b"x", "x.exe"))["errcode"] == 40005
    assert (await upload(app, b"x", "x.xlsx", "nonsense"))["errcode"] == 40035
    form = media(b"x", "x.pdf")
    form.add_field("type", "file")
    url = f"{app.simulator.url}/media/upload"
    async with app.session.post(url, params={"access_token": app.token}, data=form) as response:
        assert (await response.json())["type"] == "file"
    async with app.session.post(url, params={"access_token": "old"}, data=media(b"x", "x.pdf")) as response:
        assert (await response.json())["errcode"] == 40014


async def test_a_ding_reaches_whom_it_names(app: Bot, people: Driver) -> None:
    body: Any = {"robotCode": app.settings.robot_code, "remindType": 1, "content": "请尽快处理"}
    receivers = {"receiverUserIdList": ["jingban", "nobody"]}
    _, told = await app.call("POST", "/v1.0/robot/ding/send", {**body, **receivers})
    assert list(told["failedList"]) == ["nobody"]
    assert [one["kind"] for one in await people.messages("jingban")] == ["ding"]
    assert (await app.call("POST", "/v1.0/robot/ding/send", body))[1]["code"] == "ding.receivercount.limit"
    assert (await app.call("POST", "/v1.0/robot/ding/send", {**body, "content": ""}))[1][
        "code"
    ] == "send.ding.exception"


async def test_the_simulator_is_known_by_its_own_address_only(simulator: Simulator, app: Bot) -> None:
    for headers in ({"Host": "evil.example"}, {"Origin": "http://evil.example"}):
        async with app.session.get(f"{simulator.url}/_sim/people", headers=headers) as response:
            assert response.status == 403
