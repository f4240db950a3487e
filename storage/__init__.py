"""The memory: a journal that is only ever added to, and everything derived from it."""
