"""A leader's own view of what he gave: mean, spread, what stands out; the office's view of how the lines differ."""

from collections.abc import Mapping
from decimal import ROUND_HALF_UP, Decimal

from scoring.parts import CENT, Frozen

LOW = Decimal(6)
"""A score up to here asks for one line of fact."""
FAR = Decimal("1.5")
"""So does one this far from the mean of the leader's other scores."""


class Lens(Frozen):
    """What a set of scores looks like: how many, their mean half up to two decimals, the highest and the lowest."""

    count: int
    mean: Decimal
    highest: Decimal
    lowest: Decimal

    @property
    def spread(self) -> Decimal:
        """The distance between the highest and the lowest."""
        return self.highest - self.lowest


def lens_of(scores: Mapping[str, Decimal]) -> Lens | None:
    """The lens over scores by unit; None when there are none."""
    if not scores:
        return None
    given = list(scores.values())
    return Lens(count=len(given), mean=_mean(given), highest=max(given), lowest=min(given))


def extremes(scores: Mapping[str, Decimal]) -> tuple[str, ...]:
    """The units whose score stands out: low in itself, or far from the mean of the same leader's other scores."""
    return tuple(unit for unit, score in scores.items() if _stands_out(unit, score, scores))


def _stands_out(unit: str, score: Decimal, scores: Mapping[str, Decimal]) -> bool:
    others = [one for code, one in scores.items() if code != unit]
    return score <= LOW or bool(others and abs(score - _mean(others)) >= FAR)


def offsets(lines: Mapping[str, Mapping[str, Decimal]]) -> dict[str, tuple[Lens, Decimal]]:
    """Each leader's lens and how far his mean lies from the mean of all scores; nothing is ever corrected by it."""
    lenses = {leader: lens for leader, scores in lines.items() if (lens := lens_of(scores)) is not None}
    every = [score for scores in lines.values() for score in scores.values()]
    return {leader: (lens, lens.mean - _mean(every)) for leader, lens in lenses.items()}


def _mean(scores: list[Decimal]) -> Decimal:
    return (sum(scores, Decimal(0)) / len(scores)).quantize(CENT, ROUND_HALF_UP)
