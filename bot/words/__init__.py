"""Every sentence the bot says to a person, one module per area; cards keep theirs beside the cards."""
