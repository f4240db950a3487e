"""Papers seen again: what somebody handed in, item by item."""

from datetime import date, datetime

from cards import words
from cards.face import Button, Face
from cards.parts import GAP, NAME_CHARS, given, main, named
from cards.plain import clip, plain
from cards.views import ItemBrief
from scoring.parts import Frozen

MOST_NAMES = 3
LINK_ONLY, WITHDRAWN = "仅链接", "已撤回"


class PaperLine(Frozen):
    """One paper: its number on the page, the task, what it holds, by whom and its three dates."""

    number: int
    task: str
    names: tuple[str, ...]
    by: str
    at: datetime
    document_on: date | None = None
    done_on: date | None = None
    link_only: bool = False
    withdrawn: bool = False
    fetch: Button | None = None


class PaperGroup(Frozen):
    """The papers of one item, the newest first."""

    item: ItemBrief
    papers: tuple[PaperLine, ...]


class PapersView(Frozen):
    """One page of what a person or a unit handed in."""

    owner: str
    total: int
    groups: tuple[PaperGroup, ...]
    place: str = ""
    remark: str = ""
    title: str = "我交过什么"
    buttons: tuple[Button, ...] = ()


def papers_card(view: PapersView) -> Face:
    """List papers by item; each can be had back."""
    lines = [plain(view.remark)] if view.remark else []
    lines.append(words.PAPERS.format(whose=plain(view.owner), count=view.total))
    for group in view.groups:
        lines += [named(group.item), *(_paper(one) for one in group.papers)]
    fetch = [one.fetch for group in view.groups for one in group.papers]
    return Face(
        title=f"{view.title}{view.place}",
        body=tuple(lines),
        buttons=given(*(main(one) for one in fetch[:1]), *fetch[1:], *view.buttons),
        foot=words.FETCH,
    )


def _paper(one: PaperLine) -> str:
    names = "、".join(plain(clip(name, NAME_CHARS)) for name in one.names[:MOST_NAMES])
    more = f" 等 {len(one.names)} 个" if len(one.names) > MOST_NAMES else ""
    days = [f"{words.moment(one.at)} 交", plain(one.by)]
    days += [f"文件日期 {words.day(one.document_on)}"] if one.document_on else []
    days += [f"完成 {words.day(one.done_on)}"] if one.done_on else []
    marks = [mark for mark, there in ((LINK_ONLY, one.link_only), (WITHDRAWN, one.withdrawn)) if there]
    marked = f"（{'，'.join(marks)}）" if marks else ""
    return GAP.join([f"（{one.number}）{plain(one.task)}：{names}{more}{marked}", *days])
