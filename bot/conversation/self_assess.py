"""自评: item by item with the rules as buttons, the sum always in sight; the head confirms or returns."""

import re
from typing import Any

from bot.conversation.briefs import brief, filed_by_item, proof_of, taken
from bot.conversation.duty import Duty, words
from bot.conversation.rule_setting import asked_for, count_of, is_counted, of_rule
from bot.conversation.turn import Press, Turn
from bot.errors import Mistaken
from bot.permissions import Deed, require
from bot.understanding.matching import items_in, likely_items
from bot.usecases.points import set_deduction
from bot.usecases.self_assess import (
    SelfState,
    SelfStatus,
    confirm,
    declare,
    declare_rest_clean,
    give_back,
    self_state,
    submit,
)
from cards.face import Button
from cards.self_item import RuleView, SelfItemView, self_item_card, self_rule_card
from cards.self_summary import (
    DeductedItem,
    HeadConfirmView,
    SelfSummaryView,
    SummaryRow,
    head_confirm_card,
    self_summary_card,
)
from cards.views import RuleOption
from cards.words import rule_label, stamp
from scoring.scheme import Item
from storage.records import Role

CLAUSE = "五(二)1"


def begin(turn: Turn, match: re.Match[str]) -> None:
    """自评: the summary with the first missing item; 自评 3 opens that item."""
    unit = _unit(turn)
    said = (match.group("item") or "").strip()
    items = turn.scheme.unit(unit).items
    if said:
        found = items_in(said, items) or likely_items(said, items, 1)
        if not found:
            raise Mistaken(f"本单位没有“{said[:20]}”这一项，请回复“自评”看全部事项。")
        _show_item(turn, None, unit, found[0])
        return
    _show_summary(turn, None, unit)


def _unit(turn: Turn) -> str:
    """The unit the person assesses: his first one."""
    require(turn.act, Deed.SELF_ASSESS)
    return turn.person.units[0]


def _show_summary(turn: Turn, press: Press | None, unit: str) -> None:
    state = self_state(turn.act, unit)
    filed = filed_by_item(turn.act, unit)
    full = turn.scheme.part("task").points
    next_item = state.missing[0] if state.missing else None
    rows = tuple(_row(turn, state, item, len(filed.get(item.id, ())), item is next_item) for item in state.items)
    rest = len(state.missing)
    view = SelfSummaryView(
        unit=turn.scheme.unit(unit).name,
        clause=CLAUSE,
        full=full,
        rows=rows,
        state="" if state.is_open else f"{state.status}。",
        rest_clean=turn.offer(f"其余 {rest} 项均无扣分", "self.rest", unit=unit) if state.is_open and rest else None,
        submit=turn.offer("提交", "self.submit", slot=f"self-submit:{unit}", unit=unit) if _may_submit(state) else None,
    )
    _present(turn, press, self_summary_card(view), f"self:{unit}")


def _may_submit(state: SelfState) -> bool:
    return state.is_open and not state.missing


def _row(turn: Turn, state: SelfState, item: Item, proof: int, is_next: bool) -> SummaryRow:
    entry = state.entries.get(item.id)
    label = f"去评第 {item.seq} 项" if is_next else f"第 {item.seq} 项"
    button = turn.offer(label, "self.item", unit=state.unit, item=item.id) if state.is_open else None
    points = entry.payload["points"] if entry else None
    return SummaryRow(item=brief(item), points=points, proof=proof, button=button)


def _present(turn: Turn, press: Press | None, face: Any, subject: str) -> None:
    if press is None:
        turn.show(face, subject)
    else:
        turn.refresh(press, face, subject)


def open_item(turn: Turn, press: Press) -> None:
    """Open one item."""
    _show_item(turn, press, press.args["unit"], turn.scheme.item(press.args["item"]))


def open_summary(turn: Turn, press: Press) -> None:
    """Open the summary."""
    _show_summary(turn, press, press.args["unit"])


def _show_item(turn: Turn, press: Press | None, unit: str, item: Item) -> None:
    state = self_state(turn.act, unit)
    entry = state.entries.get(item.id)
    items = list(state.items)
    here = items.index(item)
    after = next((one for one in [*items[here + 1 :], *items[:here]] if one.id not in state.entries), None)
    slot = f"self:{unit}:{item.id}"
    where: dict[str, Any] = {"unit": unit, "item": item.id}
    options = []
    for rule in item.rules:
        button = turn.offer(rule_label(rule, item), "self.rule", rule=rule.id, **where) if state.is_open else None
        options.append(RuleOption.of(rule, item, button))
    view = SelfItemView(
        unit=turn.scheme.unit(unit).name,
        item=brief(item),
        place=f"{here + 1}/{len(items)}",
        rules=tuple(options),
        decided=entry is not None,
        taken=taken(state.deductions(item.id), turn.scheme),
        left=entry.payload["points"] if entry else item.points,
        proof=proof_of(turn.act, filed_by_item(turn.act, unit).get(item.id, [])),
        clean=turn.offer("无扣分", "self.clean", slot=slot, **where) if state.is_open else None,
        onward=turn.offer("下一项", "self.item", unit=unit, item=after.id) if after else None,
        summary=turn.offer("看汇总", "self.summary", unit=unit),
    )
    _present(turn, press, self_item_card(view), f"self:{unit}")


def clean(turn: Turn, press: Press) -> None:
    """无扣分 for this item, then on to the next that is missing."""
    unit, item = press.args["unit"], press.args["item"]
    declare(turn.act, unit, item, [])
    missing = self_state(turn.act, unit).missing
    if missing:
        _show_item(turn, press, unit, missing[0])
    else:
        _show_summary(turn, press, unit)


def choose_rule(turn: Turn, press: Press) -> None:
    """A fixed rule is set or taken back; a counted one opens its counter; a ranged one asks amount and reason."""
    unit, item = press.args["unit"], turn.scheme.item(press.args["item"])
    rule = item.rule(press.args["rule"])
    if is_counted(rule):
        _show_counter(turn, press, unit, item, rule.id)
        return
    now = self_state(turn.act, unit).deductions(item.id)
    set_already = of_rule(now, rule.id) is not None
    new = None if set_already else asked_for(press, rule, item, event=False)
    declare(turn.act, unit, item.id, set_deduction(now, rule.id, new))
    _show_item(turn, press, unit, item)


def _show_counter(turn: Turn, press: Press, unit: str, item: Item, rule_id: str) -> None:
    rule, state = item.rule(rule_id), self_state(turn.act, unit)
    now = state.deductions(item.id)
    count = count_of(now, rule_id)
    where: dict[str, Any] = {"unit": unit, "item": item.id, "rule": rule_id}

    def set_to(label: str, value: int) -> Button:
        return turn.offer(label, "self.count", slot=f"self:{unit}:{item.id}", count=value, **where)

    present = of_rule(now, rule_id)
    view = RuleView(
        unit=turn.scheme.unit(unit).name,
        item=brief(item),
        rule=RuleOption.of(rule, item),
        now=taken([present], turn.scheme)[0] if present else None,
        left=state.entries[item.id].payload["points"] if item.id in state.entries else item.points,
        fewer=set_to(f"记为 {count - 1} {rule.per or '次'}", count - 1) if count > 1 else None,
        more=set_to(f"记为 {count + 1} {rule.per or '次'}", count + 1),
        clear=set_to("不扣", 0) if count else None,
        back=turn.offer("返回本项", "self.item", unit=unit, item=item.id),
    )
    turn.refresh(press, self_rule_card(view), f"self:{unit}")


def set_count(turn: Turn, press: Press) -> None:
    """Set how often a rule is counted: a value, never a change."""
    unit, item, rule = press.args["unit"], turn.scheme.item(press.args["item"]), press.args["rule"]
    now = self_state(turn.act, unit).deductions(item.id)
    count = press.args["count"]
    declare(turn.act, unit, item.id, set_deduction(now, rule, {"count": count} if count else None))
    _show_counter(turn, press, unit, item, rule)


def rest(turn: Turn, press: Press) -> None:
    """无扣分 for all that is missing."""
    unit = press.args["unit"]
    declare_rest_clean(turn.act, unit)
    _show_summary(turn, press, unit)


def hand_in(turn: Turn, press: Press) -> None:
    """Submit the whole; the unit's heads get the card to confirm or return."""
    unit = press.args["unit"]
    submit(turn.act, unit)
    turn.settle(f"self:{unit}", stamp(turn.person.name, turn.act.now, "提交自评"))
    heads = turn.act.desk.people.with_role(Role.HEAD, unit=unit)
    if not heads:
        turn.say("已提交。本单位名册里还没有负责人，请联系考核办补上，补上后即可确认。")
        return
    for head in heads:
        _show_head(turn, unit, head.id)
    turn.say(f"已提交，等{'、'.join(head.name for head in heads)}确认，结果会告诉您。")


def _show_head(turn: Turn, unit: str, head_id: str) -> None:
    head = turn.act.desk.people.get(head_id)
    state = self_state(turn.act, unit)
    if head is None or state.last is None:
        return
    filed = filed_by_item(turn.act, unit)
    deducted = tuple(
        DeductedItem(
            item=brief(item),
            points=state.entries[item.id].payload["points"],
            taken=taken(state.deductions(item.id), turn.scheme),
        )
        for item in state.items
        if state.deductions(item.id)
    )
    by = turn.act.desk.people.get(state.last.actor)
    slot = f"self-submit:{unit}"
    view = HeadConfirmView(
        unit=turn.scheme.unit(unit).name,
        clause=CLAUSE,
        points=state.points,
        full=turn.scheme.part("task").points,
        by=by.name if by else "",
        at=state.last.at,
        deducted=deducted,
        unproven=tuple(item.label for item in state.items if item.id not in filed),
        confirm=turn.offer("确认", "self.confirm", to=head, slot=slot, unit=unit),
        give_back=turn.offer("退回", "self.return", to=head, slot=slot, unit=unit),
    )
    turn.show_to(head, head_confirm_card(view), slot)


def show_waiting(turn: Turn, _: re.Match[str]) -> None:
    """确认自评: what waits for this head."""
    require(turn.act, Deed.CONFIRM_SELF)
    waiting = [code for code in turn.person.units if self_state(turn.act, code).status is SelfStatus.SUBMITTED]
    if not waiting:
        raise Mistaken("现在没有等您确认的自评；经办提交后会发给您。")
    for code in waiting:
        _show_head(turn, code, turn.person.id)


def confirm_self(turn: Turn, press: Press) -> None:
    """The head confirms."""
    unit = press.args["unit"]
    confirm(turn.act, unit)
    turn.settle(f"self-submit:{unit}", stamp(turn.person.name, turn.act.now, "确认自评"))
    turn.say(f"已确认{turn.scheme.unit(unit).name}的自评，交考核办核准。")
    _tell_staff(turn, unit, f"{turn.person.name}已确认本单位自评，交考核办核准。")


def return_self(turn: Turn, press: Press) -> None:
    """The head returns it with a reason; staff hear it privately."""
    unit = press.args["unit"]
    reason = press.need("reason", "请用一句话说明退回理由，比如“第 3 项缺佐证，请补充”。")
    give_back(turn.act, unit, reason)
    turn.settle(f"self-submit:{unit}", stamp(turn.person.name, turn.act.now, "退回自评"))
    turn.say("已退回，理由已私下告诉经办。")
    _tell_staff(turn, unit, f"{turn.person.name}退回了本单位自评：{reason}。请回复“自评”修改后再提交。")


def _tell_staff(turn: Turn, unit: str, text: str) -> None:
    for person in turn.act.desk.people.with_role(Role.STAFF, unit=unit):
        if person.id != turn.person.id:
            turn.tell(person, text)


def again_item(turn: Turn, press: Press) -> None:
    """The present state of an item whose button went stale."""
    _show_item(turn, press, press.args["unit"], turn.scheme.item(press.args["item"]))


SELF_ASSESS = Duty(
    name="self_assess",
    hears=(
        (words("确认自评"), show_waiting),
        (words(r"自评(?P<item>.{0,30})"), begin),
    ),
    verbs={
        "self.item": open_item,
        "self.summary": open_summary,
        "self.clean": clean,
        "self.rule": choose_rule,
        "self.count": set_count,
        "self.rest": rest,
        "self.submit": hand_in,
        "self.confirm": confirm_self,
        "self.return": return_self,
    },
    again={"self.clean": again_item, "self.count": again_item, "self.submit": open_summary},
)
