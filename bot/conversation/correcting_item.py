"""更正 of one item or common row: its rules to set otherwise, what it would keep, and why."""

from bot.conversation.correcting import changed, show_draft, unit_said
from bot.conversation.duty import Duty
from bot.conversation.item_draft import Draft, draft_face, with_rule
from bot.conversation.turn import Press, Turn
from bot.errors import Mistaken
from bot.permissions import Deed, require
from bot.understanding.matching import items_in, squeeze
from bot.usecases.correcting import change
from bot.usecases.correction_changes import deductions_now, of_item
from bot.words import correcting as said
from scoring.scheme import Marked, Unit

DRAFT = "correcting"
"""Where the conversation keeps what is set until it is taken over."""


def open_item(turn: Turn, press: Press) -> None:
    """Open an item of a unit with what counts now."""
    typed = press.need("item", said.ASK_ITEM)
    unit = unit_said(turn, typed)
    require(turn.act, Deed.CORRECT, unit.code)
    item = _item_said(turn, unit, typed)
    now = deductions_now(turn.act, unit.code, item.id)
    turn.session[DRAFT] = {"unit": unit.code, "item": item.id, "deductions": now}
    _show(turn, None)


def _item_said(turn: Turn, unit: Unit, typed: str) -> Marked:
    """The common row that is named, else the item of the unit by its number or words."""
    row = next((one for one in turn.scheme.commons if one.label in typed or one.id in typed.upper().split()), None)
    rest = squeeze(typed)
    for name in sorted((unit.code, unit.name, unit.short, *unit.aliases), key=len, reverse=True):
        rest = rest.replace(squeeze(name), "")
    found = items_in(rest, unit.items) if rest and row is None else []
    if row is None and not found:
        raise Mistaken(said.WHICH_ITEM.format(said=typed[:20]))
    return row or found[0]


def _show(turn: Turn, press: Press | None) -> None:
    draft = _draft(turn)
    leave_it = turn.offer(said.LEAVE, "correct.leave")
    finish = turn.offer(said.FINISH, "correct.take", slot="correction")
    face = draft_face(turn, draft, "correct.set", said.ITEM_TITLE, leave_it, finish)
    if press is None:
        turn.show(face, f"correct:{draft['item']}")
    else:
        turn.refresh(press, face, f"correct:{draft['item']}")


def _draft(turn: Turn) -> Draft:
    draft: Draft | None = turn.session.get(DRAFT)
    if draft is None:
        raise Mistaken(said.ADJUSTMENT_OVER)
    return draft


def set_rule(turn: Turn, press: Press) -> None:
    """Set one rule."""
    draft = _draft(turn)
    if press.args["item"] != draft["item"]:
        raise Mistaken(said.ADJUSTMENT_OVER)
    turn.session[DRAFT] = with_rule(turn, press, draft)
    _show(turn, press)


def take(turn: Turn, press: Press) -> None:
    """Take the item into the correction, with the reason."""
    draft = _draft(turn)
    reason = press.need("reason", said.ASK_WHY)
    change(turn.act, of_item(draft["unit"], draft["item"], draft["deductions"], reason))
    turn.session.pop(DRAFT)
    changed(turn, press)


def leave(turn: Turn, press: Press) -> None:
    """Leave the item as it was published."""
    turn.session.pop(DRAFT, None)
    show_draft(turn, press)


CORRECTING_ITEM = Duty(
    name="correcting_item",
    verbs={"correct.item": open_item, "correct.set": set_rule, "correct.take": take, "correct.leave": leave},
    again={
        "correct.item": lambda turn, _: show_draft(turn, None),
        "correct.take": lambda turn, _: show_draft(turn, None),
    },
)
