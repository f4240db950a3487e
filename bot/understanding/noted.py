"""What a scorer's note says: which unit, on which day, what happened, how often, and the paper that says so."""

import re
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from bot.understanding.numerals import CN, DAY, decimal, whole
from scoring.scheme import CommonItem, Rule, Scheme, Unit

PAPER = re.compile(r"[\u4e00-\u9fff]{0,12}[〔\[(（【]\s*20\d\d\s*[〕\])）】]\s*第?\s*\d{1,4}\s*号")
BASIS = re.compile(r"[，,。；;、\s]*(?:依据|凭证|凭据)\s*(?:是|为)?[:：\s]*(?P<basis>.+)$", re.DOTALL)
OFTEN = re.compile(rf"(?<!第)(?P<n>\d{{1,3}}|[{CN}]{{1,3}})\s*(?:人次|次|回|个问题|件|项)")
COST = re.compile(r"扣\s*(?P<n>\d{1,2}(?:\.\d{1,2})?)\s*分")
BACK = {"大前天": 3, "前天": 2, "昨天": 1, "昨日": 1, "今天": 0, "今日": 0, "刚才": 0}
FOR = re.compile(r"^(?:请|帮我|帮忙|麻烦|给|对|把)+\s+")
"""What stood before the unit."""
MARKS = re.compile(r"[，,。；;、：:\s]+")


@dataclass(frozen=True)
class Noted:
    """The parts of a note; what it does not say is empty. A day that the calendar does not have is no day."""

    units: tuple[Unit, ...]
    what: str
    day: date | None
    has_wrong_day: bool
    count: int | None
    amount: Decimal | None
    basis: str
    number: str


def read_note(text: str, scheme: Scheme, today: date) -> Noted:
    """The parts of what a scorer typed; a day without a year is one of the scheme's year."""
    told = BASIS.search(text)
    body, basis = (text[: told.start()], told["basis"].strip()) if told else (text, "")
    body, units = _units(body, scheme)
    paper = PAPER.search(basis) or PAPER.search(body)
    if paper and not basis:
        body, basis = body.replace(paper[0], " "), paper[0]
    body, day, wrong = _day(body, scheme, today)
    body, count = _figure(body, OFTEN)
    body, amount = _figure(body, COST)
    return Noted(
        units=units,
        what=FOR.sub("", MARKS.sub(" ", body).strip()),
        day=day,
        has_wrong_day=wrong,
        count=None if count is None else whole(count),
        amount=None if amount is None else decimal(amount),
        basis=basis.rstrip("。；; "),
        number=re.sub(r"\s", "", paper[0]) if paper else "",
    )


def _units(text: str, scheme: Scheme) -> tuple[str, tuple[Unit, ...]]:
    """The text without the names of the units it names, and those units."""
    names = [(name, unit) for unit in scheme.units for name in (unit.name, unit.short, unit.code, *unit.aliases)]
    found: dict[str, Unit] = {}
    for name, unit in sorted(names, key=lambda one: -len(one[0])):
        if len(name) > 1 and name in text:
            found[unit.code] = unit
            text = text.replace(name, " ")
    return text, tuple(found.values())


def _day(text: str, scheme: Scheme, today: date) -> tuple[str, date | None, bool]:
    """The text without its day, the day, and whether it names one that does not exist."""
    match = DAY.search(text)
    if match is None:
        word = next((word for word in BACK if word in text), None)
        day = None if word is None else today - timedelta(days=BACK[word])
        return (text if word is None else text.replace(word, " ")), day, False
    month, number = whole(match["month"]), whole(match["day"])
    rest = f"{text[: match.start()]} {text[match.end() :]}"
    try:
        return rest, date(int(match["year"] or scheme.year), month or 0, number or 0), False
    except ValueError:
        return rest, None, True


def _figure(text: str, pattern: re.Pattern[str]) -> tuple[str, str | None]:
    match = pattern.search(text)
    return (text, None) if match is None else (f"{text[: match.start()]} {text[match.end() :]}", match["n"])


def row_meant(text: str, rows: list[CommonItem]) -> CommonItem | None:
    """The one row that the words name by its label, a keyword or a rule of it; None when none or several fit."""
    if len(rows) == 1:
        return rows[0]
    scored = sorted(((_fits(text, row), -row.seq, row) for row in rows), key=lambda one: one[:2], reverse=True)
    return scored[0][2] if scored and scored[0][0] > 1 and scored[0][0] > scored[1][0] else None


def rule_meant(text: str, rules: list[Rule]) -> Rule | None:
    """The one rule whose words the text shares; None when none or several fit."""
    if len(rules) == 1:
        return rules[0]
    scored = sorted(((_shared(text, rule.label), rule) for rule in rules), key=lambda one: -one[0])
    return scored[0][1] if scored[0][0] > 1 and scored[0][0] > scored[1][0] else None


def _fits(text: str, row: CommonItem) -> int:
    named = 6 * (row.label in text) + 3 * sum(word in text for word in row.keywords)
    return named + max((_shared(text, rule.label) for rule in row.rules), default=0)


def _shared(text: str, label: str) -> int:
    """How many pairs of neighbouring characters a text has in common with a label."""
    return sum(label[at : at + 2] in text for at in range(len(label) - 1))
