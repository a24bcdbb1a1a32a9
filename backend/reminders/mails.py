"""The reminder by mail, for residents who can't be reached in a chat. Pure."""

import json
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from backend.contract import Language, Service
from backend.ledger.receipts import amount
from backend.mail_texts import Body, MailText, day_in_words, rendered
from backend.texts import texts


@dataclass(frozen=True, slots=True)
class Unread:
    """A meter without a reading in this window. ``value``: what it showed last, in ``unit``; ``day``: when."""

    id: int
    service: Service
    serial: str
    unit: str
    decimals: int
    value: Decimal
    day: date


def unread_meters(written: str) -> list[Unread]:
    """The meters as ``due`` writes them into a message: a JSON list."""
    return [
        Unread(
            id=one["id"],
            service=Service(one["service"]),
            serial=one["serial"],
            unit=one["unit"],
            decimals=one["decimals"],
            value=Decimal(one["value"]),
            day=date.fromisoformat(one["day"]),
        )
        for one in json.loads(written)
    ]


def reminder_mail(
    language: Language, *, provider: str, payer_code: str, closes: date, meters: list[Unread]
) -> MailText:
    """``provider``: its name. ``closes``: the last day for handing in."""
    say = texts(language)
    day = day_in_words(language, closes)
    head = tuple(say(f"mail-reminder-{column}") for column in ("meter", "last", "day"))
    body = Body(
        subject=say("mail-reminder-subject", day=day, provider=provider),
        heading=say("mail-reminder-heading", day=day),
        before=(say("mail-reminder-intro", provider=provider, payer=payer_code, count=len(meters)),),
        table=(head, *(_row(language, meter) for meter in meters)),
        after=(say("mail-reminder-how"), say("mail-reminder-stop")),
    )
    return rendered(body, language=language, provider=provider)


def _row(language: Language, meter: Unread) -> tuple[str, str, str]:
    service = texts(language)(f"mail-service-{meter.service.value.replace('_', '-')}")
    shown = amount(language, meter.value, unit=meter.unit, decimals=meter.decimals)
    return f"{service} {meter.serial}", shown, day_in_words(language, meter.day)
