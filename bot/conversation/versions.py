"""公布版本: every version that was published stays readable, the corrected ones too."""

import re

from bot.clock import local_day
from bot.conversation.duty import Duty, words
from bot.conversation.turn import Press, Turn
from bot.errors import NotAllowed
from bot.permissions import Sight, sights
from bot.usecases.correcting import published_version, result_of
from bot.usecases.decided_of_all import orders_told
from bot.words import correcting as said
from cards.face import Button
from cards.notices import NoticeView, notice_card
from cards.ranking import RankingView, RankLine, ranking_card
from cards.words import NUMERALS, day
from scoring import Ranking, Sheet
from storage.records import Entry


def show_versions(turn: Turn) -> None:
    """The versions, and a button for each that was corrected."""
    newest = _newest(turn)
    found = [published_version(turn.act, one) for one in range(1, newest + 1)]
    buttons = tuple(_button(turn, one) for one in found)
    lines = tuple(_line(one) for one in found)
    turn.show(notice_card(NoticeView(title=said.VERSIONS, lines=lines, buttons=buttons)))


def _newest(turn: Turn) -> int:
    if not all(Sight.RANK in sight for sight in sights(turn.act).values()) or not turn.act.version("publication"):
        raise NotAllowed(said.NO_VERSIONS)
    version: int = published_version(turn.act).payload["version"]
    return version


def _line(published: Entry) -> str:
    kept = published.payload.get("correction")
    basis = said.VERSION_BASIS.format(number=kept["number"], reason=kept["reason"]) if kept else ""
    return said.VERSION_LINE.format(
        version=published.payload["version"], when=day(local_day(published.at)), basis=basis
    )


def _button(turn: Turn, published: Entry) -> Button:
    version = published.payload["version"]
    return turn.offer(said.SEE_VERSION.format(version=version), "version.see", version=version)


def say_version(turn: Turn, match: re.Match[str]) -> None:
    """第1版, 排名 第1版."""
    said_so = match.group("version")
    show_version(turn, NUMERALS.index(said_so) if said_so in NUMERALS else int(said_so))


def tap_version(turn: Turn, press: Press) -> None:
    """A version's button."""
    show_version(turn, press.args["version"])


def show_version(turn: Turn, version: int) -> None:
    """The ranking as a version published it."""
    newest = _newest(turn)
    published = published_version(turn.act, version)
    basis = said.BASIS_NOW if version == newest else said.BASIS_OLD
    told = basis.format(version=version, when=day(local_day(published.at)), newest=newest)
    sheets, ranking = result_of(published)
    lines = _lines(turn, {sheet.unit: sheet for sheet in sheets}, ranking)
    orders = orders_told(ranking, turn.scheme)
    turn.show(ranking_card(RankingView(year=turn.act.year, level=1, ranks=lines, basis=told, orders=orders)))


def _lines(turn: Turn, sheets: dict[str, Sheet], ranking: Ranking) -> tuple[RankLine, ...]:
    return tuple(
        RankLine(
            rank=one.rank,
            unit=turn.scheme.unit(one.unit).name,
            total=one.total,
            eligible=sheets[one.unit].eligible,
            kind=one.kind,
            rank_in_kind=one.rank_in_kind,
        )
        for one in ranking.ranks
    )


VERSIONS = Duty(
    name="versions",
    hears=(
        (words("公布(?:的)?(?:各)?版本|公布记录|各版结果"), lambda turn, _: show_versions(turn)),
        (
            words(rf"(?:看看?|查|排名|公布)?的?\s*第\s*(?P<version>\d{{1,2}}|[{NUMERALS[1:]}])\s*版的?(?:排名|结果)?"),
            say_version,
        ),
    ),
    verbs={"version.see": tap_version},
)
