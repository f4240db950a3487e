"""A leader scores the units of his line, 0 to 10, unseen by the other leaders until all are in."""

from decimal import ROUND_HALF_UP, Decimal

from cards import words
from cards.face import Button, Face, Field
from cards.parts import GAP, duties, given, labelled, main, submit
from cards.plain import plain
from cards.views import Duty
from scoring.parts import CENT, Frozen, shown


class LeaderUnit(Frozen):
    """One unit of the line with the score given so far."""

    code: str
    name: str
    score: Decimal | None = None
    button: Button | None = None


class LeaderView(Frozen):
    """A leader's line. `save` sends the form; a unit's own button asks for that unit alone."""

    leader: str
    clause: str
    units: tuple[LeaderUnit, ...]
    duty: Duty = Duty()
    save: Button | None = None

    @property
    def mean(self) -> Decimal | None:
        """The mean of what was given so far, rounded as the method rounds means: half up to two decimals."""
        scores = [unit.score for unit in self.units if unit.score is not None]
        return (sum(scores, Decimal(0)) / len(scores)).quantize(CENT, ROUND_HALF_UP) if scores else None


def leader_card(view: LeaderView) -> Face:
    """Ask for one score per unit, two decimals at most."""
    count = sum(1 for unit in view.units if unit.score is not None)
    mean = f"{GAP}**本人平均** {shown(view.mean)}" if view.mean is not None else ""
    return Face(
        title=f"综合评价·{view.leader}",
        body=(
            f"{labelled('条款', view.clause)}{GAP}**分值** {words.LEADER_SCALE}",
            *duties(view.duty),
            f"**已评** {count}/{len(view.units)} 家{mean}",
            *(_unit(unit) for unit in view.units),
        ),
        buttons=given(*(unit.button for unit in view.units), submit(main(view.save))),
        fields=tuple(_field(unit) for unit in view.units) if view.save else (),
        foot=words.HIDDEN,
    )


def _unit(unit: LeaderUnit) -> str:
    score = words.points(unit.score) if unit.score is not None else words.NOT_SCORED
    return f"· {plain(unit.name)}{GAP}{score}"


def _field(unit: LeaderUnit) -> Field:
    default = shown(unit.score) if unit.score is not None else ""
    return Field(name=unit.code, label=unit.name, kind="NUMBER", required=False, placeholder="0–10", default=default)
