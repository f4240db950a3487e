"""The demo: a pretend DingTalk, the real service, and half a year replayed by talking."""
