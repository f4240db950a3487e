"""The buttons of 核准 beyond the items: claims sorted, wishes decided on a document, inspections on site."""

from tests.bot.conversation.acts import HONOUR, OFFICE, pressed
from tests.bot.conversation.playing import says, taps

ACTS = (
    pressed("sorting.open", (*says(OFFICE, "打开核准"), *HONOUR, *says(OFFICE, "归口")), taps(OFFICE, "看房基处…")),
)
"""One press for every verb that has a button."""
