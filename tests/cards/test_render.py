"""One face, three forms: what a person can tap, follow or type means the same in each."""

import json
from urllib.parse import unquote

from cards.face import Button, Face, Field, done
from cards.render import dtmd_markdown, plain_text, template_params

ACCEPT = Button(label="核准", code="7K2FM").as_main()
ADJUST = Button(label="调 整", code="8ABCD").as_submit()
UNBOUND = Button(label="还不能点")
REASON = Field(name="reason", label="理由", placeholder="如：缺两次记录")
FACE = Face(title="核准", body=("**事项** 第1项",), buttons=(ACCEPT, UNBOUND, ADJUST), fields=(REASON,), foot="会留痕")


def test_the_submit_button_stands_on_the_form_and_the_others_in_the_loop() -> None:
    params = template_params(FACE, 12)
    assert json.loads(params["buttons"]) == [{"label": "核准", "code": "7K2FM", "style": "primary"}]
    assert (params["form_code"], params["form_label"], params["version"]) == ("8ABCD", "调 整", "12")
    (field,) = json.loads(params["form"])["fields"]
    assert field == {
        "name": "reason", "label": "理由", "type": "TEXT", "required": True, "placeholder": "如：缺两次记录",
    }  # fmt: skip
    assert params["body1"] == "**事项** 第1项<br>会留痕"


def test_a_field_may_have_a_default_and_options() -> None:
    level = Field(name="level", label="级别", kind="SELECT", default="市委", options=("市委", "市政府"), required=False)
    params = template_params(FACE.model_copy(update={"fields": (level,)}), 1)
    (field,) = json.loads(params["form"])["fields"]
    assert field["defaultValue"] == "市委"
    assert field["options"] == [{"value": "市委", "text": "市委"}, {"value": "市政府", "text": "市政府"}]


def test_fields_without_a_button_to_send_them_are_not_shown() -> None:
    face = FACE.model_copy(update={"buttons": (ACCEPT,)})
    params = template_params(face, 1)
    assert (params["form"], params["form_code"], params["form_label"]) == ('{"fields":[]}', "", "")
    assert "理由" not in plain_text(face)


def test_an_ended_card_blanks_every_button_and_keeps_what_it_said() -> None:
    ended = done(FACE, "✔ 考核办甲 12月27日 15:05 核准 6→5")
    params = template_params(ended, 2)
    assert (params["buttons"], params["form_code"], params["body1"]) == ("[]", "", "**事项** 第1项")
    assert params["status"] == "✔ 考核办甲 12月27日 15:05 核准 6→5"
    assert "回复" not in plain_text(ended)
    assert "dtmd" not in dtmd_markdown(ended)[1]
    assert all("✔ 考核办甲" in text for text in (plain_text(ended), dtmd_markdown(ended)[1]))


def test_a_link_sends_the_label_as_one_word_and_the_code() -> None:
    title, text = dtmd_markdown(FACE)
    assert title == "核准"
    assert "[核准](dtmd://dingtalkclient/sendMessage?content=%E6%A0%B8%E5%87%86%207K2FM)" in text
    assert "content=" + "%E8%B0%83%E6%95%B4%208ABCD" in text
    assert unquote("%E8%B0%83%E6%95%B4%208ABCD") == "调整 8ABCD"


def test_text_numbers_only_what_can_be_used_and_says_what_will_be_asked() -> None:
    assert plain_text(FACE).splitlines() == [
        "【核准】",
        "事项 第1项",
        "会留痕",
        "回复数字，或回复“核准 7K2FM”：",
        "1. 核准 7K2FM",
        "2. 调 整 8ABCD",
        "选“调 整”后，我会接着问您：理由。",
        "有意见请回复“提意见”。",
    ]


def test_a_submit_button_without_fields_promises_no_question() -> None:
    assert "接着问" not in plain_text(FACE.model_copy(update={"fields": ()}))


def test_a_button_can_be_marked_as_hard_to_take_back() -> None:
    params = template_params(Face(title="否决", buttons=(Button(label="确认", code="22222").as_danger(),)), 1)
    assert '"style":"danger"' in params["buttons"]
