"""How the bot introduces itself in Telegram: commands and descriptions, in each language, from the locale files."""

from collections.abc import Iterable, Mapping, Sequence

from aiogram.methods import SetMyCommands, SetMyDescription, SetMyShortDescription
from aiogram.types import BotCommand, BotCommandScopeAllPrivateChats

from bot.channels.telegram.calls import Calls
from bot.dialogue.feature import Ability
from bot.dialogue.texts import Texts

Commands = Mapping[str, Sequence[tuple[str, str]]]
"""Language -> ``(command, what it does)`` in the order of the menu."""

PLACES = {"sl": "sl", "": "en"}
"""Telegram's language code -> ours; the empty code is every other language, which residents are served in English."""


def commands_of(abilities: Iterable[Ability], texts: Mapping[str, Texts]) -> Commands:
    """The first command of each ability that has a label, for Telegram's menu; /start is known anyway."""
    keys = [
        (ability.commands[0], f"menu-{ability.intent.replace('_', '-')}")
        for ability in abilities
        if ability.commands and ability.commands[0] != "start"
    ]
    return {lang: [(name, say(key)) for name, key in keys if say.has(key)] for lang, say in texts.items()}


async def introduce(calls: Calls, texts: Mapping[str, Texts], commands: Commands) -> None:
    """Tells Telegram; what it refuses harms no conversation."""
    for code, language in PLACES.items():
        say = texts[language]
        listed = [BotCommand(command=name, description=label[:256]) for name, label in commands[language]]
        scope = BotCommandScopeAllPrivateChats()
        await calls.harmless(SetMyCommands(commands=listed, scope=scope, language_code=code or None))
        await calls.harmless(SetMyDescription(description=say("telegram-description"), language_code=code or None))
        short = say("telegram-short-description")
        await calls.harmless(SetMyShortDescription(short_description=short, language_code=code or None))
