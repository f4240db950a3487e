"""The duties of a result once it is added up: decided, published, read, corrected, used."""

from bot.conversation.acknowledging import ACKNOWLEDGING
from bot.conversation.correcting import CORRECTING
from bot.conversation.correcting_item import CORRECTING_ITEM
from bot.conversation.decisions import DECISIONS
from bot.conversation.recheck import RECHECK
from bot.conversation.result_lists import RESULT_LISTS
from bot.conversation.versions import VERSIONS

ONCE_SUMMED = (
    DECISIONS, CORRECTING, CORRECTING_ITEM, VERSIONS, ACKNOWLEDGING, RESULT_LISTS,
    RECHECK,
)  # fmt: skip
