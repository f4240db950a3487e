"""A pretend DingTalk on this machine, speaking its wire protocol.

`Simulator` runs it in a test's own process, `python -m bot.simulator` as one of its own, `Driver` is the people in it.
"""

from bot.simulator.driver import Driver, DriverError
from bot.simulator.faults import Answer, Faults
from bot.simulator.people import Group, Person, read_people
from bot.simulator.server import Simulator
from bot.simulator.settings import Settings
from bot.simulator.template import Template

__all__ = [
    "Answer",
    "Driver",
    "DriverError",
    "Faults",
    "Group",
    "Person",
    "Settings",
    "Simulator",
    "Template",
    "read_people",
]
