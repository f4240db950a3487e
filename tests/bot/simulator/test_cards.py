"""Cards: created once, seen by each person in their own way, updated whole or by key, tapped."""

import json
from typing import Any

import pytest

from bot.simulator import Driver, DriverError
from tests.bot.simulator.conftest import Bot, until

BUTTONS = json.dumps([{"label": "确认", "code": "AAAAA", "style": "primary"}, {"label": "退回", "code": "BBBBB"}])
FIELDS = [
    {"name": "count", "label": "件数", "type": "NUMBER", "required": True},
    {"name": "why", "label": "原因", "type": "TEXT"},
    {
        "name": "rule",
        "label": "规则",
        "type": "SELECT",
        "options": [{"value": "a", "text": "甲"}, {"value": "b", "text": "乙"}],
    },
    {"name": "many", "label": "几个", "type": "MULTI_SELECT", "options": [{"value": "a"}, {"value": "b"}]},
    {"name": "sure", "label": "确定", "type": "CHECKBOX"},
    {"name": "tags", "label": "标签", "type": "TEXT_ARRAY"},
    {"name": "unit", "label": "单位", "type": "TEXT", "readOnly": True, "defaultValue": "办公室"},
]
FORM = json.dumps({"fields": FIELDS}, ensure_ascii=False)
SHOWN = {"title": "自评", "body1": "请选择", "version": "3", "buttons": BUTTONS}
WITH_FORM = {**SHOWN, "form": FORM, "form_code": "FFFFF", "form_label": "提交"}
GROUP = "cidWorkGroup1=="
IN_GROUP: dict[str, Any] = {
    "openSpaceId": f"dtv1.card//IM_GROUP.{GROUP}",
    "imGroupOpenSpaceModel": {"supportForward": False},
    "imGroupOpenDeliverModel": {"robotCode": "dingsimulator0001"},
}


def content(frame: Any) -> Any:
    data = frame["decoded"]
    assert data["content"] == data["value"]
    return json.loads(data["content"])["cardPrivateData"]


async def test_a_card_shows_what_its_template_makes_of_it(app: Bot, people: Driver) -> None:
    status, told = await app.show("jingban", WITH_FORM)
    assert status == 200
    assert told["result"]["deliverResults"][0]["success"]

    card = await people.card("jingban", "card-1")
    assert [(one["label"], one["form"]) for one in card["taps"]] == [("确认", False), ("退回", False), ("提交", True)]
    assert [one["name"] for one in card["shown"]] == ["body1", "title"]
    assert card["fields"] == FIELDS


async def test_a_tap_comes_back_over_the_stream(app: Bot, people: Driver) -> None:
    link = await app.connect()
    await app.show("jingban", SHOWN)
    assert (await people.tap("jingban", "card-1", "退回"))["code"] == "BBBBB"

    frame = await link.frame()
    data = frame["decoded"]
    assert (data["type"], data["userId"], data["outTrackId"]) == ("actionCallback", "jingban", "card-1")
    assert content(frame) == {"actionIds": ["button"], "params": {"code": "BBBBB", "version": "3"}}
    await people.tap("jingban", (await people.cards("jingban"))[0], "AAAAA")
    assert content(await link.frame())["params"]["code"] == "AAAAA"


async def test_a_form_comes_back_in_the_shapes_of_the_platform(app: Bot, people: Driver) -> None:
    link = await app.connect()
    await app.show("jingban", WITH_FORM)
    filled = {"count": "2", "rule": "b", "many": ["a", "b"], "sure": "true", "tags": "中餐", "unit": "改不了"}
    await people.submit("jingban", "card-1", filled)

    found = content(await link.frame())
    assert found["actionIds"] == ["form"]
    assert found["params"]["code"] == "FFFFF"
    assert found["params"]["form"] == {
        "count": "2",
        "rule": {"index": 1, "value": "b"},
        "many": {"index": [0, 1], "value": ["a", "b"]},
        "sure": True,
        "tags": ["中餐"],
        "unit": "办公室",
    }


@pytest.mark.parametrize(
    ("form", "why"),
    [({}, "必填"), ({"count": "1", "rule": "z"}, "没有选项"), ({"count": "1", "no": "x"}, "没有这些项")],
)
async def test_a_client_does_not_send_a_wrong_form(app: Bot, people: Driver, form: Any, why: str) -> None:
    await app.show("jingban", WITH_FORM)
    with pytest.raises(DriverError, match=why):
        await people.submit("jingban", "card-1", form)


async def test_nobody_taps_what_they_do_not_see(app: Bot, people: Driver) -> None:
    link = await app.connect()
    _, told = await app.show("jingban", SHOWN)
    with pytest.raises(DriverError, match="没有这张卡片"):
        await people.tap("kaohe", "card-1", "确认")
    with pytest.raises(DriverError, match="没有这张卡片"):
        await people.post("tap", person="kaohe", outTrackId="card-1", code="AAAAA")
    with pytest.raises(DriverError, match="没有按钮"):
        await people.tap("jingban", "card-1", "同意")
    with pytest.raises(DriverError, match="no form"):
        await people.submit("jingban", "card-1", {})
    with pytest.raises(DriverError, match="form 应为对象"):
        await people.post("tap", person="jingban", outTrackId="card-1", code="AAAAA", form=[])

    await people.forge("kaohe", "card-1", code="STALE", version="1")
    assert content(await link.frame())["params"] == {"code": "STALE", "version": "1"}
    key = told["result"]["deliverResults"][0]["carrierId"]
    body = {"robotCode": app.settings.robot_code, "processQueryKeys": [key]}
    await app.call("POST", "/v1.0/robot/otoMessages/batchRecall", body)
    with pytest.raises(DriverError):
        await people.tap("jingban", "card-1", "确认")


async def test_without_the_stream_callback_type_a_tap_vanishes(app: Bot, people: Driver) -> None:
    link = await app.connect()
    await app.show("jingban", SHOWN, callbackType=None)
    await people.tap("jingban", "card-1", "确认")
    assert await link.silent()
    assert (await people.counts())["taps without a callback"] == 1


async def test_the_answer_to_a_tap_is_seen_by_the_one_who_tapped(app: Bot, people: Driver) -> None:
    link = await app.connect()
    await app.show("ignored", SHOWN, **IN_GROUP)
    await people.tap("jingban", "card-1", "确认")
    answer = {
        "cardUpdateOptions": {"updateCardDataByKey": True, "updatePrivateDataByKey": True},
        "cardData": {"cardParamMap": {"title": "办好了"}},
        "userPrivateData": {"cardParamMap": {"status": "您已确认"}},
    }
    await link.ack(await link.frame(), {"response": answer})

    async def changed() -> bool:
        return bool((await people.card("jingban", "card-1"))["params"]["title"] == "办好了")

    await until(changed)
    assert (await people.card("jingban", "card-1"))["params"]["status"] == "您已确认"
    assert (await people.card("kaohe", "card-1"))["params"] == SHOWN
    await app.update({"title": "完"}, cardUpdateOptions={"updateCardDataByKey": True})
    assert (await people.card("jingban", "card-1"))["params"]["title"] == "完"


async def test_an_answer_the_platform_would_refuse_changes_nothing(app: Bot, people: Driver) -> None:
    link = await app.connect()
    await app.show("jingban", SHOWN)
    await people.tap("jingban", "card-1", "确认")
    await link.ack(await link.frame(), {"response": {"cardData": {"cardParamMap": {"title": 1}}}})

    async def noted() -> bool:
        return [one["kind"] for one in await people.problems()] == ["answer refused"]

    await until(noted)
    assert (await people.card("jingban", "card-1"))["params"] == SHOWN


async def test_an_update_replaces_everything_unless_told_by_key(app: Bot, people: Driver) -> None:
    await app.show("jingban", SHOWN)
    by_key = {"updateCardDataByKey": True, "updatePrivateDataByKey": True}
    await app.update({"status": "已确认"}, cardUpdateOptions=by_key)
    assert (await people.card("jingban", "card-1"))["params"] == {**SHOWN, "status": "已确认"}

    status, told = await app.update({"status": "完"})
    assert (status, told) == (200, {"success": True, "result": True})
    card = await people.card("jingban", "card-1")
    assert card["params"] == {"status": "完"}
    assert card["version"] == 3


async def test_private_data_is_seen_by_whom_it_names(app: Bot, people: Driver) -> None:
    private = {"kaohe": {"cardParamMap": {"status": "只给您看"}}}
    await app.show("ignored", SHOWN, privateData=private, **IN_GROUP)
    assert (await people.card("kaohe", "card-1"))["params"]["status"] == "只给您看"
    assert "status" not in (await people.card("jingban", "card-1"))["params"]

    more = {"kaohe": {"cardParamMap": {"title": "您的"}}}
    await app.update(None, privateData=more, cardUpdateOptions={"updatePrivateDataByKey": True})
    assert (await people.card("kaohe", "card-1"))["params"]["status"] == "只给您看"
    await app.update(None, privateData=more)
    assert "status" not in (await people.card("kaohe", "card-1"))["params"]


async def test_recipients_limit_who_sees_a_card_in_a_group(app: Bot, people: Driver) -> None:
    model = {"robotCode": app.settings.robot_code, "recipients": ["lingdao"], "atUserIds": {"lingdao": "分管领导甲"}}
    await app.show("ignored", SHOWN, **{**IN_GROUP, "imGroupOpenDeliverModel": model})
    assert len(await people.cards("lingdao")) == 1
    assert await people.cards("jingban") == []


async def test_create_then_deliver_is_two_steps(app: Bot, people: Driver) -> None:
    body = app.card("jingban", SHOWN)
    deliver = {name: body.pop(name) for name in ("openSpaceId", "imRobotOpenDeliverModel")}
    assert await app.call("POST", "/v1.0/card/instances", body) == (200, {"success": True, "result": "card-1"})
    assert await people.cards("jingban") == []

    more = {**deliver, "outTrackId": "card-1", "userIdType": 2, "openSpaceId": "dtv1.card//IM_ROBOT.union-jingban"}
    _, told = await app.call("POST", "/v1.0/card/instances/deliver", more)
    assert told["result"][0]["success"]
    assert len(await people.cards("jingban")) == 1


async def test_a_card_of_unionids_calls_back_with_a_unionid(app: Bot, people: Driver) -> None:
    link = await app.connect()
    await app.show("union-jingban", SHOWN, userIdType=2)
    await people.tap("jingban", "card-1", "确认")
    data = (await link.frame())["decoded"]
    assert (data["userId"], data["userIdType"]) == ("union-jingban", 2)


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"outTrackId": ""}, "param.outTrackIdEmpty"),
        ({"outTrackId": "x" * 101}, "param.invalid"),
        ({"cardTemplateId": ""}, "param.cardTemplateIdEmpty"),
        ({"cardTemplateId": "other.schema"}, "param.templateNotExist"),
        ({"cardData": None}, "param.cardPublicDataEmpty"),
        ({"callbackType": "stream"}, "param.invalid"),
        ({"userIdType": 3}, "param.invalid"),
        ({"cardData": {"cardParamMap": {"title": 1}}}, "invalidParameter"),
        ({"cardData": {"cardParamMap": {"title": None}}}, "invalidParameter"),
        ({"cardData": {"cardParamMap": {"nonsense": "x"}}}, "param.invalid"),
        ({"cardData": {"cardParamMap": {"title": "长" * 342}}}, "param.invalid"),
        ({"cardData": []}, "invalidParameter"),
        ({"openSpaceId": ""}, "param.openSpaceIdEmpty"),
        ({"openSpaceId": "IM_ROBOT.jingban"}, "param.openSpaceIdInvalid"),
        ({"openSpaceId": "dtv1.card//IM_ROBOT"}, "param.openSpaceIdInvalid"),
        ({"openSpaceId": "dtv1.card//ONE_BOX.x"}, "param.openSpaceIdInvalid"),
        ({"openSpaceId": f"dtv1.card//IM_GROUP.{GROUP}"}, "param.spaceDeliverModelEmpty"),
        ({"imRobotOpenDeliverModel": {"robotCode": "x"}}, "param.spaceDeliverModelEmpty"),
        ({"imRobotOpenSpaceModel": None}, "param.spaceDeliverModelEmpty"),
        ({**IN_GROUP, "imGroupOpenSpaceModel": {}}, "param.invalid"),
        ({**IN_GROUP, "imGroupOpenDeliverModel": {"recipients": []}}, "param.openDeliverModelError"),
        ({"privatedata": {}}, "invalidParameter"),
        ({"imRobotOpenSpaceModel": {"supportForward": "no"}}, "invalidParameter"),
        ({"userIdType": True}, "invalidParameter"),
    ],
)
async def test_a_wrong_card_is_refused_and_not_kept(app: Bot, changes: Any, code: str) -> None:
    status, told = await app.show("jingban", SHOWN, **changes)
    assert (status, told["code"]) == (400, code)
    assert (await app.show("jingban", SHOWN))[0] == 200


async def test_the_same_card_is_not_made_twice(app: Bot) -> None:
    await app.show("jingban", SHOWN)
    status, told = await app.show("jingban", SHOWN)
    assert (status, told["code"]) == (400, "param.cardAlreadyExist")


async def test_a_whole_card_has_a_largest_size(app: Bot, people: Driver) -> None:
    await people.faults(card_bytes=100)
    assert (await app.show("jingban", SHOWN))[1]["message"] == "整张卡片太大"


async def test_nobody_and_another_robot_are_told_inside_a_success(app: Bot) -> None:
    spaces = "dtv1.card//IM_ROBOT.jingban;IM_ROBOT.nobody;IM_GROUP.cidNone=="
    models: dict[str, Any] = {
        "imGroupOpenSpaceModel": {"supportForward": True},
        "imGroupOpenDeliverModel": {"robotCode": "other"},
    }
    _, told = await app.show("jingban", SHOWN, openSpaceId=spaces, **models)
    found = [(one["success"], one["errorMsg"]) for one in told["result"]["deliverResults"]]
    assert found == [(True, ""), (False, "spaceId invalid"), (False, "robotCode invalid")]
    models["imGroupOpenDeliverModel"] = {"robotCode": app.settings.robot_code}
    _, told = await app.show("jingban", SHOWN, "card-2", openSpaceId="dtv1.card//IM_GROUP.cidNone==", **models)
    assert told["result"]["deliverResults"][0]["errorMsg"] == "spaceId invalid"


async def test_a_wrong_update_is_refused(app: Bot) -> None:
    await app.show("jingban", SHOWN)
    assert (await app.update({"title": "x"}, "other"))[1]["code"] == "param.cardNotExist"
    assert (await app.update({"title": "x"}, ""))[1]["code"] == "param.outTrackIdEmpty"
    assert (await app.update(None))[1]["code"] == "param.cardDataAndPrivateDataBothEmpty"
    assert (await app.update({"nonsense": "x"}))[1]["code"] == "param.invalid"
    assert (await app.update({"title": 3}))[1]["code"] == "invalidParameter"
