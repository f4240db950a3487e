"""还差什么能进入下一阶段: who owes what, for the office; and passing on without it, confirmed twice."""

import re
from collections.abc import Iterable

from bot.conversation.duty import Duty, words
from bot.conversation.turn import Press, Turn
from bot.errors import Mistaken, NotAllowed
from bot.permissions import Deed, may
from bot.usecases.readiness import Owed, force, owed_at, owed_now, refuse_force, told
from bot.usecases.stages import WINDOWS, Stage, open_stages, stage_named
from bot.words import readiness as said
from cards.face import Button
from cards.notices import ConfirmView, confirm_card
from cards.readiness import OwedGroup, ReadinessView, readiness_card
from storage.records import Role

SHORT = {"定稿": Stage.FINAL, "审定": Stage.PARTY}
NAMED = "|".join((*(stage.label for stage in Stage), *SHORT))
MOST_SHOWN = 6


def say_readiness(turn: Turn, match: re.Match[str]) -> None:
    """还差什么能进入下一阶段, 还差什么能定稿."""
    typed = match.group("stage")
    show_readiness(turn, None, _stage(typed) if typed else None)


def _stage(typed: str) -> Stage:
    stage = SHORT.get(typed) or stage_named(typed)
    if stage is None:
        raise Mistaken(said.NO_SUCH_STAGE.format(said=typed[:20]))
    return stage


def show_readiness(turn: Turn, press: Press | None, stage: Stage | None, *, by_person: bool = False) -> None:
    """Show the office what is owed now, or at one stage, by unit or by person."""
    if not may(turn.act, Deed.RUN_STAGES):
        raise NotAllowed(said.OFFICE_ONLY)
    owed = owed_now(turn.act) if stage is None else owed_at(turn.act, stage)
    label, named = said.BY_UNIT if by_person else said.BY_PERSON, stage.value if stage else ""
    view = ReadinessView(
        title=said.TITLE_STAGE.format(stage=stage.label) if stage else said.TITLE,
        groups=_grouped(turn, owed, by_person),
        other=turn.offer(label, "ready.show", stage=named, by_person=not by_person) if owed else None,
        force=tuple(_force_button(turn, one) for one in _forceable(turn, stage)),
    )
    if press is None:
        turn.show(readiness_card(view), "readiness")
    else:
        turn.refresh(press, readiness_card(view), "readiness")


def _grouped(turn: Turn, owed: Iterable[Owed], by_person: bool) -> tuple[OwedGroup, ...]:
    groups: dict[str, list[str]] = {}
    for one in owed:
        names = (one.who or (said.NOBODY,)) if by_person else (_unit_name(turn, one),)
        what = one.what if by_person or not one.who else said.BY_WHOM.format(what=one.what, who="、".join(one.who))
        for name in names:
            groups.setdefault(name, []).append(what)
    return tuple(OwedGroup(name=name, owed=tuple(whats)) for name, whats in groups.items())


def _unit_name(turn: Turn, one: Owed) -> str:
    return turn.scheme.unit(one.unit).name if one.unit else said.ALL_UNITS


def _forceable(turn: Turn, stage: Stage | None) -> list[Stage]:
    """The stages that may be forced now, of those this card is about."""
    asked = [stage] if stage else [*(one for one in WINDOWS if one in open_stages(turn.act)), Stage.FINAL]
    return [one for one in asked if _allowed(turn, one)]


def _allowed(turn: Turn, stage: Stage) -> bool:
    try:
        refuse_force(turn.act, stage)
    except Mistaken:
        return False
    return True


def _force_button(turn: Turn, stage: Stage) -> Button:
    return turn.offer(_forced(stage), "ready.force", slot=f"forced:{stage}", stage=stage.value)


def _forced(stage: Stage) -> str:
    return said.FORCE_FINAL if stage is Stage.FINAL else said.FORCE.format(stage=stage.label)


def turn_round(turn: Turn, press: Press) -> None:
    """The same by unit, or by person."""
    named = press.args["stage"]
    show_readiness(turn, press, Stage(named) if named else None, by_person=press.args["by_person"])


def say_force(turn: Turn, match: re.Match[str]) -> None:
    """强制进入定稿, 强制结束自评; without a stage the list of what is owed."""
    typed = match.group("stage")
    if not typed:
        show_readiness(turn, None, None)
        return
    stage = _stage(typed)
    refuse_force(turn.act, stage)
    turn.start(Press("ready.force", {"stage": stage.value}))


def ask_force(turn: Turn, press: Press) -> None:
    """Ask why, then show once more what is passed by."""
    stage = Stage(press.args["stage"])
    refuse_force(turn.act, stage)
    reason = press.need("reason", said.ASK_REASON)
    owed = owed_at(turn.act, stage)
    yes = turn.offer(
        said.CONFIRM.format(what=_forced(stage)),
        "ready.forced",
        slot=f"forced:{stage}",
        stage=stage.value,
        reason=reason,
    )
    more = (said.MORE.format(count=len(owed)),) if len(owed) > MOST_SHOWN else ()
    effects = (
        *(one.what for one in owed[:MOST_SHOWN]), *more, said.NOT_COUNTED, said.REASON.format(reason=reason),
    )  # fmt: skip
    turn.show(confirm_card(ConfirmView(title=_forced(stage), effects=effects, yes=yes)), f"forced:{stage}")


def do_force(turn: Turn, press: Press) -> None:
    """Pass on; the other officer and the 组长 hear what was still owed."""
    stage, reason = Stage(press.args["stage"]), press.args["reason"]
    owed = owed_at(turn.act, stage)
    force(turn.act, stage, reason)
    turn.settle(f"forced:{stage}", _forced(stage))
    turn.say(said.FORCED.format(what=_forced(stage), count=len(owed)))
    if stage is Stage.FINAL:
        turn.say(said.FINAL_NEXT)
    people = turn.act.desk.people
    news = said.FORCED_TOLD.format(who=turn.person.name, what=_forced(stage), owed=told(owed), reason=reason)
    for person in (*people.office(), *people.with_role(Role.CHIEF)):
        if person.id != turn.person.id:
            turn.tell(person, news)


def again(turn: Turn, press: Press) -> None:
    """A stage that was forced since: what is owed now."""
    show_readiness(turn, None, None)


ASKED = (
    r"(?:现在|目前)?(?:还|都)?(?:差|缺|欠)(?:些)?(?:什么|啥|哪些|谁)(?:没有?\S{1,3})?[，,]?\s*(?:才|就)?(?:能|可以)?"
)
ENDS = rf"(?:进入?|结束|关闭|完成)?(?:下一?个?(?:阶段|步)|(?P<stage>{NAMED})(?:阶段)?)"
FORCES = rf"强制(?:进入?|结束|关闭|通过)(?:下一?个?(?:阶段|步)|(?P<stage>{NAMED})?(?:阶段)?)"
READINESS = Duty(
    name="readiness",
    hears=(
        (words(rf"{ASKED}{ENDS}|准备情况|卡在哪(?:里|儿|了)?"), say_readiness),
        (words(rf"(?:离|距离?)(?P<stage>{NAMED})(?:阶段)?还?(?:差|缺|欠)(?:什么|啥|哪些|多少)"), say_readiness),
        (words(FORCES), say_force),
    ),
    verbs={"ready.show": turn_round, "ready.force": ask_force, "ready.forced": do_force},
    again={"ready.force": again, "ready.forced": again},
)
