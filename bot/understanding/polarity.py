"""Whether a sentence may be taken as agreement at all: never when it denies, doubts, asks, or puts off."""

from bot.understanding.data import any_of

AGAINST = ("denying", "putting_off", "asking", "supposing")
DOUBT = ("asking", "supposing", "putting_off")


def may_agree(text: str) -> bool:
    """Whether nothing in the sentence speaks against taking it as agreement."""
    rest = any_of("agreeing").sub("", text)
    return not any(any_of(kind).search(rest) for kind in AGAINST)


def denies_lack(text: str) -> bool:
    """Whether "nothing deducted" is itself denied, asked or supposed: 不是没有扣分, 有没有扣分, 谁没扣分."""
    rest = any_of("agreeing").sub("", text)
    return bool(any_of("not_lacking").search(text)) or any(any_of(kind).search(rest) for kind in DOUBT)


def asks(text: str) -> bool:
    """Whether the sentence is a question."""
    return bool(any_of("asking").search(text))


def is_plain(text: str) -> bool:
    """Whether nothing in the sentence denies or holds back."""
    return not (any_of("denying").search(text) or holds_back(text))


def is_turned(text: str, start: int) -> bool:
    """Whether what begins at `start` is turned around by a word before it: 别打9分, 没委托, 不能写无扣分."""
    before = any_of("agreeing").sub("", text[:start])
    return bool(any_of("turning").search(before))


def holds_back(text: str) -> bool:
    """Whether the sentence says not to go on: 先别提交, 不要确认."""
    return bool(any_of("held_back").search(text))
