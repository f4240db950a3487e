"""Hand the result out as a file, and leave a trace in the journal that it was handed out."""

import asyncio
import hashlib
import os
from dataclasses import dataclass
from pathlib import Path
from tempfile import NamedTemporaryFile

from bot.clock import local
from bot.errors import BotError
from bot.usecases.decided_of_all import orders
from bot.usecases.ledger import LedgerRow, Who, ledger, names
from bot.usecases.workbook import workbook_bytes
from bot.words import export as said
from scoring import Ranking, Scheme, Sheet, rank, score
from storage.desk import Desk
from storage.facts import all_facts
from storage.records import Entry, NewEntry
from storage.store import Store


@dataclass(frozen=True)
class Result:
    """What is handed out: the sheets and ranking as they stand, or as they were published, and the ledger."""

    sheets: tuple[Sheet, ...]
    ranking: Ranking
    ledger: tuple[LedgerRow, ...]
    stamp: str
    who: Who


async def workbook(store: Store, scheme: Scheme, path: Path) -> None:
    """Write ranking, unit sheets and ledger to `path`; the journal says so before the file is there to be read."""
    if path.suffix.lower() != ".xlsx":
        raise BotError(said.WRONG_ENDING.format(path=path.name))
    result = await store.read(lambda desk: result_of(desk, scheme))
    data = await asyncio.to_thread(
        workbook_bytes, scheme, result.sheets, result.ranking, result.ledger, result.stamp, result.who
    )
    try:
        with NamedTemporaryFile(dir=path.parent, prefix=".kaohe-", suffix=".xlsx", delete=False) as scratch:
            scratch.write(data)
    except OSError as problem:
        raise _unwritable(path, problem) from None
    try:
        await store.write(lambda desk: _leave_trace(desk, scheme, path.name, data, result.stamp))
        os.replace(scratch.name, path)
    except OSError as problem:
        os.unlink(scratch.name)
        raise _unwritable(path, problem) from None
    except BaseException:
        os.unlink(scratch.name)
        raise


def _unwritable(path: Path, problem: OSError) -> BotError:
    return BotError(said.CANNOT_WRITE.format(path=path, problem=problem.strerror))


def result_of(desk: Desk, scheme: Scheme) -> Result:
    """The published result from its receipt once there is one, until then what the journal adds up to now."""
    who, rows, published = names(desk), tuple(ledger(desk, scheme)), desk.journal.current(scheme.year, "publication")
    now = f"导出时间 {local(desk.now):%Y-%m-%d %H:%M}"
    if published is not None:
        sheets, ranking = _receipt(published, scheme)
        return Result(
            sheets, ranking, rows, said.PUBLISHED_HEAD.format(title=now, version=published.payload["version"]), who
        )
    facts = all_facts(desk, scheme)
    sheets = tuple(score(facts[unit.code], scheme) for unit in scheme.units)
    return Result(
        sheets, rank(sheets, scheme, orders(desk, scheme)), rows, said.PROVISIONAL_HEAD.format(title=now), who
    )


def _receipt(published: Entry, scheme: Scheme) -> tuple[tuple[Sheet, ...], Ranking]:
    kept = published.payload["receipt"]["sheets"]
    sheets = tuple(Sheet.model_validate(kept[unit.code]) for unit in scheme.units if unit.code in kept)
    return sheets, Ranking.model_validate(published.payload["receipt"]["ranking"])


def _leave_trace(desk: Desk, scheme: Scheme, name: str, data: bytes, stamp: str) -> Entry:
    return desk.journal.append(
        NewEntry(
            kind="export.workbook",
            year=scheme.year,
            slot=f"export:{desk.new_id()}",
            actor="system",
            reason="用命令行导出",
            payload={"file": name, "sha256": hashlib.sha256(data).hexdigest(), "stamp": stamp},
        )
    )
