"""阶段: the office opens and closes the windows; those concerned hear it, with their cards."""

import re
from typing import Literal

from bot.conversation.common import announce as announce_common
from bot.conversation.concerned import concerned
from bot.conversation.duty import Duty, words
from bot.conversation.leader_choice import show_unled
from bot.conversation.leaders import show_line
from bot.conversation.readiness import show_readiness
from bot.conversation.self_sheet import invite
from bot.conversation.turn import Press, Turn
from bot.conversation.undo import with_undo
from bot.conversation.verify import show_queue
from bot.errors import Mistaken
from bot.permissions import Deed, may, require
from bot.understanding.intents import Heard, Intent
from bot.usecases.deadlines import deadlines
from bot.usecases.readiness import finish_stage, owed_at
from bot.usecases.stages import WINDOWS, Stage, is_published, open_stage, open_stages, stage_named
from bot.words import stages as said
from cards.results import StageLine, StageView, stage_card
from cards.words import day_of

STAGE_NAMES = "|".join(one.label for one in WINDOWS)
StageState = Literal["未开始", "进行中", "已结束"]


def show(turn: Turn, heard: Heard) -> None:
    """阶段: what is open; for the office with what blocks and the buttons."""
    if may(turn.act, Deed.RUN_STAGES):
        _present(turn, None)
        return
    now = "、".join(stage.label for stage in Stage if stage in open_stages(turn.act))
    turn.say(said.OPEN_NOW.format(stages=now) if now else said.ALL_CLOSED)


def _present(turn: Turn, press: Press | None) -> None:
    now, due = open_stages(turn.act), deadlines(turn.act)
    lines = []
    for stage in WINDOWS:
        is_open = stage in now
        history = turn.act.version(f"stage:{stage}")
        state: StageState = "进行中" if is_open else "已结束" if history else "未开始"
        button = None
        if not is_published(turn.act):
            button = turn.offer(
                f"{'关闭' if is_open else '打开'}{stage.label}", "stage.set", slot=f"stage:{stage}", stage=stage.value,
                open=not is_open,
            )  # fmt: skip
        blocks = tuple(one.what for one in owed_at(turn.act, stage)[:3]) if is_open else ()
        until = day_of(due[stage]) if stage in due else ""
        lines.append(StageLine(label=stage.label, state=state, until=until, blocks=blocks, button=button))
    face = stage_card(StageView(year=turn.act.year, clause="五(二)", stages=tuple(lines)))
    if press is None:
        turn.show(face, "stages")
    else:
        turn.refresh(press, with_undo(turn, face), "stages")


def say_stage(turn: Turn, match: re.Match[str]) -> None:
    """打开自评阶段, 关闭核准阶段 and the like."""
    stage = stage_named(match.group("stage"))
    if stage is None:
        raise Mistaken(said.NO_SUCH_STAGE.format(said=match.group("stage")))
    _set(turn, None, stage, match.group("what") in ("打开", "开启", "开放"))


def tap_stage(turn: Turn, press: Press) -> None:
    """A stage's button."""
    _set(turn, press, Stage(press.args["stage"]), press.args["open"])
    _present(turn, press)


def _set(turn: Turn, press: Press | None, stage: Stage, is_open: bool) -> None:
    require(turn.act, Deed.RUN_STAGES)
    if not is_open and stage in open_stages(turn.act) and owed_at(turn.act, stage):
        show_readiness(turn, None, stage)
        return
    before, after = (said.SHUT, said.OPEN) if is_open else (said.OPEN, said.SHUT)
    if is_open:
        open_stage(turn.act, stage)
        turn.say(said.OPENED.format(stage=stage.label))
        _announce(turn, stage)
    else:
        finish_stage(turn.act, stage)
        turn.say(said.CLOSED.format(stage=stage.label))
    turn.overtake(press, ("stages",), (stage.label, before, after), ("stage.show", {}))


def _announce(turn: Turn, stage: Stage) -> None:
    """Everybody concerned hears it once, with the card to begin with where there is one."""
    if stage is Stage.COMMON:
        announce_common(turn)
        return
    if stage is Stage.LEADER:
        show_unled(turn)
    for person in concerned(turn.act, stage) if stage is not Stage.DAILY else ():
        if stage is Stage.LEADER:
            show_line(turn, person)
        elif stage is Stage.VERIFY:
            show_queue(turn, person)
        else:
            invite(turn, person)


def again(turn: Turn, press: Press) -> None:
    """The present state of the stages."""
    require(turn.act, Deed.RUN_STAGES)
    _present(turn, press)


STAGES = Duty(
    name="stages",
    intents={Intent.STAGE: show},
    hears=(
        (
            words(rf"(?P<what>打开|开启|开放|关闭|结束)(?P<stage>{'|'.join(one.label for one in WINDOWS)})(?:阶段)?"),
            say_stage,
        ),
    ),
    verbs={"stage.set": tap_stage, "stage.show": again},
    again={"stage.set": again},
)
