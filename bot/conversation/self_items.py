"""One item of 自评: its rules as buttons, what proves it, 无扣分; nobody's value is overwritten unseen."""

from datetime import date, datetime, time
from typing import Any

from bot.clock import SHANGHAI
from bot.conversation.briefs import brief, duty_at, name_of, proof_of, taken
from bot.conversation.days import day_said
from bot.conversation.rule_setting import asked_for, count_of, is_counted, of_rule
from bot.conversation.self_sheet import day_of, overtake, present, show_sheet, value_of
from bot.conversation.turn import Press, Turn
from bot.usecases.points import set_deduction
from bot.usecases.rulings import rulings_on
from bot.usecases.self_assess import declare, declare_not_due, require_filling
from bot.usecases.self_state import SelfState, answering, self_state
from bot.usecases.stages import Stage
from bot.words import self_assess as said
from cards.face import Button
from cards.self_item import RuleView, SelfItemView, self_item_card, self_rule_card
from cards.views import RuleOption
from cards.words import moment, rule_label
from scoring.scheme import Item

ASKED_AT = time(9)


def slot_of(unit: str, item: str) -> str:
    """Where the journal keeps what a unit says of an item."""
    return f"self:{unit}:{item}"


def open_item(turn: Turn, press: Press) -> None:
    """Open one item."""
    show_item(turn, press, press.args["unit"], turn.scheme.item(press.args["item"]))


def show_item(turn: Turn, press: Press | None, unit: str, item: Item) -> None:
    """Show one item as it stands, with what may be set."""
    state = require_filling(turn.act, unit)
    entry, proof = state.entries.get(item.id), state.proofs[item.id]
    after = _following(turn, state, item)
    view = SelfItemView(
        unit=turn.scheme.unit(unit).name,
        item=brief(item),
        duty=duty_at(turn.act, Stage.SELF),
        place=f"{state.items.index(item) + 1}/{len(state.items)}",
        rules=_rules(turn, state, item),
        rulings=rulings_on(turn.act, item.id),
        decided=entry is not None,
        taken=taken(state.deductions(item.id), turn.scheme),
        left=entry.payload["points"] if entry else item.points,
        proof=proof_of(turn.act, proof.papers),
        lacks=tuple(task.label for task in proof.lacks),
        said=_explained(turn, state, item),
        clean=_clean(turn, state, item),
        not_due=_not_due(turn, state, item),
        onward=turn.offer("下一项", "self.item", unit=unit, item=after.id) if after else None,
        summary=turn.offer("看汇总", "self.summary", unit=unit),
    )
    present(turn, press, self_item_card(view), slot_of(unit, item.id))


def _explained(turn: Turn, state: SelfState, item: Item) -> str:
    """Why it stands as it does: the reason given, or until when it is not due."""
    entry = state.entries.get(item.id)
    if entry is None or not state.is_pending(item):
        return (entry.reason or "") if entry else ""
    asked = said.DUE_NOW if entry.payload["expected"] <= turn.act.today.isoformat() else said.PENDING
    return asked.format(day=day_of(entry))


def _not_due(turn: Turn, state: SelfState, item: Item) -> Button | None:
    if not state.may_change(item) or state.proofs[item.id].is_whole:
        return None
    return turn.offer("未到期", "self.not_due", slot=slot_of(state.unit, item.id), **_where(turn, state, item))


def not_due(turn: Turn, press: Press) -> None:
    """未到期: asks when it will be done; full points for now, asked for again on that day."""
    unit, item = press.args["unit"], turn.scheme.item(press.args["item"])
    expected = day_said(press.need("expected", said.ASK_EXPECTED.format(seq=item.seq)))
    entry = declare_not_due(turn.act, unit, item.id, expected, seen=press.args.get("seen"))
    overtake(turn, press, [entry])
    turn.whisper(said.NOT_DUE.format(seq=item.seq, day=day_of(entry)))
    turn.later(morning(expected), slot_of(unit, item.id), "self.due", unit=unit, item=item.id)
    _onward(turn, press, unit, item)


def morning(day: date) -> datetime:
    """When people are asked on a day."""
    return datetime.combine(day, ASKED_AT, SHANGHAI)


def due(turn: Turn, press: Press) -> None:
    """The day has come for an item that was not due: whoever answers for it is asked again, if it still is open."""
    unit, item = press.args["unit"], turn.scheme.item(press.args["item"])
    state = self_state(turn.act, unit)
    if not state.is_pending(item):
        return
    told = said.DUE_AGAIN.format(seq=item.seq, label=item.label, day=day_of(state.entries[item.id]))
    for person in answering(turn.act, unit).of(item):
        turn.tell(person, told)


def _following(turn: Turn, state: SelfState, item: Item) -> Item | None:
    """The next item after this one that nobody has assessed, the person's own before those of others."""
    here = state.items.index(item)
    missing = [one for one in (*state.items[here + 1 :], *state.items[:here]) if one in state.missing]
    own = [one for one in missing if one in answering(turn.act, state.unit).own(state, turn.person)]
    return next(iter([*own, *missing]), None)


def _where(turn: Turn, state: SelfState, item: Item) -> dict[str, Any]:
    """What a button that sets this item is bound to, with the version of the item it was offered for."""
    entry = state.entries.get(item.id)
    return {"unit": state.unit, "item": item.id, "seen": entry.version if entry else 0}


def _rules(turn: Turn, state: SelfState, item: Item) -> tuple[RuleOption, ...]:
    """The rules of an item; a tap on one that is not counted sets or clears it, so it is bound to the present."""
    where, options = _where(turn, state, item), []
    for rule in item.rules:
        slot = None if is_counted(rule) else slot_of(state.unit, item.id)
        button = turn.offer(rule_label(rule, item), "self.rule", slot=slot, rule=rule.id, **where)
        options.append(RuleOption.of(rule, item, button if state.may_change(item) else None))
    return tuple(options)


def _clean(turn: Turn, state: SelfState, item: Item) -> Button | None:
    if not state.may_change(item):
        return None
    label = "无扣分" if state.proofs[item.id].is_whole else "无扣分（说明理由）"
    return turn.offer(label, "self.clean", slot=slot_of(state.unit, item.id), **_where(turn, state, item))


def clean(turn: Turn, press: Press) -> None:
    """无扣分 for this item, with a reason where papers are missing; then on to the next."""
    unit, item = press.args["unit"], turn.scheme.item(press.args["item"])
    reason = reason_for(turn, press, unit, item)
    overtake(turn, press, [declare(turn.act, unit, item.id, [], reason=reason, seen=press.args.get("seen"))])
    _onward(turn, press, unit, item)


def _onward(turn: Turn, press: Press, unit: str, item: Item) -> None:
    """On to the person's next item; when he has none left, to the whole."""
    state = self_state(turn.act, unit)
    after = _following(turn, state, item)
    if after is not None and after in answering(turn.act, unit).own(state, turn.person):
        show_item(turn, press, unit, after)
    else:
        show_sheet(turn, press, unit)


def reason_for(turn: Turn, press: Press, unit: str, item: Item) -> str:
    """Why nothing is deducted though papers are missing; not asked where the proof is whole."""
    state = require_filling(turn.act, unit)
    if state.proofs[item.id].is_whole or not state.may_change(item):
        return ""
    lacks = "、".join(task.label for task in state.proofs[item.id].lacks[:2])
    return press.need("reason", said.ASK_REASON.format(seq=item.seq, lacks=lacks))


def choose_rule(turn: Turn, press: Press) -> None:
    """A fixed rule is set or taken back; a counted one opens its counter; a ranged one asks amount and reason."""
    unit, item = press.args["unit"], turn.scheme.item(press.args["item"])
    rule = item.rule(press.args["rule"])
    if is_counted(rule):
        show_counter(turn, press, unit, item, rule.id)
        return
    now = self_state(turn.act, unit).deductions(item.id)
    set_already = of_rule(now, rule.id) is not None
    new = None if set_already else asked_for(press, rule, item, event=False)
    _set(turn, press, set_deduction(now, rule.id, new))
    show_item(turn, press, unit, item)


def _set(turn: Turn, press: Press, deductions: list[dict[str, Any]]) -> None:
    """Store what was chosen; when nothing is left of it the item keeps the reason it had, or says so."""
    unit, item = press.args["unit"], press.args["item"]
    reason = "" if deductions else said.TAKEN_BACK
    overtake(turn, press, [declare(turn.act, unit, item, deductions, reason=reason, seen=press.args.get("seen"))])


def show_counter(turn: Turn, press: Press | None, unit: str, item: Item, rule_id: str) -> None:
    """Show one counted rule with what it may be set to."""
    rule, state = item.rule(rule_id), require_filling(turn.act, unit)
    now = state.deductions(item.id)
    count = count_of(now, rule_id)
    where = {**_where(turn, state, item), "rule": rule_id}

    def set_to(label: str, value: int) -> Button | None:
        button = turn.offer(label, "self.count", slot=slot_of(unit, item.id), count=value, **where)
        return button if state.may_change(item) else None

    current = of_rule(now, rule_id)
    view = RuleView(
        unit=turn.scheme.unit(unit).name,
        item=brief(item),
        rule=RuleOption.of(rule, item),
        now=taken([current], turn.scheme)[0] if current else None,
        left=state.entries[item.id].payload["points"] if item.id in state.entries else item.points,
        fewer=set_to(f"记为 {count - 1} {rule.per or '次'}", count - 1) if count > 1 else None,
        more=set_to(f"记为 {count + 1} {rule.per or '次'}", count + 1),
        clear=set_to("不扣", 0) if count else None,
        back=turn.offer("返回本项", "self.item", unit=unit, item=item.id),
    )
    present(turn, press, self_rule_card(view), slot_of(unit, item.id))


def set_count(turn: Turn, press: Press) -> None:
    """Set how often a rule is counted: a value, never a change."""
    unit, item, rule = press.args["unit"], turn.scheme.item(press.args["item"]), press.args["rule"]
    now = self_state(turn.act, unit).deductions(item.id)
    count = press.args["count"]
    _set(turn, press, set_deduction(now, rule, {"count": count} if count else None))
    show_counter(turn, press, unit, item, rule)


def again_item(turn: Turn, press: Press) -> None:
    """Tell who set the item meanwhile and to what, and show it as it is now."""
    unit, item = press.args["unit"], turn.scheme.item(press.args["item"])
    entry = require_filling(turn.act, unit).entries.get(item.id)
    if entry is not None:
        who = "您" if entry.actor == turn.person.id else name_of(turn.act, entry.actor)
        what, at = value_of(entry, item), moment(entry.at)
        turn.whisper(said.JUST_SET.format(who=who, seq=item.seq, what=what, at=at))
    show_item(turn, press, unit, item)
