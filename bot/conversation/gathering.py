"""Files, pictures and words that come one after another are one submission: closed by 完成 or when it grows quiet."""

from datetime import timedelta

from bot.conversation.amending import amend
from bot.conversation.papers import Papers, begin, keep_open, let_go, newest, on_their_way, opened, own_items, subject
from bot.conversation.placing import ask_again, ask_where, place_by_words
from bot.conversation.self_summary import offered_to, take_summary
from bot.conversation.turn import Press, Turn
from bot.conversation.wanted import is_wanted, take_wanted
from bot.errors import Mistaken
from bot.gateway.events import Fetched
from bot.permissions import Deed, require
from bot.understanding.intents import Heard
from bot.understanding.matching import likely_tasks
from bot.usecases.evidence import filed_now
from bot.words import evidence as said
from bot.words.summary import AS_PAPER
from cards.notices import NoticeView, notice_card
from cards.words import GROUP_PRIVATE
from storage.records import StoredFile

QUIET = timedelta(seconds=20)
SOON = timedelta(seconds=5)
"""How long a quiet gathering still waits for files that are on their way."""
REPORT = 12
"""Words shorter than this report no work done."""


def fetched(turn: Turn, event: Fetched) -> None:
    """A file has been fetched and kept, or could not be: it joins what is being gathered."""
    papers = opened(turn)
    if event.problem:
        turn.say(event.problem)
    else:
        if not is_wanted(turn):
            require(turn.act, Deed.HAND_IN)
        file = turn.act.desk.files.get(event.sha256)
        if file is None:
            raise Mistaken(said.NOT_KEPT)
        file = file.model_copy(update={"name": event.name})
        if not take_summary(turn, event, file) and not take_wanted(turn, file):
            papers = _with_file(turn, papers or begin(turn), file)
    if papers is not None and papers.is_finished and not on_their_way(turn):
        _close(turn, papers)


def as_paper(turn: Turn, press: Press) -> None:
    """The file that looked like the year's summary is a paper for a task after all."""
    turn.settle(offered_to(turn), AS_PAPER)
    _with_file(turn, opened(turn) or begin(turn), StoredFile.model_validate(press.args["file"]))


def _with_file(turn: Turn, papers: Papers, file: StoredFile) -> Papers:
    if any(one.sha256 == file.sha256 for one in papers.files):
        turn.say(said.TWICE.format(name=file.name))
        return papers
    return _gather(turn, papers, papers.model_copy(update={"files": (*papers.files, file)}))


def _gather(turn: Turn, before: Papers, papers: Papers) -> Papers:
    """Keep what has come, say so the first time, and wait for more."""
    keep_open(turn, papers)
    turn.later(turn.act.now + QUIET, f"gather:{turn.person.id}", "evidence.close", papers=papers.id)
    if before.is_empty and not papers.is_finished:
        _acknowledge(turn, papers)
    return papers


def _acknowledge(turn: Turn, papers: Papers) -> None:
    """Say at once that something has come, and how to end the submission."""
    done = turn.offer(said.THAT_IS_ALL, "evidence.finish").as_main()
    drop = turn.offer(said.NO_USE, "evidence.drop", papers=papers.id)
    view = NoticeView(title=said.GATHERING_TITLE, lines=(_received(turn, papers),), buttons=(done, drop))
    turn.show(notice_card(view), subject(papers))


def _received(turn: Turn, papers: Papers) -> str:
    if papers.onto:
        task = filed_now(turn.act, papers.onto).task or ""
        return said.GATHERING_MORE.format(named=papers.named, task=turn.scheme.task(task).label)
    if papers.wanted:
        return said.GATHERING_FOR.format(named=papers.named, task=turn.scheme.task(papers.wanted[0]).label)
    return said.GATHERING.format(named=papers.named, seconds=QUIET.seconds)


def gather_words(turn: Turn, text: str) -> None:
    """Words join what is being gathered, or begin it."""
    require(turn.act, Deed.HAND_IN)
    papers = opened(turn) or begin(turn)
    joined = "\n".join(part for part in (papers.text, text.strip()) if part)
    _gather(turn, papers, papers.model_copy(update={"text": joined}))


def caption(turn: Turn, press: Press) -> None:
    """Words sent along with pictures: where these belong, or their note."""
    if not place_by_words(turn, press.args["text"]):
        gather_words(turn, press.args["text"])


def offer_words(turn: Turn, text: str) -> bool:
    """Gather words that look like a report of work done; False when they look like nothing of the kind."""
    likely = likely_tasks(text, own_items(turn))
    if len(text.strip()) < REPORT or not likely or likely[0].likeness < 0.5:
        return False
    gather_words(turn, text)
    return True


def finish_by_words(turn: Turn, heard: Heard) -> None:
    """完成, in the private chat."""
    if not turn.place.is_private:
        raise Mistaken(GROUP_PRIVATE)
    _finish(turn)


def finish(turn: Turn, press: Press) -> None:
    """发完了, tapped."""
    _finish(turn)


def _finish(turn: Turn) -> None:
    papers, coming = opened(turn), on_their_way(turn)
    if coming:
        keep_open(turn, (papers or begin(turn)).model_copy(update={"is_finished": True}))
        turn.say(said.STILL_FETCHING.format(count=coming))
    elif papers is not None and not papers.is_empty:
        _close(turn, papers)
    else:
        _nothing_gathered(turn)


def _nothing_gathered(turn: Turn) -> None:
    left = newest(turn)
    if left is None:
        raise Mistaken(said.NOTHING_GATHERED)
    ask_again(turn, left)


def close(turn: Turn, press: Press) -> None:
    """It has been quiet long enough; files that are still on their way are waited for."""
    papers = opened(turn)
    if papers is None or papers.id != press.args["papers"]:
        return
    if on_their_way(turn):
        turn.later(turn.act.now + SOON, f"gather:{turn.person.id}", "evidence.close", papers=papers.id)
        return
    _close(turn, papers)


def _close(turn: Turn, papers: Papers) -> None:
    turn.act.desk.wakes.cancel(f"gather:{turn.person.id}")
    turn.settle(subject(papers), said.ALL_HERE)
    if papers.is_empty:
        let_go(turn, papers)
    elif papers.onto:
        amend(turn, papers)
    else:
        ask_where(turn, papers)
