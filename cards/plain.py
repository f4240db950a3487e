"""Words that people wrote, made harmless: they can look like anything on a card, but do nothing."""

import re
import unicodedata

HARMLESS = str.maketrans({sign: chr(ord(sign) + 0xFEE0) for sign in "[]<>*_`#@|~\\!&$"})
LEADING = re.compile(r"^[-+=]|^(\d{1,9})([.)])")
UNSEEN = re.compile(r"[\u202a-\u202e\u2066-\u2069\u200e\u200f\u061c\ufeff\ufff9-\ufffb\U000e0000-\U000e007f]")


def plain(text: str) -> str:
    """The text on one line; it carries no markup, link, mention or hidden direction.

    Signs that mean something in markdown become their full-width twins, because the platform does not say
    which escapes it knows. A person reads the same in every form of the card.
    """
    line = " ".join("".join(_visible(sign) for sign in UNSEEN.sub("", text)).split())
    return line.translate(HARMLESS).replace("://", "：//")


def plain_line(text: str) -> str:
    """The same for words that stand at the start of a line, where a dash or a number would begin a list."""
    return LEADING.sub(lambda found: _wide(found.group(0)), plain(text))


def _visible(sign: str) -> str:
    """Control characters and lone surrogates leave a blank, everything else stays."""
    return " " if unicodedata.category(sign) in ("Cc", "Cs", "Zl", "Zp") else sign


def _wide(start: str) -> str:
    """The start of a line that would make it a list or a heading, with its last sign full-width."""
    return start[:-1] + chr(ord(start[-1]) + 0xFEE0)


def clip(text: str, limit: int) -> str:
    """The text in at most `limit` characters; a cut shows."""
    return text if len(text) <= limit else text[: limit - 1] + "…"
