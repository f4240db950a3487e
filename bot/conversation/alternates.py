"""代评: the 组长 names who judges where the ordinary judge must step aside; 我要回避 declares a relation."""

import re

from bot.conversation.duty import Duty, words
from bot.conversation.turn import Turn
from bot.errors import Mistaken, NotAllowed
from bot.permissions import related_units
from bot.understanding.matching import squeeze, units_in
from bot.usecases.recusal import declare_relation, name_alternate
from storage.records import Role


def name_one(turn: Turn, match: re.Match[str]) -> None:
    """代评 党建工作 某某: name the alternate of a row, or of 核准."""
    if Role.CHIEF not in turn.person.roles:
        raise NotAllowed("代评人由领导小组组长指定，您没有这项权限。")
    what, who = match.group("what").strip(), match.group("who").strip()
    rows = [row for row in turn.scheme.commons if squeeze(what) in (squeeze(row.label), squeeze(row.id))]
    if not rows and what != "核准":
        named = "、".join(row.label for row in turn.scheme.commons)
        raise Mistaken(f"请写明哪一行，比如“代评 党建工作 某某”；可以是：{named}、核准。")
    person = next((one for one in turn.act.desk.people.all() if one.name == who and one.active), None)
    if person is None:
        raise Mistaken(f"名册里没有“{who[:20]}”，请核对姓名。")
    name_alternate(turn.act, rows[0].id if rows else "verify", person)
    turn.say(f"已指定{person.name}为“{what}”的代评人，已告诉本人。")
    turn.tell(person, f"领导小组指定您代评“{what}”中需要回避的单位，轮到时会发给您。")


def recuse(turn: Turn, match: re.Match[str]) -> None:
    """我要回避 单位: from now on the person judges nothing of that unit."""
    units = units_in(match.group("unit") or "", turn.scheme)
    if not units:
        raise Mistaken("请写明单位，比如“我要回避 房基处”。")
    if units[0].code in related_units(turn.act, turn.person):
        raise Mistaken(f"您对{units[0].name}已经是回避的，不用再登记。")
    declare_relation(turn.act, units[0].code)
    turn.whisper(f"已登记回避{units[0].name}（办法未规定），今后由代评人办理，原因只有组长能看到。")


ALTERNATES = Duty(
    name="alternates",
    hears=(
        (words(r"(?:指定)?代评\s*(?P<what>\S{2,10})\s+(?P<who>\S{2,20})"), name_one),
        (words(r"(?:我要)?回避(?P<unit>.{0,20})"), recuse),
    ),
)
