"""Every card in every form, as it was agreed; a change of a sentence shows here."""

import json

import pytest
from syrupy.assertion import SnapshotAssertion

from cards.face import Face
from cards.gallery import gallery
from cards.render import dtmd_markdown, lines_of, plain_text, template_params
from cards.template import variables

SHOWN = gallery()
DOCUMENTS = {"年度工作总结"}
"""What is read as a whole before anything is chosen."""
QUESTIONS = ("选事项", "没听懂", "再确认")
cards = pytest.mark.parametrize(("name", "face"), SHOWN, ids=[name for name, _ in SHOWN])


def test_every_card_has_a_name_of_its_own() -> None:
    names = [name for name, _ in SHOWN]
    assert len(names) == len(set(names)) > 40


@cards
def test_the_template_card_is_as_agreed(name: str, face: Face, snapshot: SnapshotAssertion) -> None:
    assert template_params(face, 3) == snapshot


@cards
def test_the_message_with_links_is_as_agreed(name: str, face: Face, snapshot: SnapshotAssertion) -> None:
    assert dtmd_markdown(face) == snapshot


@cards
def test_the_numbered_text_is_as_agreed(name: str, face: Face, snapshot: SnapshotAssertion) -> None:
    assert plain_text(face) == snapshot


@cards
def test_a_card_sends_exactly_the_template_s_variables(name: str, face: Face) -> None:
    params = template_params(face, 1)
    assert set(params) == set(variables())
    assert {type(value) for value in params.values()} == {str}


@cards
def test_a_card_has_at_most_one_main_button_and_one_form(name: str, face: Face) -> None:
    assert sum(1 for button in face.buttons if button.style == "primary") <= 1
    assert sum(1 for button in face.buttons if button.takes_form) <= 1
    assert bool(face.fields) == (face.submit is not None)


@cards
def test_a_card_survives_being_stored(name: str, face: Face) -> None:
    assert Face.model_validate(json.loads(json.dumps(face.model_dump(mode="json")))) == face


@cards
def test_every_form_offers_the_same_buttons(name: str, face: Face) -> None:
    codes = [button.code for button in face.offered]
    params = template_params(face, 1)
    on_card = [one["code"] for one in json.loads(params["buttons"])] + [params["form_code"]]
    links, text = dtmd_markdown(face)[1], plain_text(face)
    assert sorted(code for code in on_card if code) == sorted(code for code in codes if code)
    assert all(f"%20{code})" in links and f"{code}\n" in f"{text}\n" for code in codes)


@cards
def test_a_question_is_read_in_five_lines(name: str, face: Face) -> None:
    assert not name.startswith(QUESTIONS) or len(lines_of(face)) <= 5


def test_there_are_questions_to_read() -> None:
    assert {start for start in QUESTIONS for name, _ in SHOWN if name.startswith(start)} == set(QUESTIONS)


def listed(line: str) -> bool:
    """Whether a line is one row of what the card lists."""
    return line.startswith(("· ", "（"))


@cards
def test_besides_what_it_lists_a_card_says_at_most_five_lines_before_a_choice(name: str, face: Face) -> None:
    lines = lines_of(face)
    rows = [place for place, line in enumerate(lines) if listed(line)]
    around = [place for place in range(len(lines)) if not rows or not rows[0] <= place <= rows[-1]]

    assert not face.offered or name in DOCUMENTS or len(around) <= 5
