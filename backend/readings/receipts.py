"""The mail that confirms what was stored, corrected or withdrawn; planned in the transaction of its cause."""

from collections.abc import Sequence
from datetime import date, datetime

from sqlalchemy.ext.asyncio import AsyncSession

from backend.accounts.access import Linked
from backend.contract import Language, Service
from backend.ledger.receipts import ReceiptLine, reading_receipt
from backend.ledger.service import plan_mail
from backend.local_time import local_day
from backend.mail_texts import Body, MailText, day_in_words, rendered
from backend.readings.listing import window_today
from backend.readings.past import MeterPast, Taken
from backend.readings.service import Stored
from backend.texts import texts


async def confirm_stored(session: AsyncSession, linked: Linked, stored: Sequence[Stored], now: datetime) -> None:
    """One mail for all readings of one request, to the resident's confirmed address."""
    mail = reading_receipt(
        linked.language,
        provider=linked.provider.name,
        payer_code=linked.payer.code,
        taken_on=stored[0].row.taken_on,
        closes=_closes(linked, now),
        lines=[_line(each) for each in stored],
        corrected=any(each.corrects for each in stored),
    )
    await _plan(session, linked.email, f"reading-stored-{stored[0].row.id}", mail, now)


async def confirm_withdrawn(
    session: AsyncSession, linked: Linked, taken: Taken, past: MeterPast, now: datetime
) -> None:
    """Says that a reading no longer counts, and until when another may be handed in."""
    mail = withdrawal(
        linked.language,
        provider=linked.provider.name,
        serial=past.meter.serial,
        taken_on=taken.taken_on,
        closes=_closes(linked, now),
    )
    await _plan(session, linked.email, f"reading-withdrawn-{taken.id}", mail, now)


def withdrawal(language: Language, *, provider: str, serial: str, taken_on: date, closes: date) -> MailText:
    """The text of that mail."""
    say = texts(language)
    body = Body(
        subject=say("readings-withdrawn-subject", provider=provider),
        heading=say("readings-withdrawn-heading"),
        before=(say("readings-withdrawn-body", serial=serial, day=day_in_words(language, taken_on)),),
        after=(say("readings-withdrawn-after", closes=day_in_words(language, closes)),),
    )
    return rendered(body, language=language, provider=provider)


def _line(stored: Stored) -> ReceiptLine:
    meter, finding = stored.past.meter, stored.finding
    return ReceiptLine(
        serial=meter.serial,
        service=Service(meter.service),
        unit=meter.unit,
        decimals=meter.decimals,
        old=None if finding.since is None else finding.since.value,
        new=stored.row.value,
        used=finding.used,
    )


def _closes(linked: Linked, now: datetime) -> date:
    window = window_today(linked, local_day(now))
    if window is None:
        raise ValueError("a provider without a window takes no readings")
    return window.closes


async def _plan(session: AsyncSession, email: str, key: str, mail: MailText, now: datetime) -> None:
    await plan_mail(
        session, dedupe_key=key, recipient=email, subject=mail.subject, text=mail.text, html=mail.html, now=now
    )
