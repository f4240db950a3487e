"""The sentences that several cards share, and how points, times and sizes are written."""

from datetime import datetime, timedelta, timezone
from decimal import Decimal

from cards.plain import clip
from scoring.parts import shown

LOCAL = timezone(timedelta(hours=8))
BACK, FORWARD = "上一页", "下一页"


def reply_by_number(example: str) -> str:
    """How to answer where nothing can be tapped."""
    return f"回复数字，或回复“{example}”："


def asked_after(label: str, wanted: str) -> str:
    """What follows a button whose form cannot be shown."""
    return f"选“{label}”后，我会接着问您：{wanted}。"


def page_title(title: str, here: int, count: int) -> str:
    """The title of one page of a long card."""
    return f"{clip(title, 48)}（{here}/{count}）"


def points(amount: Decimal) -> str:
    """An amount of points: 7.5 分."""
    return f"{shown(amount)} 分"


def signed(amount: Decimal) -> str:
    """A movement of points with its sign: +5, −2."""
    return f"+{shown(amount)}" if amount > 0 else f"−{shown(-amount)}" if amount < 0 else "0"


def moment(at: datetime) -> str:
    """A time as people here write it: 11月23日 20:34."""
    local = at.astimezone(LOCAL)
    return f"{local.month}月{local.day}日 {local:%H:%M}"


def stamp(who: str, at: datetime, did: str, old: str = "", new: str = "") -> str:
    """The end state of a card: who, when, what, old → new."""
    change = f" {old}→{new}" if old or new else ""
    return f"✔ {who} {moment(at)} {did}{change}"


def file_size(count: int) -> str:
    """The size of a file: 823 字节, 12.3 KB, 4.0 MB."""
    if count < 1024:
        return f"{count} 字节"
    return f"{count / 1024:.1f} KB" if count < 1024 * 1024 else f"{count / 1024 / 1024:.1f} MB"
