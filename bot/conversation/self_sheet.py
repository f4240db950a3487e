"""The whole of 自评 on one card: what the year's papers prove is confirmed group by group, the rest is listed."""

from collections.abc import Sequence
from datetime import date
from decimal import Decimal

from bot.conversation.briefs import brief, duty_at
from bot.conversation.claims_told import claims_told
from bot.conversation.self_summary import summary_line
from bot.conversation.turn import Press, Turn
from bot.usecases.self_assess import declare_clean, require_filling, seqs
from bot.usecases.self_state import Answering, SelfState, answering, not_due_now, self_state
from bot.usecases.stages import Stage
from bot.words import self_assess as said
from cards.face import Button, Face
from cards.notices import NoticeView, notice_card
from cards.self_summary import SelfSummaryView, SummaryGroup, SummaryRow, self_summary_card
from cards.words import CLEAN, day
from scoring.parts import shown
from scoring.scheme import Item, Section
from storage.records import Entry, Person

CLAUSE = "五(二)1"


def present(turn: Turn, press: Press | None, face: Face, about: str) -> None:
    """Show a card about the unit's self-assessment or one item, in place of the one that was tapped if there is one."""
    if press is None:
        turn.show(face, about)
    else:
        turn.refresh(press, face, about)


def overtake(turn: Turn, press: Press, made: Sequence[Entry]) -> None:
    """Colleagues who have one of these items open see who set it to what."""
    anew = ("self.summary", {"unit": press.args["unit"]})
    if len(made) == 1:
        item = turn.scheme.item(made[0].item or "")
        change = (said.ITEM.format(seq=item.seq), _former(turn, made[0], item), value_of(made[0], item))
        turn.overtake(press, (made[0].slot,), change, anew)
    elif made:
        change = (said.ITEMS.format(count=len(made)), said.NOT_SET, CLEAN)
        turn.overtake(press, [one.slot for one in made], change, anew)


def _former(turn: Turn, entry: Entry, item: Item) -> str:
    former = turn.act.desk.journal.get(entry.supersedes) if entry.supersedes else None
    return value_of(former, item) if former and former.kind == entry.kind else said.NOT_SET


def value_of(entry: Entry, item: Item) -> str:
    """What an item was set to, in a word or two."""
    if entry.payload["deductions"]:
        return said.LOSES.format(points=shown(item.points - Decimal(entry.payload["points"])))
    return said.NOT_DUE_WORD if entry.payload.get("not_due") else CLEAN


def _about(unit: str) -> str:
    return f"self:{unit}"


def open_sheet(turn: Turn, press: Press) -> None:
    """Open the whole."""
    show_sheet(turn, press, press.args["unit"])


def invite(turn: Turn, person: Person) -> None:
    """Tell somebody that 自评 is open, how far the year's papers go by themselves, and where it begins."""
    for code in person.units:
        state, unit = self_state(turn.act, code), turn.scheme.unit(code)
        kept_up = said.KEPT_UP.format(unit=unit.short, papers=state.papers, ready=len(state.proposed))
        view = NoticeView(
            title=said.OPENED_TITLE.format(unit=unit.short),
            lines=(said.OPENED, *([kept_up] if state.papers else [])),
            buttons=(turn.offer("开始自评", "self.summary", to=person, unit=code).as_main(),),
            foot=said.OPENED_FOOT,
        )
        turn.show_to(person, notice_card(view), f"self:{code}")


def show_sheet(turn: Turn, press: Press | None, unit: str) -> None:
    """Show all items with what the papers prove, what is missing and whose it is."""
    state, who = require_filling(turn.act, unit), answering(turn.act, unit)
    view = SelfSummaryView(
        unit=turn.scheme.unit(unit).name,
        clause=CLAUSE,
        full=turn.scheme.part("task").points,
        duty=duty_at(turn.act, Stage.SELF),
        groups=tuple(_group(turn, state, who, section) for section in turn.scheme.unit(unit).sections),
        papers=state.papers,
        claims=claims_told(turn, unit),
        summary=summary_line(turn, unit),
        state=_stand(state),
        rest_clean=_rest_button(turn, state, who),
        submit=turn.offer("提交", "self.submit", slot=f"self-submit:{unit}", unit=unit) if state.may_submit else None,
    )
    present(turn, press, self_summary_card(view), _about(unit))


def _stand(state: SelfState) -> str:
    """What is to know of the whole beside what is missing."""
    if state.untouched:
        return said.RETURNED_STATE.format(seqs=seqs(state.untouched))
    return "" if state.is_open else f"{state.status}。"


def _group(turn: Turn, state: SelfState, who: Answering, section: Section) -> SummaryGroup:
    proposed = [item for item in who.own(state, turn.person) if item in state.proposed and item in section.items]
    label = f"{section.name}这 {len(proposed)} 项照此确认"
    ids = [item.id for item in proposed]
    confirm = turn.offer(label, "self.group", unit=state.unit, group=section.name, items=ids) if proposed else None
    return SummaryGroup(
        name=section.name, rows=tuple(_row(turn, state, who, item) for item in section.items), confirm=confirm
    )


def _row(turn: Turn, state: SelfState, who: Answering, item: Item) -> SummaryRow:
    entry, proof = state.entries.get(item.id), state.proofs[item.id]
    label = f"去评第 {item.seq} 项" if state.missing and item is _next(turn, state, who) else f"第 {item.seq} 项"
    button = turn.offer(label, "self.item", unit=state.unit, item=item.id) if state.may_change(item) else None
    return SummaryRow(
        item=brief(item),
        points=entry.payload["points"] if entry else None,
        proof=len(proof.papers),
        lacks=tuple(task.label for task in proof.lacks),
        who="" if entry else "、".join(person.name for person in who.of(item)),
        note=_note(state, item),
        button=button,
    )


def _note(state: SelfState, item: Item) -> str:
    """What is to know of an item: why the head gave it back, else why nothing is deducted."""
    if item in state.untouched:
        return said.RETURNED_NOTE.format(reason=state.returned[item.id])
    entry = state.entries.get(item.id)
    if entry is None:
        return ""
    return said.PENDING_NOTE.format(day=day_of(entry)) if state.is_pending(item) else entry.reason or ""


def day_of(entry: Entry) -> str:
    """The day an item that is not due is expected."""
    return day(date.fromisoformat(entry.payload["expected"]))


def due_again(turn: Turn) -> list[str]:
    """The items once called not due whose day has come, for whoever answers for them, one line each."""
    lines = []
    for entry in not_due_now(turn.act, turn.act.today):
        item = turn.scheme.item(entry.item or "")
        if turn.person in answering(turn.act, entry.unit or "").of(item):
            lines.append(said.DUE_AGAIN.format(seq=item.seq, label=item.label, day=day_of(entry)))
    return lines


def _next(turn: Turn, state: SelfState, who: Answering) -> Item:
    """The item to go to next: the first missing one, the person's own before those of others."""
    return (_left_to(turn, state, who) or list(state.missing))[0]


def _left_to(turn: Turn, state: SelfState, who: Answering) -> list[Item]:
    """The items this person has to do with that nobody has assessed."""
    return [item for item in who.own(state, turn.person) if item in state.missing]


def _rest_button(turn: Turn, state: SelfState, who: Answering) -> Button | None:
    """The one button that says 无扣分 for all that is left to this person."""
    left = _left_to(turn, state, who)
    label, ids = f"其余 {len(left)} 项均无扣分", [item.id for item in left]
    return turn.offer(label, "self.rest", unit=state.unit, items=ids) if left else None


def confirm_group(turn: Turn, press: Press) -> None:
    """Take what is proposed for a group of items, all at once."""
    _declare(turn, press, press.args["items"])


def rest(turn: Turn, press: Press) -> None:
    """无扣分 for all that is left; one reason covers the items whose papers are not whole."""
    unit = press.args["unit"]
    state = require_filling(turn.act, unit)
    bare = [item for item in state.missing if item.id in press.args["items"] and not state.proofs[item.id].is_whole]
    reason = press.need("reason", said.ASK_REASONS.format(seqs=seqs(bare))) if bare else ""
    _declare(turn, press, press.args["items"], reason)


def _declare(turn: Turn, press: Press, items: Sequence[str], reason: str = "") -> None:
    """Set the items that nobody has set meanwhile, and name those that somebody has."""
    unit = press.args["unit"]
    made = declare_clean(turn.act, unit, items, reason)
    overtake(turn, press, made)
    skipped = [turn.scheme.item(one) for one in items if one not in {entry.item for entry in made}]
    if skipped:
        turn.whisper(said.ALREADY_SET.format(seqs=seqs(skipped)))
    show_sheet(turn, press, unit)


def echo_rest(turn: Turn, unit: str) -> None:
    """Say what 其余都没有扣分 would cover, and store nothing before the button is tapped."""
    state, who = require_filling(turn.act, unit), answering(turn.act, unit)
    button, left = _rest_button(turn, state, who), _left_to(turn, state, who)
    if button is None:
        show_sheet(turn, None, unit)
        return
    view = NoticeView(
        title=said.REST_TITLE.format(count=len(left)),
        lines=(said.REST_EFFECT.format(seqs=seqs(left)), said.REST_OTHERS),
        buttons=(button.as_main(), turn.offer("再看看", "self.summary", unit=unit)),
        foot=said.REST_FOOT,
    )
    present(turn, None, notice_card(view), _about(unit))
