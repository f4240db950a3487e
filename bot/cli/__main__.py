"""`python -m bot.cli` is `kaohe`."""

from bot.cli import main

main()
