"""What the backend tells a chat unasked: text ``push-<event>`` with a button that leads on, or what a feature makes of it."""

from collections.abc import Callable, Mapping

from bot.dialogue.texts import Texts
from bot.dialogue.turn import Button, Message
from bot.features import reading_reminder
from bot.features.support import pushes as support

LEADS_ON = frozenset({"email-confirmed"})
"""Events after which arriving goes on."""

FEATURES: Mapping[str, Callable[[Mapping[str, str], Texts], Message]] = {
    "reading-reminder": reading_reminder.render,
    "ticket-answered": support.render_answer,
    "ticket-closed": support.render_closed,
}
"""Events that need more than a text."""


def render_push(event: str, values: Mapping[str, str], texts: Texts) -> Message:
    """The message of an event of the ledger; ``email_confirmed`` and ``email-confirmed`` are the same event."""
    name = event.replace("_", "-").replace(".", "-")
    if name in FEATURES:
        return FEATURES[name](values, texts)
    buttons = ((Button(texts("go-on"), "w:resume"),),) if name in LEADS_ON else ()
    return Message(texts(f"push-{name}", **values), buttons=buttons)
