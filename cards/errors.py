"""Everything a card can refuse while it is built."""

from cards import words


class CardError(Exception):
    """A card that the platform would not take; its sentence says which size or name is wrong."""

    def __init__(self, sentence: str) -> None:
        self.sentence = sentence
        super().__init__(sentence)


class TooLarge(CardError):
    """Something on a card is larger than the platform allows."""

    def __init__(self, what: str, size: int, limit: int) -> None:
        self.what, self.size, self.limit = what, size, limit
        super().__init__(words.TOO_LARGE.format(what=what, size=size, limit=limit))
