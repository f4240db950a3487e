"""The days a person writes about a paper: when the work was done, and the date the document bears."""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from bot.understanding.numerals import CN, DIGITS, whole

N = rf"(?:\d{{1,2}}|[{CN}]{{1,3}})"
WRITTEN = re.compile(
    rf"(?<![\d.])(?:(?P<year>20\d\d|二[〇零]二[{CN}])\s*[年./-]\s*)?(?P<month>{N})\s*[月./-]\s*(?P<day>{N})[日号]?(?!\d)"
)
SPOKEN = re.compile(r"(?P<ago>今天|昨天|前天)|上个?(?:周|星期|礼拜)(?P<weekday>[一二三四五六日天])")
AGO = {"今天": 0, "昨天": 1, "前天": 2}
WEEKDAYS = "一二三四五六日"
IS = r"(?:的)?(?:日期|时间|日子)?(?:是|为|在|于|:)*\s*$"
ON_PAPER_BEFORE = re.compile(rf"(?:落款|成文|印发|签发|发文|盖章|文件|公文|文){IS}")
ON_PAPER_AFTER = re.compile(r"^\s*的?(?:落款|成文|印发|签发|发文|盖章|(?<=的)(?:文件|通知|通报|方案|报告|纪要))")
DONE_BEFORE = re.compile(rf"(?:完成|办结|办完|做完|办理|实施|开展){IS}")
DONE_AFTER = re.compile(
    r"^(?P<between>[^,。;\d]{0,8}?)(?:完成|办结|办完|做完|办好|做好|弄好|弄完|搞定|落实|开完|召开|验收|结束|整改到位)"
)
NOT_DONE = re.compile(r"没|未|不|前|预计|计划|准备|争取|打算|要|才能|再")


@dataclass(frozen=True)
class PaperDates:
    """What is known of a paper's days; None where nothing was said."""

    done_on: date | None = None
    document_on: date | None = None

    def __bool__(self) -> bool:
        return self.done_on is not None or self.document_on is not None


def dates_in(text: str, year: int, today: date) -> PaperDates:
    """The days that the words mark as done (3月5日完成) or as on the document (落款3月1日); none that is to come.

    A day without a year is one of `year`; a day that nothing marks says nothing.
    """
    plain = unicodedata.normalize("NFKC", text)
    done = document = None
    for start, end, day in _days(plain, year, today):
        before, after = plain[max(0, start - 10) : start], plain[end : end + 14]
        if ON_PAPER_BEFORE.search(before) or ON_PAPER_AFTER.match(after):
            document = day
        elif _is_done(before, after):
            done = day
    return PaperDates(done, document)


def names_a_day(text: str, year: int, today: date) -> bool:
    """Whether the words name any day, marked or not."""
    return any(_days(unicodedata.normalize("NFKC", text), year, today))


def _is_done(before: str, after: str) -> bool:
    follows = DONE_AFTER.match(after)
    if NOT_DONE.search(before[-4:]) or (follows and NOT_DONE.search(follows["between"])):
        return False
    return bool(follows or DONE_BEFORE.search(before))


def _days(text: str, year: int, today: date) -> Iterator[tuple[int, int, date]]:
    """Every day the text names that is real and not to come, with where it stands."""
    found = [(match, _written(match, year)) for match in WRITTEN.finditer(text)]
    found += [(match, _spoken(match, today)) for match in SPOKEN.finditer(text)]
    for match, day in sorted(found, key=lambda one: one[0].start()):
        if day is not None and day <= today:
            yield match.start(), match.end(), day


def _written(match: re.Match[str], year: int) -> date | None:
    try:
        return date(_year(match["year"]) or year, whole(match["month"]) or 0, whole(match["day"]) or 0)
    except ValueError:
        return None


def _year(written: str | None) -> int | None:
    return int("".join(str(DIGITS.get(char, char)) for char in written)) if written else None


def _spoken(match: re.Match[str], today: date) -> date:
    if match["ago"]:
        return today - timedelta(days=AGO[match["ago"]])
    monday = today - timedelta(days=today.weekday() + 7)
    return monday + timedelta(days=WEEKDAYS.index(match["weekday"].replace("天", "日")))
