"""`kaohe understand`: try a sentence on the understanding, without a database or a platform."""

import time
from datetime import date
from typing import Annotated, Any

import typer

from bot.cli.parts import JSON_HELP, note, print_json
from bot.clock import SystemClock, local_day
from bot.errors import BotError
from bot.understanding.intents import Heard, Slots
from bot.understanding.labels import LABELS
from bot.understanding.scene import Scene
from bot.understanding.understand import understand
from bot.usecases.stages import LABELS as STAGES
from bot.usecases.stages import Stage, stage_named
from scoring import Scheme, load_scheme
from storage.records import Role


def add_to(app: typer.Typer) -> None:
    """Add the command."""
    app.command("understand", help="试一句话：机器人会听成什么，不联网、不登记。")(tell)


def tell(
    text: Annotated[str, typer.Argument(help="要试的一句话。")],
    role: Annotated[str, typer.Option("--role", help="说话人的角色，几个用、隔开。")] = Role.STAFF.value,
    unit: Annotated[str, typer.Option("--unit", help="说话人的单位，名称、简称或代码，几个用、隔开。")] = "",
    day: Annotated[str, typer.Option("--date", help="说话的日期，如 2022-11-30；不填是今天。")] = "",
    stage: Annotated[str, typer.Option("--stage", help="打开的阶段，几个用、隔开。")] = Stage.DAILY.label,
    place: Annotated[str, typer.Option("--place", help="private 私聊，group 群里。")] = "private",
    scheme: Annotated[str, typer.Option("--scheme", help="年份或办法文件。")] = "2022",
    as_json: Annotated[bool, typer.Option("--json", help=JSON_HELP)] = False,
) -> None:
    """Print intent, slots, whether it is sure, and at most three choices."""
    method = load_scheme(scheme)
    scene = Scene(
        scheme=method,
        today=_day(day),
        roles=frozenset(_role(one) for one in _several(role)),
        units=tuple(method.unit(code).code for code in _units(unit, method)),
        stages=frozenset(_stage(one) for one in _several(stage)),
        is_private=_is_private(place),
    )
    began = time.perf_counter()
    heard = understand(text, scene)
    note(f"用时 {(time.perf_counter() - began) * 1000:.1f} 毫秒")
    if as_json:
        print_json(as_plain(heard))
    else:
        print(_sentence(heard))


def as_plain(heard: Heard) -> dict[str, Any]:
    """What was understood, as DESIGN §9 prints it."""
    choices = [{"intent": one.intent.value, "slots": _slots(one.slots), "label": one.label} for one in heard.choices]
    return {"intent": heard.intent.value, "slots": _slots(heard.slots), "sure": heard.sure, "choices": choices}


def _slots(slots: Slots) -> dict[str, Any]:
    found = slots.model_dump(mode="json", exclude_none=True)
    if slots.amount is not None:
        found["amount"] = int(slots.amount) if slots.amount == int(slots.amount) else float(slots.amount)
    return found


def _sentence(heard: Heard) -> str:
    what = LABELS.get(heard.intent, "没听懂")
    slots = "，".join(f"{name}={value}" for name, value in _slots(heard.slots).items())
    choices = "".join(f"\n  · {one.label}" for one in heard.choices)
    return f"{what}（{'确定' if heard.sure else '不确定'}）{slots}{choices}"


def _several(said: str) -> list[str]:
    return [part.strip() for part in said.replace(",", "、").split("、") if part.strip()]


def _units(said: str, scheme: Scheme) -> list[str]:
    """The units named, a whole name before it is split."""
    whole = [one for one in scheme.units if said.strip() in one.names]
    return [whole[0].code] if whole else _several(said)


def _role(said: str) -> Role:
    try:
        return Role(said)
    except ValueError:
        raise BotError(f"没有“{said}”这个角色，可以是：{'、'.join(Role)}。") from None


def _stage(said: str) -> Stage:
    stage = stage_named(said)
    if stage is None:
        raise BotError(f"没有“{said}”这个阶段，可以是：{'、'.join(STAGES.values())}。")
    return stage


def _day(said: str) -> date:
    try:
        return date.fromisoformat(said) if said else local_day(SystemClock().now())
    except ValueError:
        raise BotError(f"“{said}”不是日期，请写成 2022-11-30 这样。") from None


def _is_private(place: str) -> bool:
    if place not in ("private", "group"):
        raise BotError("--place 只能是 private（私聊）或 group（群里）。")
    return place == "private"
