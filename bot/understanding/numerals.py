"""The figures in a sentence: Chinese and Arabic numbers, points, counts, months, years and days."""

import calendar
import re
from datetime import date, timedelta
from decimal import Decimal

DIGITS = {char: value for value, char in enumerate("零一二三四五六七八九")} | {"〇": 0, "两": 2, "俩": 2, "仨": 3}
CN = "零〇一二三四五六七八九十两"
FIGURE = rf"(?:\d{{1,3}}(?:\.\d{{1,2}})?|[{CN}]{{1,3}}(?:点[{CN}]{{1,2}})?)"

COUNT = re.compile(rf"(?P<n>\d{{1,3}}|[{CN}]{{1,3}}|俩|仨)(?:人次|次|回|趟|起|遍|人|篇|条信息|项计划)")
AMOUNT = re.compile(rf"(?P<n>{FIGURE})(?P<half>分半)?(?:分(?!管|之|钟)|$)")
SIGNED = re.compile(
    rf"(?:扣|减|加|打|评|给|调到|调为|调成|改为|改成|改到|核减|核增)(?:个|了|掉)?(?P<n>{FIGURE})(?!月|号|日|年|次|项|回|人|\.?\d)"
)
MONTH = re.compile(rf"(?P<n>1[0-2]|[1-9]|十[一二]?|[一二三四五六七八九])月(?:份|底|初|末)?(?!\d|[{CN}]+[号日])")
YEAR = re.compile(r"(?P<n>20\d\d)年?(?:度)?|(?<!\d)(?P<short>2\d)年")
DAY = re.compile(
    rf"(?:(?P<year>20\d\d)[年./-])?(?P<month>\d{{1,2}}|[{CN}]{{1,3}})(?:月|[/-])(?P<day>\d{{1,2}}|[{CN}]{{1,3}})(?:号|日|$|(?![\d{CN}项次分]))"
)
WEEKDAYS = {
    "一": 0,
    "二": 1,
    "三": 2,
    "四": 3,
    "五": 4,
    "六": 5,
    "日": 6,
    "天": 6,
    "1": 0,
    "2": 1,
    "3": 2,
    "4": 3,
    "5": 4,
}


def whole(numeral: str) -> int | None:
    """A whole number as people write it: 12, 十二, 两; None when it is none."""
    if numeral.isdecimal():
        return int(numeral)
    tens, ten, ones = numeral.rpartition("十")
    if not ten:
        return DIGITS.get(ones) if len(ones) == 1 else None
    if (tens and tens not in DIGITS) or (ones and ones not in DIGITS):
        return None
    return (DIGITS[tens] if tens else 1) * 10 + (DIGITS[ones] if ones else 0)


def decimal(numeral: str) -> Decimal | None:
    """A number with decimals: 1.5, 一点五, 九; None when it is none."""
    head, point, tail = numeral.replace("点", ".").partition(".")
    if head.isdecimal() and (not point or tail.isdecimal()):
        return Decimal(numeral.replace("点", "."))
    number = whole(head)
    digits = "".join(str(DIGITS[char]) for char in tail if char in DIGITS)
    return None if number is None else Decimal(f"{number}.{digits}" if digits else number)


def count_in(text: str) -> int | None:
    """How often, when the text says so: 三次, 两回, 2人次."""
    match = COUNT.search(text)
    return whole(match["n"]) if match and not text[: match.start()].endswith("第") else None


def month_in(text: str, today: date) -> int | None:
    """The month the text names: 3月, 九月份, 上个月, 本月."""
    for words, back in (("上上个?月", 2), ("上个?月", 1), ("这个?月|本月|当月", 0)):
        if re.search(words, text):
            return (today.month - 1 - back) % 12 + 1
    match = MONTH.search(text)
    return whole(match["n"]) if match else None


def year_in(text: str, today: date) -> int | None:
    """The year the text names: 2022年, 22年, 去年, 今年."""
    for words, back in (("前年", 2), ("去年|上一?年", 1), ("明年|下一?年", -1)):
        if re.search(words, text):
            return today.year - back
    match = YEAR.search(text)
    return (int(match["n"] or f"20{match['short']}")) if match else None


def day_in(text: str, today: date) -> date | None:
    """The day the text names, the next one when no year is given: 11月30号, 12-10, 下周五, 后天, 月底."""
    match = DAY.search(text)
    if match:
        month, day = whole(match["month"]), whole(match["day"])
        return _day(int(match["year"] or today.year), month or 0, day or 0)
    return _relative(text, today)


def _relative(text: str, today: date) -> date | None:
    for word, ahead in (("大后天", 3), ("后天", 2), ("明天|明早|明儿|明朝", 1), ("今天|今晚", 0)):
        if re.search(word, text):
            return today + timedelta(days=ahead)
    week = re.search(r"(?P<which>下下|下|这|本)?个?(?:周|星期|礼拜)(?P<day>[一二三四五六日天1-5])", text)
    if week:
        weeks = {"下下": 2, "下": 1}.get(week["which"] or "", 0)
        found = today + timedelta(days=WEEKDAYS[week["day"]] - today.weekday() + 7 * weeks)
        return found if found >= today or week["which"] else found + timedelta(days=7)
    after = re.search(rf"(?P<n>\d{{1,2}}|[{CN}]{{1,2}})(?P<unit>天|个?星期|周|个?工作日)(?:后|以后|之后)", text)
    if after:
        return today + timedelta(
            days=(whole(after["n"]) or 0) * (1 if "天" in after["unit"] or "日" in after["unit"] else 7)
        )
    return _month_end(text, today)


def _month_end(text: str, today: date) -> date | None:
    end = re.search(r"(?P<n>1[0-2]|[1-9]|十[一二]?|[一二三四五六七八九]|本|这个|下个?)?月(?:底|末)", text)
    if end is None:
        return None
    which = end["n"] or "本"
    month = whole(which) or today.month + (1 if which.startswith("下") else 0)
    year = today.year + (1 if month > 12 else 0)
    month = (month - 1) % 12 + 1
    return date(year, month, calendar.monthrange(year, month)[1])


def _day(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def amount_in(text: str) -> Decimal | None:
    """The points the text names: 扣1.5分, 打个九点五, 两分半."""
    half = re.search(rf"(?P<n>[{CN}]|\d)分半|半分", text)
    if half:
        return (Decimal(whole(half["n"]) or 0) if half["n"] else Decimal(0)) + Decimal("0.5")
    match = SIGNED.search(text) or AMOUNT.search(text)
    return decimal(match["n"]) if match else None
