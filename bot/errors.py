"""The bot's one error root."""


class BotError(Exception):
    """Something the dialogue or a channel can act on; its text is for developers, never for residents."""
