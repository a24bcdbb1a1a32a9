"""What is done with a push when nobody knows whether it was sent: its courier died during the call, or the call timed out.

``sendMessage`` has no idempotency key, so either a message may arrive twice or it may not arrive. The table chooses, by event.
"""

from enum import Enum

from sqlalchemy import ColumnElement, String, and_, false, func, or_

from backend.ledger.models import OutgoingMessage


class Recovery(Enum):
    """``once``: sent again one time, then ``unknown``. ``few``: ``FEW`` times. ``never``: ``unknown`` at once.

    ``always``: until it is there.
    """

    always = "always"
    few = "few"
    once = "once"
    never = "never"


FEW = 4
RECOVERIES = {
    # somebody waits for these, and there is no second one
    "email-confirmed": Recovery.once,
    "mail-delayed": Recovery.once,
    "mail-failed": Recovery.once,
    # what a person wrote is not lost with two calls: staff would have to write it again
    "ticket-answered": Recovery.few,
    "ticket-closed": Recovery.once,
    # staff would never see the message; what of it is there already is known, and not sent again
    "ticket-post": Recovery.always,
    "verdict": Recovery.once,
    "notice": Recovery.once,
    # a second reminder annoys thousands; the next step comes anyway
    "reading-reminder": Recovery.never,
}
"""By event, or by the first word of its name (``notice`` stands for ``notice-moved``, too)."""


def recovery_of(event: str) -> Recovery:
    """An event that the table doesn't know is sent again: better twice than not at all."""
    return RECOVERIES.get(event, RECOVERIES.get(event.partition("-")[0], Recovery.once))


def never_again() -> ColumnElement[bool]:
    """``recovery_of(event) is Recovery.never``, in SQL."""
    return _with(Recovery.never)


def endless() -> ColumnElement[bool]:
    """``recovery_of(event) is Recovery.always``, in SQL; False for a mail."""
    return func.coalesce(_with(Recovery.always), False)


def given_up() -> ColumnElement[bool]:
    """Whether a row in doubt is not sent again, in SQL."""
    done = OutgoingMessage.recoveries
    patient = or_(_with(Recovery.always), _with(Recovery.few))
    return or_(never_again(), and_(done >= 1, ~patient), and_(done >= FEW, _with(Recovery.few)))


def _with(wanted: Recovery) -> ColumnElement[bool]:
    event = OutgoingMessage.content["event"].astext.cast(String)
    names = [name for name, recovery in RECOVERIES.items() if recovery is wanted]
    return or_(false(), *(or_(event == name, event.startswith(f"{name}-", autoescape=True)) for name in names))
