"""A push that can't reach its chat goes out as a mail, where the event has one and the resident a confirmed address.

Pure: an event with its values in, a mail's texts out. An event without an entry has no mail.
"""

from collections.abc import Callable, Mapping
from typing import Any

from backend.contract import Language
from backend.ledger.contract import Event
from backend.mail_texts import MailText
from backend.tickets.mails import answer_mail

WriteMail = Callable[[str, Mapping[str, str], Language], MailText]
"""``(event, values, language) -> mail``."""

MAILS: Mapping[str, WriteMail] = {"ticket-answered": answer_mail}
"""By event, or by the first word of its name. Not ``reading-reminder``: the planner of reminders mails by itself."""


def fallback_mail(event: str, values: Mapping[str, str], language: Language) -> MailText | None:
    """None: there is no mail for this event."""
    write = MAILS.get(event) or MAILS.get(event.partition("-")[0])
    return write(event, values, language) if write is not None else None


def fallback_letter(event: str, values: Mapping[str, str], language: Language) -> dict[str, Any] | None:
    """What the mail's composer needs: an answer of support goes out with its files, and may be answered. None: nothing."""
    if event != Event.ticket_answered.value:
        return None
    return {"kind": "answer", "values": dict(values), "language": language.value}
