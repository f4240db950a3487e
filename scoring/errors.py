"""Everything scoring can refuse, each with the sentence a person reads."""

from scoring.words import errors as said


class ScoringError(Exception):
    """A refusal with a sentence for a person."""

    def __init__(self, sentence: str) -> None:
        self.sentence = sentence
        super().__init__(sentence)


class UnknownYear(ScoringError):
    """No method has been published for that year."""

    def __init__(self, year: str) -> None:
        self.year = year
        super().__init__(said.UNKNOWN_YEAR.format(year=year))


class SchemeError(ScoringError):
    """A method that contradicts itself in a way no score could survive."""


class AmendmentError(SchemeError):
    """A 补充通知 that cannot be applied: it names what is not there, or leaves points without a place."""

    def __init__(self, number: str, sentence: str) -> None:
        self.number = number
        super().__init__(said.OF_AMENDMENT.format(number=number, sentence=sentence))


class UnknownName(ScoringError):
    """A unit, item, task or rule that the method does not know."""

    def __init__(self, kind: str, name: str) -> None:
        self.kind, self.name = kind, name
        super().__init__(said.UNKNOWN_NAME.format(kind=kind, name=name))


class RuledOut(ScoringError):
    """A fact the method does not allow; the engine turns it into a refusal, which changes nothing."""


class CaseError(ScoringError):
    """A case file that cannot be read as `appraisal-cases/1`."""
