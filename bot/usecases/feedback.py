"""提意见: what people want changed, kept word for word for the office; never tied to a score."""

from bot.usecases.act import Act
from storage.records import Entry


def give_feedback(act: Act, text: str, about: str = "") -> Entry:
    """Keep somebody's opinion, and the title of the card he was looking at."""
    payload = {"text": text.strip(), "about": about}
    return act.record("feedback.given", f"feedback:{act.desk.new_id()}", payload=payload)


def feedback_given(act: Act) -> list[Entry]:
    """All opinions of the year, the newest first."""
    found = act.desk.journal.currents(act.year, prefix="feedback:", kinds={"feedback.given"})
    return sorted(found, key=lambda entry: -entry.seq)
