"""The chat-bot: conversation, office verbs, the platform seam."""
