"""Dates as people write them."""

import re
from datetime import date

from bot.errors import Mistaken
from bot.words.days import NO_DATE


def past_day_said(said: str, today: date) -> date:
    """A day gone by; without a year it is the last such day."""
    figures = re.findall(r"\d+", said)
    if len(figures) != 2:
        return day_said(said)
    try:
        found = date(today.year, int(figures[0]), int(figures[1]))
        return found if found <= today else found.replace(year=today.year - 1)
    except ValueError:
        raise Mistaken(NO_DATE.format(said=said[:20])) from None


def coming_day_said(said: str, today: date) -> date:
    """A day to come; without a year it is the next such day."""
    figures = re.findall(r"\d+", said)
    if len(figures) != 2:
        return day_said(said)
    try:
        found = date(today.year, int(figures[0]), int(figures[1]))
        return found if found >= today else found.replace(year=today.year + 1)
    except ValueError:
        raise Mistaken(NO_DATE.format(said=said[:20])) from None


def day_said(said: str) -> date:
    """A date as people write it: 2022-06-01, 2022年6月1日, 2022.6.1."""
    figures = re.findall(r"\d+", said)
    try:
        year, month, day = (int(figure) for figure in figures)
        return date(year, month, day)
    except ValueError:
        raise Mistaken(NO_DATE.format(said=said[:20])) from None
