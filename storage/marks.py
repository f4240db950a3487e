"""Marks of classification (机密★1年, 【秘密】 …): found in texts and file names, and told from the mere words."""

import re
import unicodedata
from collections.abc import Iterator

BLANK = r"[ \t]{0,4}"
WORD = rf"(?:绝{BLANK}密|机{BLANK}密|秘{BLANK}密)"
TERM = rf"(?:[0-9]{{1,2}}{BLANK}(?:年|个{BLANK}月)|长{BLANK}期)"
HAN = r"\u4e00-\u9fff"
TALKED_OF = r"(?<![家业人作术事守*])"
"""国家秘密, 商业秘密, 工作秘密, 保守秘密 are things people write about; a mark has no such word before it."""

MARKS = tuple(
    re.compile(pattern, re.MULTILINE)
    for pattern in (
        rf"{TALKED_OF}{WORD}{BLANK}(?:★|\*{BLANK}{TERM})",
        rf"^{BLANK}{WORD}{BLANK}\*$",
        rf"(?:(?<![{HAN}])|(?<=[急件级])){WORD}{BLANK}{TERM}(?![{HAN}0-9])",
        rf"(?:【{BLANK}{WORD}{BLANK}】|\[{BLANK}{WORD}{BLANK}\])",
        rf"密{BLANK}级{BLANK}:{BLANK}{WORD}级?(?![{HAN}、/,])",
    )
)
ALONE = re.compile(rf"\(?{BLANK}{WORD}{BLANK}\)?")
IN_NAME = re.compile(rf"^\({WORD}\)|\({WORD}\)$")
HEAD, HEAD_LINES = 2000, 5
"""An old mark is the bare word on a line of its own at the head of the first page."""

AROUND = 60
SAME_SIGNS = str.maketrans(
    {"☆": "★", "⭐": "★", "✭": "★", "✩": "★", "✪": "★", "🌟": "★", "✱": "*", "※": "★", "機": "机", "絕": "绝"}
)
UNSEEN = re.compile(r"[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff]+")


def classification_mark(text: str) -> bool:
    """Whether a text bears a classification mark; the words 秘密 or 机密文件 by themselves are none."""
    if "密" not in text:
        return False
    if any(mark.search(piece) for piece in _pieces(text) for mark in MARKS):
        return True
    lines = [line.strip() for line in plain_signs(text[:HEAD]).splitlines() if line.strip()]
    return len(lines) > 1 and any(ALONE.fullmatch(line) for line in lines[:HEAD_LINES])


def marked_name(name: str) -> bool:
    """Whether a file name bears a mark: 机密★…, 【秘密】…, （机密）…."""
    stem = plain_signs(name).rsplit(".", 1)[0].strip()
    return classification_mark(stem) or IN_NAME.search(stem) is not None


def plain_signs(text: str) -> str:
    """A text with one form of each sign: half-width, one star, simplified 机 and 绝, nothing unseen inside a word."""
    return UNSEEN.sub("", unicodedata.normalize("NFKC", text).translate(SAME_SIGNS))


def _pieces(text: str) -> Iterator[str]:
    """The neighbourhoods of every 密, so that a long text costs little."""
    start, end = 0, -1
    for found in re.finditer("密", text):
        if found.start() - AROUND > end:
            if end > 0:
                yield plain_signs(text[start:end])
            start = max(0, found.start() - AROUND)
        end = found.end() + AROUND
    yield plain_signs(text[start:end])
