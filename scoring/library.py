"""The methods that come with the package, and methods from a file, each read once."""

import tomllib
from decimal import Decimal
from functools import lru_cache
from importlib.resources import files
from pathlib import Path

from pydantic import ValidationError

from scoring.errors import SchemeError, UnknownYear
from scoring.scheme import Scheme


def load_scheme(wanted: int | str | Path = 2022) -> Scheme:
    """The method of a year that comes with the package, or the one in a TOML file."""
    name = str(wanted)
    return _builtin(name) if name.isdecimal() else _from_file(Path(name))


@lru_cache(maxsize=8)
def _builtin(year: str) -> Scheme:
    source = files("scoring").joinpath("schemes", f"{year}.toml")
    if not source.is_file():
        raise UnknownYear(year)
    return parse_scheme(source.read_text(encoding="utf-8"))


def _from_file(path: Path) -> Scheme:
    try:
        return parse_scheme(path.read_text(encoding="utf-8-sig"))
    except (OSError, UnicodeDecodeError):
        raise SchemeError(f"读不了办法文件 {path}，请核对路径和编码（UTF-8）。") from None


def parse_scheme(text: str) -> Scheme:
    """A method from its TOML; points stay exact decimals."""
    try:
        return Scheme.model_validate(tomllib.loads(text, parse_float=Decimal))
    except tomllib.TOMLDecodeError as problem:
        raise SchemeError(f"办法文件不是有效的 TOML：{problem}。") from None
    except ValidationError as problem:
        first = problem.errors()[0]
        place = ".".join(str(part) for part in first["loc"])
        raise SchemeError(f"办法文件的 {place} {WRONG.get(first['type'], '填得不对，请核对')}。") from None


WRONG = {
    "missing": "没有填",
    "extra_forbidden": "不认识，请核对拼写",
    "union_tag_invalid": "不是认识的完成时间类型",
    "union_tag_not_found": "没有写完成时间的类型",
    "literal_error": "不是允许的值",
    "enum": "不是允许的值",
    "greater_than": "应大于 0",
    "greater_than_equal": "不能小于 0",
    "decimal_parsing": "应为数字",
    "decimal_type": "应为数字",
    "int_type": "应为整数",
    "int_parsing": "应为整数",
    "string_type": "应为文字",
    "too_short": "至少要有一条",
}
"""What the first thing that cannot be read is, in words."""
