"""The methods that come with the package, and methods from a file, each read once."""

import tomllib
from decimal import Decimal
from functools import lru_cache
from importlib.resources import files
from pathlib import Path

from pydantic import ValidationError

from scoring.errors import SchemeError, UnknownYear
from scoring.scheme import Scheme
from scoring.words import library as said


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
        raise SchemeError(said.NOT_THERE.format(path=path)) from None


def parse_scheme(text: str) -> Scheme:
    """A method from its TOML; points stay exact decimals."""
    try:
        return Scheme.model_validate(tomllib.loads(text, parse_float=Decimal))
    except tomllib.TOMLDecodeError as problem:
        raise SchemeError(said.NOT_READABLE.format(problem=problem)) from None
    except ValidationError as problem:
        first = problem.errors()[0]
        place = ".".join(str(part) for part in first["loc"])
        wrong = said.WRONG.get(first["type"], said.WRONG_OTHERWISE)
        raise SchemeError(said.WRONG_PLACE.format(place=place, wrong=wrong)) from None
