"""Who speaks, when and where: what a sentence is understood against."""

from dataclasses import dataclass, field
from datetime import date

from bot.usecases.stages import Stage
from scoring.scheme import Scheme
from storage.records import Role


@dataclass(frozen=True)
class Scene:
    """The speaker's roles and units, the day, the open stages, and whether nobody else reads along."""

    scheme: Scheme
    today: date
    roles: frozenset[Role] = frozenset()
    units: tuple[str, ...] = ()
    stages: frozenset[Stage] = field(default_factory=lambda: frozenset({Stage.DAILY}))
    is_private: bool = True
