"""What a person has sent and not yet placed: one gathering that is open, and those that wait for their item."""

from datetime import timedelta
from typing import Any

from bot.conversation.turn import Turn
from bot.gateway.events import FETCHED
from bot.usecases.responsible import items_of
from bot.words.evidence import NO_USE
from scoring.scheme import Item
from storage.records import Frozen, StoredFile

OPEN, CLOSED = "gathering", "papers"
FRESH = timedelta(minutes=30)
"""For how long plain words still speak of the papers that were closed last."""
KEPT = timedelta(days=30)
"""For how long papers that nobody placed can still be placed by their card."""


class Papers(Frozen):
    """One submission: files and words that came together.

    `wanted` are tasks named beforehand; `is_finished` when 完成 was said while files were still on their way;
    `instead` is the slot of a paper that these replace once they are placed anew; `is_more` when they are placed
    already and may belong to further tasks; `item` was named beforehand without a task; `onto` is the slot of the paper
    that these add to.
    """

    id: str
    at: float
    files: tuple[StoredFile, ...] = ()
    text: str = ""
    wanted: tuple[str, ...] = ()
    is_finished: bool = False
    instead: str = ""
    is_more: bool = False
    item: str = ""
    onto: str = ""

    @property
    def named(self) -> str:
        """How the submission is called: by its files, else by its words."""
        return "、".join(file.name for file in self.files) or self.text[:40]

    @property
    def hints(self) -> str:
        """Everything that may say where it belongs."""
        return f"{self.named} {self.text}"

    @property
    def is_empty(self) -> bool:
        """Whether nothing has come yet."""
        return not self.files and not self.text


def own_items(turn: Turn) -> list[Item]:
    """The items the person may mean: those he has a task of, else all of his units."""
    whole = [item for code in turn.person.units for item in turn.scheme.unit(code).items]
    return items_of(turn.act, turn.person) or whole


def subject(papers: Papers) -> str:
    """What the cards that ask where these papers belong are about."""
    return f"papers:{papers.id}"


def opened(turn: Turn) -> Papers | None:
    """The gathering that is open; one that only waits for its first file does not wait for ever."""
    kept = turn.session.get(OPEN)
    papers = Papers.model_validate(kept) if kept else None
    return None if papers and papers.is_empty and _is_old(turn, papers.at) else papers


def on_their_way(turn: Turn) -> int:
    """How many files the person has sent that have not come yet: being fetched, or fetched and waiting in his lane."""
    desk, lane = turn.act.desk, turn.person.userid
    return desk.downloads.pending(lane) + desk.inbox.waiting(lane, FETCHED)


def begin(turn: Turn, **about: Any) -> Papers:
    """A gathering with nothing in it yet."""
    return Papers(id=turn.act.desk.new_id(), at=turn.act.now.timestamp(), **about)


def keep_open(turn: Turn, papers: Papers) -> None:
    """Remember the open gathering; it is as fresh as now."""
    turn.session[OPEN] = papers.model_copy(update={"at": turn.act.now.timestamp()}).model_dump(mode="json")


def keep_closed(turn: Turn, papers: Papers) -> None:
    """The gathering is whole: it waits under its id until it is placed, however many others do."""
    let_go(turn, papers)
    oldest = turn.act.now.timestamp() - KEPT.total_seconds()
    kept = [one for one in _closed(turn) if one.at >= oldest]
    turn.session[CLOSED] = [one.model_dump(mode="json") for one in (*kept, papers)]


def _closed(turn: Turn) -> list[Papers]:
    """The papers that wait to be placed, the newest last."""
    return [Papers.model_validate(one) for one in turn.session.get(CLOSED, ())]


def closed(turn: Turn, papers_id: str) -> Papers | None:
    """Papers that wait to be placed, by their id."""
    return next((one for one in _closed(turn) if one.id == papers_id), None)


def newest(turn: Turn) -> Papers | None:
    """The papers closed last, while words may still speak of them."""
    last = _closed(turn)[-1:]
    return last[0] if last and not _is_old(turn, last[0].at) else None


def _is_old(turn: Turn, at: float) -> bool:
    return turn.act.now.timestamp() - at > FRESH.total_seconds()


def waiting(turn: Turn) -> Papers | None:
    """The papers that plain words speak of: the open gathering, else the newest closed one."""
    open_now = opened(turn)
    return open_now if open_now and not open_now.is_empty else newest(turn)


def let_go(turn: Turn, papers: Papers) -> None:
    """These papers wait no longer."""
    if turn.session.get(OPEN, {}).get("id") == papers.id:
        turn.session.pop(OPEN)
    turn.session[CLOSED] = [one.model_dump(mode="json") for one in _closed(turn) if one.id != papers.id]


def forget(turn: Turn) -> None:
    """退出: whatever words speak of now waits no longer."""
    papers = waiting(turn) or opened(turn)
    if papers is not None:
        let_go(turn, papers)
        turn.settle(subject(papers), NO_USE)
