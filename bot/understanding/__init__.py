"""What a sentence asks for: one of the intents, with its slots. Deterministic, no model calls."""

from bot.understanding.intents import Choice, Heard, Intent, Slots

__all__ = ["Choice", "Heard", "Intent", "Slots"]
