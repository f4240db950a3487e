"""Everything storage can refuse, each with the sentence a person reads."""

from storage import words


class StorageError(Exception):
    """A refusal with a sentence for a person."""

    def __init__(self, sentence: str) -> None:
        self.sentence = sentence
        super().__init__(sentence)


class OldSchema(StorageError):
    """The database was made by an older version of the programme."""

    def __init__(self) -> None:
        super().__init__(words.OLD_SCHEMA)


class NewSchema(StorageError):
    """The database was made by a newer version of the programme."""

    def __init__(self) -> None:
        super().__init__(words.NEW_SCHEMA)


class Unreachable(StorageError):
    """The database does not open: a file that is none, a server that does not answer."""

    def __init__(self, place: str, problem: BaseException) -> None:
        self.place = place
        super().__init__(words.UNREACHABLE.format(place=place, problem=_first_line(problem)))


class Closed(StorageError):
    """Something was asked of a database that had been closed."""

    def __init__(self) -> None:
        super().__init__(words.CLOSED)


class UnknownDatabase(StorageError):
    """A database address of a kind we do not speak."""

    def __init__(self, url: str) -> None:
        kind = url.split(":", 1)[0]
        super().__init__(words.UNKNOWN_DATABASE.format(kind=kind))


class BadFile(StorageError):
    """A file that may not be kept; the sentence says why and what to do."""


class Collided(StorageError):
    """Two people set the same thing in the same moment; the later one is tried again."""

    def __init__(self) -> None:
        super().__init__(words.COLLIDED)


class CannotDestroy(StorageError):
    """A content may not be destroyed; the sentence says why."""


def _first_line(problem: BaseException) -> str:
    """What went wrong, without the statement and the address that drivers like to add."""
    cause = getattr(problem, "orig", None) or problem
    return (str(cause).splitlines() or [""])[0][:200] or type(cause).__name__
