"""Everything the service may refuse, each with the one sentence its reader needs."""


class BotError(Exception):
    """A refusal that a person reads; nothing was stored."""

    def __init__(self, sentence: str) -> None:
        self.sentence = sentence
        super().__init__(sentence)


class NotAllowed(BotError):
    """This person may not do this, at this stage, in this place."""


class Mistaken(BotError):
    """What was said or tapped cannot be taken as it is; the sentence says what would do."""


class SettingsError(BotError):
    """The service cannot start with these settings."""
