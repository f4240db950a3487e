"""A leader scores the units of his line; the 组长 decides where nobody did; the office sees how the lines differ."""

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
    """A leader's line. `save` keeps the form as a draft, a unit's own button asks for that unit alone."""

    leader: str
    clause: str
    units: tuple[LeaderUnit, ...]
    criteria: tuple[str, ...] = ()
    duty: Duty = Duty()
    save: Button | None = None
    send: Button | None = None
    paper: Button | None = None

    @property
    def mean(self) -> Decimal | None:
        """The mean of what was given so far, rounded as the method rounds means: half up to two decimals."""
        scores = [unit.score for unit in self.units if unit.score is not None]
        return (sum(scores, Decimal(0)) / len(scores)).quantize(CENT, ROUND_HALF_UP) if scores else None


def leader_card(view: LeaderView) -> Face:
    """Ask for one score per unit, and show the leader his own mean and spread before he hands in."""
    looks = words.LEADER_LOOKS.format(criteria="、".join(plain(one) for one in view.criteria))
    scale = f"**分值** {words.LEADER_SCALE}{looks if view.criteria else ''}"
    return Face(
        title=f"综合评价·{view.leader}",
        body=(
            GAP.join((labelled("条款", view.clause), scale, *duties(view.duty))),
            _own_view(view),
            *(_unit(unit) for unit in view.units),
        ),
        buttons=given(*(unit.button for unit in view.units), view.paper, main(view.send), submit(_saving(view))),
        fields=tuple(_field(unit) for unit in view.units) if view.save else (),
        foot=words.HIDDEN,
    )


def _saving(view: LeaderView) -> Button | None:
    return view.save if view.send else main(view.save)


def _own_view(view: LeaderView) -> str:
    """How many are scored, with the leader's own mean, highest and lowest."""
    scores = [unit.score for unit in view.units if unit.score is not None]
    count = f"**已评** {len(scores)}/{len(view.units)} 家"
    if view.mean is None:
        return count
    span = words.SPAN.format(high=shown(max(scores)), low=shown(min(scores)))
    return GAP.join((count, f"**本人平均** {shown(view.mean)}", span))


def _unit(unit: LeaderUnit) -> str:
    score = words.points(unit.score) if unit.score is not None else words.NOT_SCORED
    return f"· {plain(unit.name)}{GAP}{score}"


def _field(unit: LeaderUnit) -> Field:
    default = shown(unit.score) if unit.score is not None else ""
    return Field(name=unit.code, label=unit.name, kind="NUMBER", required=False, placeholder="0–10", default=default)


class ReviewRow(Frozen):
    """One unit of the line in the 送审稿: its parts, what supervision found, what the office thinks."""

    name: str
    parts: tuple[tuple[str, Decimal], ...]
    owing: str = ""
    opinion: str = ""


class ReviewView(Frozen):
    """The 送审稿 of a line, before its leader scores."""

    leader: str
    clause: str
    rows: tuple[ReviewRow, ...]
    score: Button | None = None


def review_card(view: ReviewView) -> Face:
    """Show each unit of the line by part, and the office's opinion."""
    return Face(
        title=f"送审稿·{view.leader}",
        body=(labelled("条款", view.clause), *(line for row in view.rows for line in _reviewed(row))),
        buttons=given(main(view.score)),
        foot=words.PROVISIONAL,
    )


def _reviewed(row: ReviewRow) -> tuple[str, ...]:
    told = GAP.join(f"{plain(name)} {shown(points)}" for name, points in row.parts)
    more = [labelled(label, text) for label, text in (("督查", row.owing), ("考核办意见", row.opinion)) if text]
    return (f"· **{plain(row.name)}**{GAP}{told}", *([f"· {GAP.join(more)}"] if more else []))
