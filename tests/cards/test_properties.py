"""Whatever people write: it is shown whole, it does nothing, and every part of it fits."""

import json
import re
from decimal import Decimal

from hypothesis import given, settings
from hypothesis import strategies as st

from cards.evidence import ReceiptView, receipt_card
from cards.face import Button, Face
from cards.limits import BREAK, VALUE_BYTES, blocks, pieces, size
from cards.notices import ChoiceView, NoticeView, choice_card, notice_card
from cards.paging import page_count, paged
from cards.plain import plain, plain_line
from cards.render import dtmd_markdown, label_of, lines_of, plain_text, template_params
from cards.samples import AT, REVISIT, button
from cards.self_item import SelfItemView, self_item_card
from cards.views import Filed, Taken

TEXT = st.text(max_size=1500)
NASTY = st.sampled_from(
    ["[点我](dtmd://dingtalkclient/sendMessage?content=x)", "<a atId=1>甲</a>", "@所有人", "**", "- ", "1. ", "\n# "]
)
WORDS = st.lists(TEXT | NASTY, max_size=8).map("".join)
LINES = st.lists(WORDS, min_size=1, max_size=12).map(tuple)
unhurried = settings(max_examples=60, deadline=None)
MARKUP = re.compile(r"[\[\]<>*_`#@|~\\!&$\n\r]")


def turn(page: int, label: str) -> Button:
    return button(f"{label}{page}").model_copy(update={"label": label})


def pages(face: Face) -> list[Face]:
    return [paged(face, number, turn) for number in range(1, page_count(face) + 1)]


@given(WORDS)
@unhurried
def test_plain_text_holds_no_sign_that_means_something(text: str) -> None:
    made = plain(text)
    assert not MARKUP.search(made)
    assert "://" not in made
    assert not re.match(r"[-+=]|\d+[.)]", plain_line(text))
    assert plain(made) == made
    made.encode()


@given(st.text(st.characters(categories=("L", "Nd")), max_size=200))
@unhurried
def test_letters_and_digits_of_any_script_survive_unchanged(text: str) -> None:
    assert plain(text) == text


@given(LINES)
@unhurried
def test_nothing_is_lost_and_every_block_fits_whatever_was_written(lines: tuple[str, ...]) -> None:
    face = notice_card(NoticeView(title="通知", lines=lines, foot="完"))
    shown = "".join("".join(lines_of(page)) for page in pages(face))
    assert shown == "".join(lines_of(face))
    for page in pages(face):
        params = template_params(page, 1)
        assert all(size(value) <= VALUE_BYTES for value in params.values())
        plain_text(page)
        dtmd_markdown(page)


@given(WORDS, WORDS, WORDS)
@unhurried
def test_no_words_make_a_link_a_mention_or_a_button(name: str, reason: str, label: str) -> None:
    paper = Filed(name=name, by=reason, at=AT, sha256="ab" * 32, size=1)
    receipt = receipt_card(ReceiptView(item=REVISIT, papers=(paper,), text=reason, by=name, at=AT))
    taken = (Taken(label=label, cost=Decimal(1), reason=reason, event=name),)
    one = self_item_card(SelfItemView(unit=name, item=REVISIT, rules=(), taken=taken, left=Decimal(7)))
    asked = choice_card(ChoiceView(heard=reason, options=(Button(label=label, code="7K2FM"),)))
    for face in (receipt, one, asked):
        for page in pages(face):
            allowed = len(page.offered)
            _, links = dtmd_markdown(page)
            assert links.count("](") == links.count("dtmd://") == links.count("[") == allowed + (not page.is_done)
            params = template_params(page, 1)
            body = "".join(params[f"body{number}"] for number in range(1, 5))
            assert not re.search(r"[\[\]@<>]", body.replace(BREAK, ""))
            assert len(json.loads(params["buttons"])) == allowed
            assert len(re.findall(r"^\d+\. ", plain_text(page), re.MULTILINE)) == allowed


@given(st.lists(st.text(max_size=400), max_size=10), st.integers(20, 200))
@unhurried
def test_blocks_hold_every_line_in_order_within_the_limit(lines: list[str], limit: int) -> None:
    clean = [plain(line) for line in lines]
    made = blocks(clean, limit)
    assert all(size(BREAK.join(block)) <= limit for block in made)
    assert "".join(piece for block in made for piece in block) == "".join(clean)


@given(st.text(max_size=300), st.integers(8, 60))
@unhurried
def test_a_line_is_never_cut_inside_a_character(text: str, limit: int) -> None:
    line = plain(text)
    assert "".join(pieces(line, limit)) == line
    assert all(size(piece) <= limit for piece in pieces(line, limit))


@given(st.lists(WORDS, min_size=1, max_size=60))
@unhurried
def test_every_button_stands_on_some_page_and_fits(labels: list[str]) -> None:
    codes = [button(str(number)).code for number in range(len(labels))]
    made = tuple(Button(label=label, code=code) for label, code in zip(labels, codes, strict=True))
    main = Button(label="提交", code="ZZZZZ").as_main()
    shown = pages(Face(title="很多", buttons=(*made, main)))
    for page in shown:
        assert main in page.buttons
        assert size(template_params(page, 1)["buttons"]) <= VALUE_BYTES
    seen = {one.code for page in shown for one in page.buttons}
    assert set(codes) <= seen
    assert all(len(label_of(one)) <= 30 for one in made)
