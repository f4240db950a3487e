"""The method of 2022, and the means to bend a copy of it."""

import tomllib
from collections.abc import Callable
from copy import deepcopy
from decimal import Decimal
from importlib.resources import files
from typing import Any

import pytest
from hypothesis import settings

from scoring import Scheme, load_scheme

settings.register_profile("busy machine", deadline=None)
settings.load_profile("busy machine")

Method = dict[str, Any]
Bend = Callable[[Callable[[Method], object]], Scheme]


@pytest.fixture(scope="session")
def method_text() -> str:
    return files("scoring").joinpath("schemes", "2022.toml").read_text(encoding="utf-8")


@pytest.fixture(scope="session")
def scheme() -> Scheme:
    return load_scheme(2022)


@pytest.fixture
def bent(method_text: str) -> Bend:
    """A method made from the built-in one after a change to its tables."""
    tables = tomllib.loads(method_text, parse_float=Decimal)

    def make(change: Callable[[Method], object]) -> Scheme:
        copy = deepcopy(tables)
        change(copy)
        return Scheme.model_validate(copy)

    return make
