"""我交过什么: one's own and the unit's papers by item, any of them had back."""

import re
from collections.abc import Sequence
from typing import Any

from bot.conversation.briefs import brief, name_of
from bot.conversation.duty import Duty, words
from bot.conversation.turn import Press, Turn
from bot.errors import Mistaken, NotAllowed
from bot.permissions import may_see_unit_papers
from bot.understanding.names import names_of
from bot.understanding.text import plain
from bot.usecases.papers import paper_at, papers_of, viewed
from bot.words import papers as said
from cards.face import Button
from cards.papers import PaperGroup, PaperLine, PapersView, papers_card
from cards.words import moment
from scoring.scheme import Unit
from storage.evidence import Evidence
from storage.records import Entry, Letter

A_PAGE = 5
WHO = r"(?:我们?|咱们?|本单位|本处|(?:我|我们|咱们?)(?:单位|处|处里|中心))"
LOOK = r"(?:(?:请|帮我|给我)?(?:看看|看一?下|查看|查一?下|查|看))?"
PAPER = r"(?:材料|佐证|文件|东西)"
WHAT = rf"(?:都|已经?|一共)*交(?:过|了|过了)(?:什么|哪些|啥){PAPER}?"
HEARD = rf"{LOOK}(?P<before>[^谁没还不]{{0,20}}?){WHAT}(?P<after>.{{0,30}})"
OWNED = rf"{LOOK}{WHO}(?:都|已经?)*交(?:过|了)?的(?:全部|所有)?{PAPER}(?P<after>.{{0,30}})"
MINE = re.compile(r"^(?:我|本人|我自己)?$")


def my_papers(turn: Turn, match: re.Match[str]) -> None:
    """我交过什么, with a unit or an item before or behind it."""
    before = match.groupdict().get("before") or ""
    unit, item = _about(turn, f"{re.sub(WHO, '', before)} {match['after']}")
    if not turn.place.is_private:
        turn.say(said.PRIVATELY)
    _require_unit(turn, unit)
    mine = bool(MINE.match(before.strip())) and unit.code in turn.person.units
    _show(turn, None, unit=unit.code, item=item, mine=mine, page=0)


def _about(turn: Turn, text: str) -> tuple[Unit, str | None]:
    """The unit and the item that the words name; one's own unit when they name none."""
    named = names_of(turn.scheme).named(plain(text), turn.person.units, common_first=False)
    item = named.marked if named.marked is not None and named.marked.part == "task" else None
    if item is not None:
        return turn.scheme.unit_of_item(item.id), item.id
    if named.units:
        return named.units[0], None
    heard = re.sub(r"[\s，,。！!？?的呢吗了]", "", text)
    if heard:
        raise Mistaken(said.NO_SUCH_ITEM.format(heard=heard[:20]))
    if not turn.person.units:
        raise Mistaken(said.NO_UNIT.format(unit=turn.scheme.units[0].short))
    return turn.scheme.unit(turn.person.units[0]), None


def _require_unit(turn: Turn, unit: Unit) -> None:
    if not may_see_unit_papers(turn.act, unit.code):
        raise NotAllowed(said.FOREIGN.format(unit=unit.name))


def open_page(turn: Turn, press: Press) -> None:
    """Another page of the list, or the list of others."""
    _require_unit(turn, turn.scheme.unit(press.args["unit"]))
    _show(turn, press, **press.args)


def _show(turn: Turn, press: Press | None, *, unit: str, item: str | None, mine: bool, page: int) -> None:
    found, home = papers_of(turn.act, unit, item), turn.scheme.unit(unit)
    own = [paper for paper in found if paper.by == turn.person.id]
    kept = own if mine and own else found
    if not kept:
        turn.whisper(said.NOTHING.format(whose=home.short))
        return
    pages = -(-len(kept) // A_PAGE)
    here = min(max(page, 0), pages - 1)
    view = PapersView(
        owner=turn.person.name if mine and own else home.short,
        total=len(kept),
        groups=_groups(turn, kept[here * A_PAGE : (here + 1) * A_PAGE]),
        place=f"（{here + 1}/{pages}）" if pages > 1 else "",
        remark=said.NOTHING_MINE.format(unit=home.short) if mine and not own else "",
        title="我交过什么" if mine and own else f"{home.short}交过什么",
        buttons=_turns(turn, {"unit": unit, "item": item}, mine=mine and bool(own), here=here, pages=pages, own=own),
    )
    if press is None:
        turn.show_to(turn.person, papers_card(view))
    else:
        turn.refresh(press, papers_card(view))


def _turns(
    turn: Turn, about: dict[str, Any], *, mine: bool, here: int, pages: int, own: Sequence[Evidence]
) -> tuple[Button, ...]:
    """The buttons to older and newer papers, and between one's own and the unit's."""
    buttons = []
    if here + 1 < pages:
        buttons.append(turn.offer(said.OLDER, "papers.page", **about, mine=mine, page=here + 1))
    if here:
        buttons.append(turn.offer(said.NEWER, "papers.page", **about, mine=mine, page=here - 1))
    if mine:
        buttons.append(turn.offer(said.ALL, "papers.page", **about, mine=False, page=0))
    elif own:
        buttons.append(turn.offer(said.MINE, "papers.page", **about, mine=True, page=0))
    return tuple(buttons)


def _groups(turn: Turn, papers: Sequence[Evidence]) -> tuple[PaperGroup, ...]:
    """Papers by item, numbered as they stand; the item with the newest paper first."""
    by_item: dict[str, list[Evidence]] = {}
    for paper in papers:
        by_item.setdefault(paper.item, []).append(paper)
    numbers = iter(range(1, len(papers) + 1))
    return tuple(
        PaperGroup(item=brief(turn.scheme.marked(item)), papers=tuple(_line(turn, one, next(numbers)) for one in many))
        for item, many in by_item.items()
    )


def _line(turn: Turn, paper: Evidence, number: int) -> PaperLine:
    return PaperLine(
        number=number,
        task=task_name(turn, paper),
        names=tuple(file.name for file in paper.files) or (paper.text[:40],),
        by=name_of(turn.act, paper.by),
        at=paper.handed_in_at,
        document_on=paper.document_on,
        done_on=paper.done_on,
        link_only=paper.is_link_only,
        withdrawn=paper.withdrawn,
        fetch=turn.offer(said.FETCH.format(number=number), "papers.fetch", paper=paper.slot),
    )


def task_name(turn: Turn, paper: Evidence) -> str:
    """The task of a paper as people refer to it: 3.2 办公用房制度."""
    marked = turn.scheme.marked(paper.item)
    places = [f"{marked.seq}.{n} {task.label}" for n, task in _numbered(turn, paper) if task.id == paper.task]
    return places[0] if places else marked.label


def _numbered(turn: Turn, paper: Evidence) -> Sequence[tuple[int, Any]]:
    return list(enumerate(getattr(turn.scheme.marked(paper.item), "tasks", ()), start=1))


def fetch(turn: Turn, press: Press) -> None:
    """取回: the paper itself, to whoever may see it now."""
    paper = paper_at(turn.act, press.args["paper"])
    what = said.HEADING.format(
        task=task_name(turn, paper), when=moment(paper.handed_in_at), by=name_of(turn.act, paper.by)
    )
    if not paper.files:
        viewed(turn.act, paper, "text")
        turn.whisper(said.TEXT_ONLY.format(what=what, text=paper.text))
    elif turn.links is not None:
        turn.whisper(said.LINK.format(what=what, links="\n".join(_links(turn, paper))))
    else:
        viewed(turn.act, paper, "file")
        turn.whisper(said.SENT.format(what=what))
        for file in paper.files:
            body = {"sha256": file.sha256, "name": file.name}
            turn.act.desk.outbox.put(Letter(to=turn.mine, kind="file", body=body))
    if paper.files and (paper.note or paper.text):
        turn.whisper(said.NOTE.format(text=paper.note or paper.text))


def _links(turn: Turn, paper: Evidence) -> list[str]:
    assert turn.links is not None
    make, now = turn.links.to, turn.act.now
    return [
        said.LINK_LINE.format(name=file.name, url=make(turn.person.id, paper.slot, file.sha256, now))
        for file in paper.files
    ]


def look_button(turn: Turn, entries: Sequence[Entry]) -> Button | None:
    """看材料 for the papers of one item; None when there are none."""
    if not entries:
        return None
    label = said.LOOK.format(count=len(entries))
    return turn.offer(label, "papers.look", unit=entries[0].unit, item=entries[0].item, mine=False, page=0)


def look(turn: Turn, press: Press) -> None:
    """看材料: the papers of an item as a card of their own, beside the card that was tapped."""
    _require_unit(turn, turn.scheme.unit(press.args["unit"]))
    _show(turn, None, **press.args)


PAPERS = Duty(
    name="papers",
    hears=((words(HEARD), my_papers), (words(OWNED), my_papers)),
    verbs={"papers.page": open_page, "papers.look": look, "papers.fetch": fetch},
)
