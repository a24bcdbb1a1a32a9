"""The receipt that a resident gets by mail for readings. Pure: plain data in, texts out."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from babel.numbers import format_decimal

from backend.contract import Language, Service
from backend.mail_texts import Body, MailText, day_in_words, rendered
from backend.texts import texts

_SIGNS = {"m3": "m³"}


@dataclass(frozen=True, slots=True)
class ReceiptLine:
    """One meter. ``unit``: ``m3``, ``kWh`` or ``MWh``; ``old`` and ``used`` None: there was no reading before."""

    serial: str
    service: Service
    unit: str
    decimals: int
    old: Decimal | None
    new: Decimal
    used: Decimal | None


def reading_receipt(
    language: Language,
    *,
    provider: str,
    payer_code: str,
    taken_on: date,
    closes: date,
    lines: Sequence[ReceiptLine],
    corrected: bool = False,
) -> MailText:
    """``provider``: its name. ``closes``: the last day for changes. ``corrected``: these values replace ones handed in before."""
    say = texts(language)
    kind = "corrected" if corrected else "stored"
    head = tuple(say(f"mail-receipt-{column}") for column in ("meter", "old", "new", "used"))
    day = day_in_words(language, taken_on)
    body = Body(
        subject=say(f"mail-receipt-subject-{kind}", provider=provider),
        heading=say(f"mail-receipt-heading-{kind}"),
        before=(say("mail-receipt-intro", provider=provider, payer=payer_code, day=day, count=len(lines)),),
        table=(head, *(_row(language, line) for line in lines)),
        after=(say("mail-receipt-after", closes=day_in_words(language, closes), count=len(lines)),),
    )
    return rendered(body, language=language, provider=provider)


def _row(language: Language, line: ReceiptLine) -> tuple[str, str, str, str]:
    service = texts(language)(f"mail-service-{line.service.value.replace('_', '-')}")
    old, new, used = (
        "–" if value is None else amount(language, value, unit=line.unit, decimals=line.decimals)
        for value in (line.old, line.new, line.used)
    )
    return f"{service} {line.serial}", old, new, used


def amount(language: Language, value: Decimal, *, unit: str, decimals: int) -> str:
    """``1.834 m³``."""
    pattern = "#,##0" + ("." + "0" * decimals if decimals else "")
    number = format_decimal(value, format=pattern, locale=language.value)
    return f"{number} {_SIGNS.get(unit, unit)}"
