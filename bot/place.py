"""Where something is said: alone with one person, or in a group that reads along."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Place:
    """The private chat, or a group with its conversation id and title."""

    group: str | None = None
    title: str = ""

    @property
    def is_private(self) -> bool:
        """Whether nobody else reads along."""
        return self.group is None


PRIVATE = Place()
