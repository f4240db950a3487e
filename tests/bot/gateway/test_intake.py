"""From a frame to an arrival and on to an event: keys, lanes, secrets, marks, and everything that can be missing."""

import json
from typing import Any

import orjson
import pytest

from bot.gateway.dingtalk.frames import CARD, ROBOT, Frame, ack, read_frame
from bot.gateway.dingtalk.intake import Intake
from bot.gateway.dingtalk.messages import form_values, parse
from bot.gateway.events import FETCHED, Fetched, Inbound, Said, SentFile, SentTogether, Strange, Tapped
from storage.records import Arrival, InboxRow
from tests.bot.gateway.conftest import START

WEBHOOK = "https://oapi.dingtalk.com/robot/sendBySession?session=geheim"
SAID: dict[str, Any] = {
    "msgId": "msg1",
    "conversationType": "1",
    "conversationId": "cid1",
    "senderStaffId": "u1",
    "msgtype": "text",
    "text": {"content": " 我的任务 "},
    "sessionWebhook": WEBHOOK,
    "sessionWebhookExpiredTime": 1,
}


def frame(data: Any, topic: str = ROBOT, kind: str = "CALLBACK", **headers: str) -> Frame:
    text = data if isinstance(data, str) else json.dumps(data, ensure_ascii=False)
    return Frame(kind, topic, "m-1", text, {"topic": topic, **headers})


def arrival(data: Any, topic: str = ROBOT, kind: str = "CALLBACK", **headers: str) -> Arrival:
    return Intake("ding1", lambda: START).arrival(frame(data, topic, kind, **headers))


def event(data: Any, topic: str = ROBOT) -> Inbound:
    return parse(InboxRow(**dict(arrival(data, topic)), id=1))


def tap(**params: Any) -> dict[str, Any]:
    content = json.dumps({"cardPrivateData": {"actionIds": ["button"], "params": params}})
    return {"outTrackId": "card1", "userId": "u1", "content": content}


def test_a_message_is_keyed_by_application_and_message_and_joins_its_senders_lane() -> None:
    kept = arrival(SAID)

    assert (kept.key, kept.lane, kept.topic) == ("msg:ding1:msg1", "u1", ROBOT)


def test_the_webhook_is_never_kept() -> None:
    assert b"geheim" not in arrival(SAID).body
    assert b"session=geheim" not in arrival(json.dumps(SAID)[:-1]).body


def test_a_redelivery_has_the_same_key() -> None:
    first, again = frame(SAID), Frame("CALLBACK", ROBOT, "m-2", json.dumps(SAID))
    intake = Intake("ding1", lambda: START)

    assert intake.arrival(first).key == intake.arrival(again).key


def test_the_same_tap_on_the_same_state_is_the_same_message() -> None:
    assert arrival(tap(code="7K2FM", version="2"), CARD).key == "tap:ding1:card1:u1:7K2FM:2"
    assert arrival(tap(code="7K2FM", version="3"), CARD).key != arrival(tap(code="7K2FM", version="2"), CARD).key
    assert arrival({"userId": "u1"}, CARD).key == "tap:ding1:m-1"


def test_an_event_is_keyed_by_corporation_and_event() -> None:
    kept = arrival({"userId": ["u1"]}, "*", "EVENT", eventId="e1", eventCorpId="corp")

    assert (kept.key, kept.lane, kept.topic) == ("event:corp:e1", "", "event")


@pytest.mark.parametrize(
    "data",
    [
        {**SAID, "text": {"content": "附上【机密】材料"}},
        {**SAID, "text": {"content": "好的", "repliedMsg": {"content": {"text": "机密★1年"}}}},
        {**SAID, "msgtype": "audio", "content": {"recognition": "秘密★长期"}},
        {**SAID, "msgtype": "file", "content": {"fileName": "机密★5年.docx", "downloadCode": "x"}},
        {
            **SAID,
            "msgtype": "richText",
            "content": {"richText": [{"text": "机密"}, {"text": "★1年"}, {"text": "【秘密】"}]},
        },
    ],
)
def test_of_a_message_with_a_classification_mark_only_key_sender_and_time_are_kept(data: dict[str, Any]) -> None:
    kept = arrival(data)

    assert kept.body == b""
    assert kept.refused is not None
    assert (kept.key, kept.lane, kept.received_at) == ("msg:ding1:msg1", "u1", START)


def test_a_form_with_a_classification_mark_is_refused_too() -> None:
    assert arrival(tap(code="7K2FM", form={"reason": "见机密★3年"}), CARD).body == b""
    escaped = json.dumps(tap(code="7K2FM", form={"reason": "【机密】"}), ensure_ascii=True)
    assert arrival(escaped, CARD).refused


def test_the_mere_word_is_no_mark() -> None:
    assert arrival({**SAID, "text": {"content": "保守国家秘密，人人有责"}}).refused is None


@pytest.mark.parametrize(
    "data",
    ["not json", "[]", "null", "{}", '{"msgId": null, "senderStaffId": null, "text": null}', "{" * 3000, '"\\ud83d"'],
)
def test_whatever_comes_is_kept_and_strange_at_worst(data: str) -> None:
    kept = arrival(data)

    assert kept.key == "msg:ding1:m-1"
    assert isinstance(parse(InboxRow(**dict(kept), id=1)), Strange)


def test_a_message_nested_beyond_measure_is_kept_as_it_came() -> None:
    assert arrival('{"a":' * 300 + "1" + "}" * 300).body.startswith(b'{"a":')


def test_half_an_emoji_and_zero_bytes_do_no_harm() -> None:
    said = json.dumps({**SAID, "senderStaffId": "u\0"}).replace(" \\u6211", " \\ud83d\\u6211")
    kept = arrival(said)

    assert kept.lane == "u"
    assert event(said) == Said("u", "?我的任务")


def test_a_frame_is_read_tolerantly() -> None:
    assert read_frame("not json") is None
    assert read_frame("[1]") is None
    assert read_frame('{"data": {"a": 1}, "headers": null}') == Frame("", "", "", '{"a":1}')
    assert read_frame('{"type": "CALLBACK"}') == Frame("CALLBACK", "", "", "{}")


@pytest.mark.parametrize(
    ("kind", "topic", "data"),
    [
        ("CALLBACK", ROBOT, '{"response":null}'),
        ("CALLBACK", CARD, '{"response":{}}'),
        ("EVENT", "*", '{"status":"SUCCESS"}'),
    ],
)
def test_acks_are_constant(kind: str, topic: str, data: str) -> None:
    told = orjson.loads(ack(frame({"anything": 1}, topic, kind)))

    assert told["data"] == data
    assert told["headers"] == {"messageId": "m-1", "contentType": "application/json"}
    assert (told["code"], told["message"]) == (200, "OK")


def test_words_arrive_trimmed_with_their_group() -> None:
    assert event(SAID) == Said("u1", "我的任务")
    group = {**SAID, "conversationType": "2", "conversationTitle": "考核群"}
    assert event(group) == Said("u1", "我的任务", "cid1", "考核群")
    assert event({**SAID, "msgtype": "audio", "content": {"recognition": "进度"}, "text": None}) == Said("u1", "进度")


def test_files_and_pictures_arrive_with_their_codes() -> None:
    def sent(kind: str, **content: Any) -> Inbound:
        return event({**SAID, "msgtype": kind, "text": None, "content": content})

    assert sent("file", downloadCode="c", fileName="总结.docx") == SentFile("u1", "c", "总结.docx", "file")
    assert sent("picture", downloadCode="c") == SentFile("u1", "c", "图片.jpg", "picture")
    assert sent("video", downloadCode="c") == SentFile("u1", "c", "视频.mp4", "video")


def test_pictures_with_words_arrive_together() -> None:
    pieces = [{"text": "看图"}, {"downloadCode": "c"}, {"type": "picture", "downloadCode": "d"}]
    told = event({**SAID, "msgtype": "richText", "text": None, "content": {"richText": pieces}})

    pictures = tuple(SentFile("u1", code, "图片.jpg", "picture") for code in "cd")
    assert told == SentTogether("u1", pictures, "看图")


@pytest.mark.parametrize(
    ("changes", "word"),
    [
        ({"msgtype": "file", "content": {}}, "重新发送"),
        ({"msgtype": "file", "content": None}, "重新发送"),
        ({"msgtype": "file", "conversationType": "2", "content": {"downloadCode": "c"}}, "私聊"),
        ({"msgtype": "unknownMsgType"}, "读不了"),
        ({"msgtype": None}, "读不了"),
        ({"errorCode": "20001", "text": None}, "额度"),
    ],
)
def test_what_cannot_be_used_gets_a_sentence(changes: dict[str, Any], word: str) -> None:
    told = event({**SAID, **changes})

    assert isinstance(told, Strange)
    assert told.userid == "u1"
    assert word in told.reason


def test_without_a_sender_there_is_nobody_to_tell() -> None:
    assert event({**SAID, "senderStaffId": None}) == Strange("", "sender without staff id")


def test_a_tap_brings_code_version_and_what_was_filled_in() -> None:
    form = {
        "count": 3,
        "clause": {"index": 0, "value": "甲"},
        "many": {"value": ["甲", "乙"]},
        "on": True,
        "none": None,
    }
    told = event(tap(code="7K2FM", version="2", form=form), CARD)

    assert told == Tapped("u1", "card1", "7K2FM", 2, {"count": "3", "clause": "甲", "many": "甲、乙", "on": "true"})
    outside = {**tap(), "content": json.dumps({"params": {"code": "7K2FM"}})}
    assert event(outside, CARD) == Tapped("u1", "card1", "7K2FM", None)


def test_a_tap_with_missing_or_monstrous_parts_is_survived() -> None:
    assert isinstance(event({"userId": "u1", "outTrackId": "card1", "content": None}, CARD), Strange)
    assert event(tap(code="7K2FM", version="9" * 5000), CARD) == Tapped("u1", "card1", "7K2FM", None)
    assert form_values("no json") == {}
    assert form_values('{"a": "b"}') == {"a": "b"}
    assert form_values([1]) == {}


def test_our_own_events_come_back_as_what_they_are() -> None:
    body = orjson.dumps({"sha256": "aa", "name": "总结.docx", "problem": ""})
    row = InboxRow(key="fetched:1", lane="u1", topic=FETCHED, body=body, received_at=START, id=1)

    assert parse(row) == Fetched("u1", "aa", "总结.docx")
    assert parse(InboxRow(**{**dict(row), "topic": "event"})) == Strange("", "event event")
