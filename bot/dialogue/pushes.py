"""What the backend tells a chat unasked: text ``push-<event>``, and a button that leads on."""

from collections.abc import Mapping

from bot.dialogue.texts import Texts
from bot.dialogue.turn import Button, Message

LEADS_ON = frozenset({"email-confirmed"})
"""Events after which arriving goes on."""


def render_push(event: str, values: Mapping[str, str], texts: Texts) -> Message:
    """The message of an event of the ledger; ``email_confirmed`` and ``email-confirmed`` are the same event."""
    name = event.replace("_", "-").replace(".", "-")
    buttons = ((Button(texts("go-on"), "w:resume"),),) if name in LEADS_ON else ()
    return Message(texts(f"push-{name}", **values), buttons=buttons)
