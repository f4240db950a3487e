"""The sentences that several cards share, and how points, times, sizes and rules are written."""

from datetime import date, datetime, timedelta, timezone
from decimal import Decimal

from cards.plain import clip
from scoring.parts import shown
from scoring.scheme import Kind, Marked, Rule

LOCAL = timezone(timedelta(hours=8))
NUMERALS = "零一二三四五六七八九十"

BACK, FORWARD = "上一页", "下一页"
CLEAN = "无扣分"
NOT_YET = "还没有选"
NOT_ASSESSED = "还没有自评"
PROPOSED = "材料齐全，建议无扣分"
NO_PROOF = "还没有佐证"
PROVISIONAL = "以上为暂定数，以党组审定后公布的为准。"
JUDGED = "（人工裁量）"
WITHDRAW = "交错了可以撤回，撤回会留痕。"
KEPT = "每选一次就存一次，提交前都可以改。"
HIDDEN = "各位领导的打分在全部交齐前互不可见。"
FINAL_STEP = "这一步做了就不能直接撤回，请核对后再点。"

GROUP_FILES = "群里的文件我收不到，请点我的头像，在私聊里把文件发给我。"
GROUP_PRIVATE = "这件事请点我的头像，在私聊里办。"


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


def span(low: Decimal, high: Decimal) -> str:
    """A range of points, ends included; from 0 means more than 0 (the paper prints no range there)."""
    return f"{shown(low)}–{shown(high)}" if low else f"不超过 {shown(high)}"


def price(rule: Rule, marked: Marked) -> str:
    """What a rule costs, as short as it can be said: −2, 每次 −1, 视情 1–4, 扣完."""
    if rule.kind is Kind.ALL:
        return "扣完"
    amount = span(*marked.limits(rule)) if rule.amount is None else signed(-rule.amount)
    if rule.kind in (Kind.PER_OCCURRENCE, Kind.PER_SUBTASK):
        amount = f"每{rule.per or '项'} {amount}"
    elif rule.has_range:
        amount = f"{rule.degree or '酌情'} {amount}"
    return amount if rule.cap is None else f"{amount}，最多 {signed(-rule.cap)}"


def rule_label(rule: Rule, marked: Marked) -> str:
    """What stands on the button of a rule: what happened and what it costs."""
    return f"{clip(rule.label, 20)} {price(rule, marked)}"


def set_to(count: int, per: str = "") -> str:
    """What stands on a button that sets a count: 记为 3 次."""
    return f"记为 {count} {per or '次'}"


def rest_clean(count: int) -> str:
    """What stands on the button that settles all units left: 其余七家均无扣分."""
    number = NUMERALS[count] if count < len(NUMERALS) else str(count)
    return f"其余{number}家均无扣分"


def moment(at: datetime) -> str:
    """A time as people here write it: 11月23日 20:34."""
    local = at.astimezone(LOCAL)
    return f"{local.month}月{local.day}日 {local:%H:%M}"


def day(when: date) -> str:
    """A day in full: 2022年12月20日."""
    return f"{when.year}年{when.month}月{when.day}日"


def stamp(who: str, at: datetime, did: str, old: str = "", new: str = "") -> str:
    """The end state of a card: who, when, what, old → new."""
    change = f" {old}→{new}" if old or new else ""
    return f"✔ {who} {moment(at)} {did}{change}"


def file_size(count: int) -> str:
    """The size of a file: 823 字节, 12.3 KB, 4.0 MB."""
    if count < 1024:
        return f"{count} 字节"
    return f"{count / 1024:.1f} KB" if count < 1024 * 1024 else f"{count / 1024 / 1024:.1f} MB"
