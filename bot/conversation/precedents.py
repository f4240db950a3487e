"""视情先例尺: earlier decisions under the same clause beside the question; a difference is asked about once, softly."""

from collections.abc import Iterable
from decimal import Decimal
from typing import Any

from bot.conversation.duty import Duty
from bot.conversation.turn import Press, Turn
from bot.usecases.act import Act
from bot.usecases.common import submit_slot
from bot.usecases.precedents import (
    SHOWN,
    difference,
    follow_precedent,
    keep_difference,
    precedents,
    raise_difference,
)
from bot.words import precedents as said
from cards.notices import NoticeView, notice_card
from cards.plain import clip
from cards.words import day_of
from scoring.parts import shown
from scoring.scheme import CommonItem

EVENT_CHARS = 40


def told_before(turn: Turn, rule: str, unit: str) -> str:
    """The earlier decisions under a rule, three at most, names hidden; empty when there are none."""
    lines = _lines(turn.act, rule, unit)
    return said.BEFORE.format(lines="\n".join(f"· {line}" for line in lines)) if lines else ""


def card_lines(act: Act, rule: str, unit: str) -> tuple[str, ...]:
    """The same as one line of a card."""
    lines = _lines(act, rule, unit)
    return (said.BEFORE_CARD.format(lines="；".join(lines)),) if lines else ()


def _lines(act: Act, rule: str, unit: str) -> list[str]:
    return [
        said.LINE.format(amount=shown(one.amount), event=clip(one.event, EVENT_CHARS), when=day_of(one.day))
        for one in precedents(act, rule, unit)[:SHOWN]
    ]


def ask_if_different(turn: Turn, row: CommonItem, unit: str, deductions: Iterable[dict[str, Any]]) -> None:
    """Show one soft question when an equal case was scored otherwise; what was entered stands meanwhile."""
    for made in deductions:
        earlier = difference(turn.act, unit, made)
        if earlier is None:
            continue
        raise_difference(turn.act, unit, made, earlier)
        about = {"row": row.id, "unit": unit, "rule": made["rule"], "amount": made["amount"]}
        about["earlier"] = str(earlier.amount)
        slot, now, before = f"common:{row.id}:{unit}", shown(Decimal(str(made["amount"]))), shown(earlier.amount)
        view = NoticeView(
            title=said.TITLE,
            lines=(
                said.EARLIER.format(event=earlier.event, amount=before, when=day_of(earlier.day)),
                said.NOW.format(event=made.get("event") or "", unit=turn.scheme.unit(unit).short, amount=now),
                said.ASK,
            ),
            buttons=(
                turn.offer(said.KEEP.format(amount=now), "difference.keep", slot=slot, **about),
                turn.offer(said.CHANGE.format(amount=before), "difference.follow", slot=slot, **about),
            ),
        )
        turn.show(notice_card(view), _subject(unit, made["rule"]))


def _subject(unit: str, rule: str) -> str:
    return f"difference:{unit}:{rule}"


def keep(turn: Turn, press: Press) -> None:
    """保持: the difference is meant."""
    told = press.args
    keep_difference(turn.act, told["unit"], told["rule"], told["amount"], told["earlier"])
    amount = said.POINTS.format(amount=shown(Decimal(told["amount"])))
    turn.settle(_subject(told["unit"], told["rule"]), f"{said.KEPT} {amount}")


def follow(turn: Turn, press: Press) -> None:
    """改为: the amount decided before."""
    told, row = press.args, turn.scheme.common(press.args["row"])
    entry = follow_precedent(turn.act, row, told["unit"], told["rule"], told["earlier"])
    old, new = (said.POINTS.format(amount=shown(Decimal(told[name]))) for name in ("amount", "earlier"))
    turn.settle(_subject(told["unit"], told["rule"]), said.CHANGED, old, new)
    change = (turn.scheme.unit(told["unit"]).short, old, new)
    turn.overtake(press, (entry.slot, submit_slot(turn.act, row)), change, ("common.row", {"row": row.id}))


PRECEDENTS = Duty(name="precedents", verbs={"difference.keep": keep, "difference.follow": follow})
