"""交3.2的材料, 这是第3项的, a report of work done, a link: handing in by words, before or after the files."""

import re
from dataclasses import replace

from bot.conversation.amending import AMENDMENT, add_days, more_by_words
from bot.conversation.gathering import REPORT, gather_words
from bot.conversation.papers import Papers, begin, keep_closed, keep_open, opened, waiting
from bot.conversation.placing import ask_again, place_by_words, place_when_whole
from bot.conversation.receipts import example
from bot.conversation.turn import Turn
from bot.errors import Mistaken
from bot.permissions import Deed, may, require
from bot.understanding.intents import Heard, Intent
from bot.understanding.matching import NUMBER
from bot.usecases.evidence import Paper
from bot.usecases.paper_dates import dates_in
from bot.words import evidence as said
from cards.words import GROUP_FILES

WISH = re.compile(r"^\s*(?:我|现在|请|来|想|要|帮我|先)*(?:交|上交|提交|上传|报送|递交|补交|补传)(?!了|过|完)")
"""How a wish to hand in begins, as against the report itself."""
NOT_A_PLACE = re.compile(r"[不没未别?？吗呢分扣谁]|怎么|什么|啥|多少")
"""What makes a sentence a question or a denial, so that it places nothing."""


def hand_in(turn: Turn, heard: Heard) -> None:
    """Words about papers: they are the paper, they name where papers go, or they announce them."""
    if not turn.place.is_private:
        raise Mistaken(GROUP_FILES)
    require(turn.act, Deed.HAND_IN)
    _refuse_other_unit(turn, heard)
    papers = waiting(turn)
    is_asked = papers is not None and opened(turn) is None and heard.slots.item is not None
    if Paper(text=heard.text).is_link or not (is_asked or _says_where(turn, heard)):
        gather_words(turn, heard.text)
    elif papers is None:
        _announce(turn, heard)
    elif heard.slots.item is None or not (is_asked or _is_numbered(turn, heard)):
        _note(turn, papers, heard)
    else:
        _place(turn, papers, heard)


def listen(turn: Turn, heard: Heard) -> bool:
    """补充 adds to a paper. While papers wait, numbers place them and words that nobody is sure of are their note."""
    if AMENDMENT.match(heard.text) and may(turn.act, Deed.HAND_IN):
        more_by_words(turn, heard)
        return True
    if place_by_words(turn, heard.text):
        return True
    meant = next((one for one in heard.choices if one.intent is Intent.HAND_IN), None)
    if meant is not None and not heard.sure and waiting(turn) is not None and not NOT_A_PLACE.search(heard.text):
        hand_in(turn, replace(heard, intent=meant.intent, slots=meant.slots))
        return True
    papers = opened(turn)
    if heard.sure or papers is None or (papers.is_empty and not papers.onto):
        return False
    gather_words(turn, heard.text)
    return True


def _refuse_other_unit(turn: Turn, heard: Heard) -> None:
    named = heard.slots.unit
    home = turn.scheme.unit_of_item(heard.slots.item).code if heard.slots.item else None
    for code in (named, home):
        if code is not None and code not in turn.person.units and _says_where(turn, heard):
            raise Mistaken(said.OTHER_UNIT.format(unit=turn.scheme.unit(code).name, example=example(turn)))


def _says_where(turn: Turn, heard: Heard) -> bool:
    """Whether an item or unit is named as the place of papers, not merely mentioned in a report."""
    return len(heard.text) < REPORT or bool(WISH.match(heard.text)) or _is_numbered(turn, heard)


def _is_numbered(turn: Turn, heard: Heard) -> bool:
    """Whether the item is named by a number like 3.2."""
    item = heard.slots.item
    numbers = {int(seq) for seq, place in NUMBER.findall(heard.text) if place}
    return item is not None and turn.scheme.item(item).seq in numbers


def _announce(turn: Turn, heard: Heard) -> None:
    """Nothing has come yet: the files that follow go where the words say."""
    slots = heard.slots
    if slots.item is None:
        if not add_days(turn, heard.text):
            turn.say(said.HOW)
        return
    item = turn.scheme.item(slots.item)
    task = slots.task or (item.tasks[0].id if len(item.tasks) == 1 else "")
    keep_open(turn, begin(turn, wanted=(task,) if task else (), item=item.id))
    turn.say(said.SEND_NOW.format(task=turn.scheme.task(task).label if task else item.label))


def _note(turn: Turn, papers: Papers, heard: Heard) -> None:
    if opened(turn) is None:
        ask_again(turn, papers)
    else:
        gather_words(turn, heard.text)


def _place(turn: Turn, papers: Papers, heard: Heard) -> None:
    """The papers that wait go to what the words name; days that were said go along."""
    is_note = len(heard.text) >= REPORT and not WISH.match(heard.text)
    if is_note or dates_in(heard.text, turn.act.year, turn.act.today):
        papers = papers.model_copy(update={"text": "\n".join(part for part in (papers.text, heard.text) if part)})
    item = turn.scheme.item(heard.slots.item or "")
    task = heard.slots.task or (item.tasks[0].id if len(item.tasks) == 1 else "")
    if task:
        place_when_whole(turn, papers, (task,))
    else:
        keep_closed(turn, papers)
        ask_again(turn, papers, [(item, one) for one in item.tasks])
