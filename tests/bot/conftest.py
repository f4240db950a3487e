"""What is measured of the bot's tests: of one test with many cases only the first, for measuring doubles the time."""

import pytest


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """The cases of a test walk the same lines with other words; the first one is measured, the others only run."""
    seen: set[str] = set()
    for item in items:
        if not item.nodeid.startswith("tests/bot/"):
            continue
        name, bracket, _ = item.nodeid.partition("[")
        if bracket and name in seen:
            item.add_marker(pytest.mark.no_cover)
        seen.add(name)
