"""Who has something to do at a stage."""

from bot.permissions import judges_of
from bot.usecases.act import Act
from bot.usecases.common import rows_of
from bot.usecases.stages import Stage
from bot.usecases.verify import units_to_verify
from storage.records import Person, Role


def scorers(act: Act) -> list[Person]:
    """Everybody who has a row to score."""
    found = {judge.id: judge for row in act.scheme.commons for judge in judges_of(act, row.id)}
    return [person for person in found.values() if rows_of(act, person)]


def concerned(act: Act, stage: Stage) -> list[Person]:
    """Who hears of a stage: that it opens, until when it runs."""
    people = act.desk.people
    if stage in (Stage.SELF, Stage.DAILY):
        return list({one.id: one for role in (Role.STAFF, Role.HEAD) for one in people.with_role(role)}.values())
    if stage is Stage.COMMON:
        return scorers(act)
    if stage is Stage.VERIFY:
        return [one for one in judges_of(act, "verify") if units_to_verify(act.by(one))]
    if stage is Stage.LEADER:
        return [one for one in people.with_role(Role.LEADER) if one.lines]
    return []
