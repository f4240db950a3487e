"""The pieces cards are put together from: labelled lines, what is at stake, what is taken, what proves it."""

from collections.abc import Sequence
from decimal import Decimal

from cards import words
from cards.face import Button, Field
from cards.plain import clip, plain
from cards.views import Duty, Filed, ItemBrief, RuleOption, Taken
from scoring.parts import shown

NAME_CHARS = 40
GAP = "　"


def labelled(label: str, text: str) -> str:
    """A line with a label of ours and words of anybody's."""
    return f"**{label}** {plain(text)}"


def named(item: ItemBrief) -> str:
    """An item as the head of its lines."""
    return f"**{plain(clip(item.name, NAME_CHARS))}**（{plain(item.clause)}，{words.points(item.points)}）"


def about(item: ItemBrief, duty: Duty) -> str:
    """What a card is about, on one line: item, clause, points at stake, due, who may act."""
    what = (labelled("事项", item.name), f"**分值** {words.points(item.points)}", labelled("条款", item.clause))
    return GAP.join((*what, *duties(duty)))


def duties(duty: Duty) -> tuple[str, ...]:
    """Until when and who, as far as the view says, on one line."""
    parts = [labelled(label, text) for label, text in (("时限", duty.due), ("由谁办", duty.who)) if text]
    return (GAP.join(parts),) if parts else ()


def prices(rules: Sequence[RuleOption]) -> tuple[str, ...]:
    """The rules of an item with what each costs, on one line."""
    told = "；".join(f"{plain(rule.label)} {plain(rule.price)}" for rule in rules)
    return (f"**扣分标准** {told}",) if rules else ()


def taken_line(taken: Taken) -> str:
    """One deduction: what, how often, how much, why."""
    count = f" ×{shown(taken.count)}{plain(taken.per)}" if taken.count is not None else ""
    mark = words.JUDGED if taken.human else ""
    because = "；".join(plain(part) for part in (taken.reason, taken.event) if part)
    return f"· {plain(taken.label)}{count} {words.signed(-taken.cost)}{mark}{f'：{because}' if because else ''}"


def sum_line(item: ItemBrief, left: Decimal) -> str:
    """The arithmetic of an item in one line: 8 − 2 = 6 分."""
    lost = item.points - left
    return f"**得分** {shown(item.points)} − {shown(lost)} = {words.points(left)}"


def proven(proof: Sequence[Filed]) -> str:
    """What was handed in, all names on one line."""
    if not proof:
        return f"**佐证** {words.NO_PROOF}"
    last = max(one.at for one in proof)
    return f"**佐证** {len(proof)} 份，最近 {words.moment(last)}：{'、'.join(plain(one.name) for one in proof)}"


def lacking(tasks: Sequence[str]) -> str:
    """The tasks that have no paper yet; the first three by name."""
    told = "、".join(plain(clip(task, NAME_CHARS)) for task in tasks[:3])
    return (words.LACKING_MORE if len(tasks) > 3 else words.LACKING).format(tasks=told, count=len(tasks))


def proof_line(one: Filed) -> str:
    """One paper: its name, size and fingerprint where it is a file, who and when."""
    file = f"（{words.file_size(one.size)}，指纹 {one.sha256[:8]}）" if one.sha256 else ""
    return f"· {plain(one.name)}{file}{GAP}{plain(one.by)} {words.moment(one.at)}"


def given(*buttons: Button | None) -> tuple[Button, ...]:
    """The buttons that there are."""
    return tuple(button for button in buttons if button is not None)


def main(button: Button | None) -> Button | None:
    """The one main button of a card, if there is one."""
    return button.as_main() if button else None


def danger(button: Button | None) -> Button | None:
    """A button that is hard to take back, if there is one."""
    return button.as_danger() if button else None


def submit(button: Button | None) -> Button | None:
    """The button that sends the form, if there is one."""
    return button.as_submit() if button else None


def reason_field(what: str, example: str) -> Field:
    """Where a reason goes: one line, with an example of what is meant."""
    return Field(name="reason", label=what, placeholder=example)
