"""A pretend DingTalk on this machine, speaking its wire protocol."""
