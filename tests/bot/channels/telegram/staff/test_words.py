"""Commands of staff, and their buttons."""

import pytest

from backend.desk.contract import Canned, DeskAct
from backend.tickets.contract import Topic
from bot.channels.telegram.staff.words import Command, answer_buttons, command_of, pressed, topic_buttons
from bot.dialogue.texts import load_texts


@pytest.mark.parametrize(
    ("text", "command"),
    [
        ("/close", Command("close", "", None)),
        ("/Assign@hisnik_bot  Maja Novak", Command("assign", "Maja Novak", "hisnik_bot")),
        ("/odgovor\nhvala", Command("odgovor", "hvala", None)),
        ("// /close", None),
        ("//", None),
        ("/", None),
        ("glejte /close", None),
        ("/1/2 cevi", None),
    ],
)
def test_what_is_a_command(text: str, command: Command | None) -> None:
    assert command_of(text) == command


def test_buttons_say_what_they_do() -> None:
    rows = topic_buttons(load_texts(strict=True)["sl"]).inline_keyboard
    assert [pressed(button.callback_data or "") for row in rows for button in row] == [
        (DeskAct.topic, topic.value) for topic in Topic
    ]
    answers = [Canned(shortcut="hvala", text="Hvala."), Canned(shortcut="ž" * 40, text="predolgo")]
    (row,) = answer_buttons(answers).inline_keyboard
    assert pressed(row[0].callback_data or "") == (DeskAct.canned, "hvala")
    assert pressed("a:yes") is None
