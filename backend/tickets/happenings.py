"""What happened to a ticket, in words for staff: the topic and the console show the same."""

from backend.contract import Language
from backend.texts import Texts, texts
from backend.tickets.contract import Happening
from backend.tickets.models import TicketMessage


def happening_text(message: TicketMessage, say: Texts | None = None) -> str:
    """``Zaprto (Maja)``: for staff, who read Slovenian unless they chose otherwise."""
    say = say or texts(Language.sl)
    what, _, value = message.body.partition(":")
    if what == Happening.topic_changed.value:
        value = say(f"ticket-topic-{value}")
    if what == Happening.reopened.value and not message.staff_name:
        return say("ticket-reopened-by-resident")
    return say(f"ticket-{what.replace('_', '-')}", value=value, by=message.staff_name or "")
