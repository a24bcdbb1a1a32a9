"""The bot's one error root.

BotError
├── SettingsError         the environment is wrong: names the variable and what to do
├── CannotStart           the database turns this program away, or its tables are of another version
├── DatabaseAway          (bot.assembly.reaching) a command finds no database
├── BackendDown           (bot.backend) no answer, or a 5xx
└── BackendRefusal        (bot.backend) the backend said no, with a code
"""


class BotError(Exception):
    """Something the dialogue or a channel can act on; its text is for developers, never for residents."""


class SettingsError(BotError):
    """A setting is missing, contradicts another or can't be read. The text names the variable, never its value."""


class CannotStart(BotError):
    """A part can't begin its work, and waiting would not help. The text is a line for whoever runs it, without passwords."""
