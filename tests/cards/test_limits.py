"""What the platform would refuse is refused while the card is built, and long text is cut where nothing breaks."""

import pytest

from cards.errors import TooLarge
from cards.face import Button, Face, Field
from cards.limits import blocks, checked_params, checked_track_id, pieces, size
from cards.render import dtmd_markdown, plain_text, template_params


def test_a_key_over_100_bytes_is_refused() -> None:
    with pytest.raises(TooLarge, match="变量名") as refused:
        checked_params({"键" * 34: "x"})
    assert (refused.value.size, refused.value.limit) == (102, 100)
    assert refused.value.sentence == str(refused.value)


def test_a_value_over_1000_bytes_is_refused_by_name() -> None:
    assert checked_params({"body1": "分" * 333}) == {"body1": "分" * 333}
    with pytest.raises(TooLarge, match="body1"):
        checked_params({"body1": "分" * 334})


def test_a_card_over_100_kilobytes_is_refused() -> None:
    with pytest.raises(TooLarge, match="整张卡片"):
        checked_params({f"v{number}": "x" * 1000 for number in range(100)})


def test_a_card_number_over_100_characters_is_refused() -> None:
    assert checked_track_id("kaohe-1") == "kaohe-1"
    with pytest.raises(TooLarge, match="卡片编号"):
        checked_track_id("x" * 101)


def test_a_body_over_four_blocks_must_be_paged_first() -> None:
    with pytest.raises(TooLarge, match="块数"):
        template_params(Face(title="长", body=("分" * 330,) * 5), 1)


def test_a_form_too_large_for_its_variable_is_refused() -> None:
    fields = tuple(Field(name=f"f{number}", label="单位名称") for number in range(20))
    with pytest.raises(TooLarge, match="form"):
        template_params(Face(title="表", fields=fields, buttons=(Button(label="交", code="22222").as_submit(),)), 1)


def test_a_message_over_15000_bytes_is_refused_in_both_message_forms() -> None:
    face = Face(title="长", body=("分" * 1000,) * 6)
    with pytest.raises(TooLarge, match="消息"):
        plain_text(face)
    with pytest.raises(TooLarge, match="消息"):
        dtmd_markdown(face)


def test_lines_stay_whole_while_they_fit() -> None:
    assert blocks(["一" * 200, "二" * 100, "三" * 200]) == [["一" * 200, "二" * 100], ["三" * 200]]
    assert blocks([]) == []


def test_a_long_line_is_cut_after_a_pause() -> None:
    line = "，".join(["台账报送超时"] * 60)
    first, *rest = pieces(line)
    assert first.endswith("，")
    assert "".join([first, *rest]) == line


@pytest.mark.parametrize("joined", ["👨‍👩‍👧", "👍🏽", "é", "❤️"])
def test_what_is_seen_as_one_character_is_never_cut(joined: str) -> None:
    for lead in range(24):
        parts = list(pieces("x" * lead + joined * 100, 100))
        assert "".join(parts) == "x" * lead + joined * 100
        assert all(size(part) <= 100 for part in parts)
        assert all(part.removeprefix("x" * lead).replace(joined, "") == "" for part in parts)


def test_bold_marks_are_never_cut_in_two() -> None:
    parts = list(pieces("x" * 99 + "**重点**" + "y" * 99, 100))
    assert not any(part.endswith("*") and not part.endswith("**") for part in parts)


def test_a_character_of_nothing_but_accents_is_cut_all_the_same() -> None:
    line = "e" + "́" * 2000
    assert "".join(pieces(line)) == line
    assert all(size(piece) <= 1000 for piece in pieces(line))
