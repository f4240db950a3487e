"""加分情况 and 9项清单: what a unit has claimed, and how the year's nine works stand."""

from collections.abc import Mapping
from decimal import Decimal

from bot.conversation.asked import answer, is_bound, is_provisional, remark_year, stage_label, unit_asked
from bot.conversation.turn import Turn
from bot.permissions import Deed, Sight, may
from bot.understanding.intents import Heard
from bot.usecases.ledger import names
from bot.usecases.results import sheet_of
from bot.words import asking as said
from cards.bonuses import ClaimLine, ClaimsView, claims_card
from cards.face import Button, Face
from cards.words import moment, signed
from scoring.scheme import Unit
from storage.records import Entry

CLAIMED = frozenset({"bonus.claimed", "bonus.accepted", "bonus.refused"})
LISTED = frozenset({"list.registered"})


def bonus(turn: Turn, heard: Heard) -> None:
    """加分情况: every claim of a unit with its document, what became of it, who and when."""
    remark_year(turn, heard)
    unit = unit_asked(turn, heard)
    if unit is not None:
        answer(turn, unit, Sight.LINES, lambda _, alone: _claims(turn, unit, alone=alone))


def _claims(turn: Turn, unit: Unit, *, alone: bool) -> Face:
    sheet = sheet_of(turn.act, unit.code)
    granted = {ref: line.points for line in sheet.lines if line.part == "bonus" for ref in line.refs}
    refused = {one.ref: one.sentence for one in sheet.refusals}
    claims = turn.act.desk.journal.currents(turn.act.year, unit=unit.code, kinds=CLAIMED)
    lines = tuple(_claim(turn, one, granted.get(one.id), refused.get(one.id, "")) for one in claims)
    view = ClaimsView(
        unit=unit.name,
        year=turn.act.year,
        stage=stage_label(turn),
        provisional=is_provisional(turn),
        lines=lines,
        nothing=said.NO_BONUS.format(unit=unit.name),
        buttons=_claim_button(turn, unit) if alone else (),
    )
    return claims_card(view)


def _claim(turn: Turn, entry: Entry, points: Decimal | None, sentence: str) -> ClaimLine:
    payload: Mapping[str, str] = entry.payload
    state, why = _state(entry, points, sentence)
    return ClaimLine(
        clause=entry.clause or payload["clause"],
        number=entry.event or "",
        kind=" ".join(filter(None, (payload.get("level"), payload.get("subject"), payload.get("trigger")))),
        state=state,
        why=why,
        by=names(turn.act.desk)(entry.actor),
        at=entry.at,
    )


def _state(entry: Entry, points: Decimal | None, sentence: str) -> tuple[str, str]:
    """What became of a claim, and why; one that was granted without points counts next year."""
    if entry.kind == "bonus.claimed":
        return said.CLAIM_WAITS, ""
    if entry.kind == "bonus.refused":
        return said.CLAIM_REFUSED, entry.reason or ""
    if points is not None:
        return said.CLAIM_GRANTED.format(points=signed(points)), entry.reason or ""
    return (said.CLAIM_REFUSED, sentence) if sentence else (said.CLAIM_DEFERRED, "")


def _claim_button(turn: Turn, unit: Unit) -> tuple[Button, ...]:
    may_claim = may(turn.act, Deed.CLAIM, unit.code) and unit.code in turn.person.units
    return (turn.offer(said.CLAIM_NOW, "claim.bonus", unit=unit.code),) if may_claim else ()


def monthly_list(turn: Turn, heard: Heard) -> None:
    """9项清单进度: what 考核办 has registered of the nine works, and how each stands."""
    remark_year(turn, heard)
    if not turn.place.is_private and not is_bound(turn):
        turn.say(said.GROUP_UNBOUND)
        return
    entries = turn.act.desk.journal.currents(turn.act.year, kinds=LISTED)
    if not entries:
        turn.say(said.NO_LIST)
        return
    who = names(turn.act.desk)
    lines = [said.LIST_HEAD.format(count=len(entries)), *(_work(one, who(one.actor)) for one in entries)]
    turn.say("\n".join(lines))


def _work(entry: Entry, who: str) -> str:
    """One of the nine works: what it is, how it stands, who said so and when."""
    title = entry.event or entry.payload.get("title", "")
    state = entry.payload.get("state") or said.LIST_NO_STATE
    return f"· {title}：{state}（{moment(entry.at)} {who}）"
