"""What staff write in their group: a command, or something to be stored."""

import re
from dataclasses import dataclass

from aiogram.types import InlineKeyboardButton, InlineKeyboardMarkup

from backend.desk.contract import Canned, DeskAct
from backend.tickets.contract import Topic
from bot.dialogue.texts import Texts

COMMAND = re.compile(r"^/(?P<name>\w{1,32})(?:@(?P<bot>\w{1,64}))?(?:\s+(?P<value>.*))?$", re.DOTALL)
ACTS = {
    "close": DeskAct.close,
    "zapri": DeskAct.close,
    "open": DeskAct.reopen,
    "odpri": DeskAct.reopen,
    "assign": DeskAct.assign,
    "dodeli": DeskAct.assign,
    "topic": DeskAct.topic,
    "vrsta": DeskAct.topic,
    "odgovor": DeskAct.canned,
}
HELP = frozenset({"help", "pomoc", "start"})
ANSWERS = "odgovori"
PRESSED = {"d:t:": DeskAct.topic, "d:c:": DeskAct.canned}
"""What begins the data of our buttons."""
LONGEST_DATA = 64
"""Bytes (Bot API)."""


@dataclass(frozen=True, slots=True)
class Command:
    """``/name value``. ``bot``: to whom it is said, where that is said."""

    name: str
    value: str
    bot: str | None


def command_of(text: str) -> Command | None:
    """None: it is no command. Two strokes begin a note."""
    found = None if text.startswith("//") else COMMAND.match(text)
    if found is None:
        return None
    return Command(found["name"].lower(), (found["value"] or "").strip()[:200], found["bot"])


def pressed(data: str) -> tuple[DeskAct, str] | None:
    """The act of one of our buttons, and its value."""
    act = PRESSED.get(data[:4])
    return (act, data[4:]) if act is not None else None


def topic_buttons(say: Texts) -> InlineKeyboardMarkup:
    """What a ticket may be about, two a row."""
    buttons = [InlineKeyboardButton(text=say(f"desk-topic-{topic}"), callback_data=f"d:t:{topic}") for topic in Topic]
    return InlineKeyboardMarkup(inline_keyboard=[buttons[n : n + 2] for n in range(0, len(buttons), 2)])


def answer_buttons(answers: list[Canned]) -> InlineKeyboardMarkup:
    """One for each ready answer whose shortcut fits."""
    fitting = [one for one in answers if len(f"d:c:{one.shortcut}".encode()) <= LONGEST_DATA]
    rows = [[InlineKeyboardButton(text=one.shortcut, callback_data=f"d:c:{one.shortcut}")] for one in fitting]
    return InlineKeyboardMarkup(inline_keyboard=rows)
