"""How far the tasks are: how many of each unit's have at least one paper."""

from collections import Counter
from dataclasses import dataclass

from bot.usecases.act import Act
from storage.evidence import counts

NONE: Counter[str] = Counter()


@dataclass(frozen=True)
class Progress:
    """Tasks with papers out of all tasks."""

    done: int
    total: int

    @property
    def is_complete(self) -> bool:
        """Whether every task has at least one paper."""
        return self.done >= self.total


def progress_of(act: Act) -> dict[str, Progress]:
    """Every unit's progress, in one query."""
    filed = counts(act.desk, act.year)
    found = {}
    for unit in act.scheme.units:
        tasks = [task.id for item in unit.items for task in item.tasks]
        found[unit.code] = Progress(sum(1 for task in tasks if filed.get(unit.code, NONE)[task]), len(tasks))
    return found
