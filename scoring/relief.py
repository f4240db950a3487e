"""客观原因 and 延期: what the office decided on a document moves no points and stands as a line that cites it."""

from collections.abc import Mapping
from decimal import Decimal

from scoring.errors import RuledOut
from scoring.facts import Facts, Relief
from scoring.model import Collector, Line
from scoring.scheme import Item, Marked
from scoring.words import relief as said
from scoring.words.common import NOT_OF_UNIT


def relieve(facts: Facts, marked: Mapping[str, Marked], out: Collector) -> list[Line]:
    """A line of no points for every item or task that need not be judged, or has a later day."""

    def take(one: Relief) -> Line:
        item = marked.get(one.item)
        if item is None:
            raise RuledOut(NOT_OF_UNIT.format(item=one.item))
        told = said.EXTENDED if one.until else said.EXEMPT
        because = told.format(what=_named(item, one.task), until=one.until, document=one.document, reason=one.reason)
        return Line(
            part=item.part, kind="relief", clause=item.clause, points=Decimal(0), because=because, item=item.id,
            facts=(one,),
        )  # fmt: skip

    return list(out.taken(facts.reliefs, take))


def _named(item: Marked, task: str) -> str:
    tasks = item.tasks if isinstance(item, Item) else ()
    return next((one.label for one in tasks if one.id == task), item.label)
