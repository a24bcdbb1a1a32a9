"""What staff see of a ticket's resident: name, payer, metering points, last readings. For the topic's head, the console, mails."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from backend.accounts.models import Link, Payer
from backend.contract import Language
from backend.ledger.receipts import amount
from backend.mail_texts import day_in_words
from backend.meters.models import Meter, MeteringPoint
from backend.readings.models import Reading
from backend.residents.models import Resident
from backend.texts import texts
from backend.tickets.contract import About
from backend.tickets.models import Ticket

COUNTS = ("valid", "flagged")


@dataclass(frozen=True, slots=True)
class MeterFact:
    """A working meter and what it showed last; ``value`` None: never read."""

    place: str
    serial: str
    service: str
    unit: str
    decimals: int
    value: Decimal | None
    day: date | None


@dataclass(frozen=True, slots=True)
class Facts:
    """``payer_code`` None: not linked with this provider, so nothing is known but what they wrote."""

    name: str | None
    payer_code: str | None
    address: str | None
    meters: tuple[MeterFact, ...]
    language: Language
    about: About | None


async def facts_of(session: AsyncSession, ticket: Ticket) -> Facts:
    """Reads them; nothing of another provider's payer."""
    resident = await session.get_one(Resident, ticket.resident_id)
    linked = select(Payer).join(Link, Link.payer_id == Payer.id).where(Link.id == ticket.link_id)
    payer = (await session.scalars(linked.where(Payer.provider_id == ticket.provider_id))).one_or_none()
    about = About.model_validate(ticket.about) if ticket.about else None
    language = Language(resident.language)
    if payer is None:
        return Facts(resident.display_name, None, None, (), language, about)
    return Facts(
        name=payer.name,
        payer_code=payer.code,
        address=f"{payer.street}, {payer.post_code} {payer.town}",
        meters=tuple(await _meters(session, payer.id)),
        language=language,
        about=about,
    )


async def _meters(session: AsyncSession, payer_id: int) -> list[MeterFact]:
    last = (
        select(Reading.value, Reading.taken_on)
        .where(Reading.meter_id == Meter.id, Reading.state.in_(COUNTS))
        .order_by(Reading.taken_on.desc(), Reading.id.desc())
        .limit(1)
        .lateral()
    )
    rows = await session.execute(
        select(MeteringPoint.code, Meter, last.c.value, last.c.taken_on)
        .select_from(MeteringPoint)
        .join(Meter, Meter.metering_point_id == MeteringPoint.id)
        .outerjoin(last, onclause=last.c.value.is_not(None))
        .where(MeteringPoint.payer_id == payer_id, Meter.removed_on.is_(None))
        .order_by(MeteringPoint.code, Meter.serial)
    )
    return [
        MeterFact(place, meter.serial, meter.service, meter.unit, meter.decimals, value, day)
        for place, meter, value, day in rows
    ]


def head_text(facts: Facts, console: str) -> str:
    """The lines of the topic's first message; staff read Slovenian. ``console``: the ticket's page there."""
    say = texts(Language.sl)
    lines = [facts.name or say("ticket-nameless")]
    if facts.payer_code is None:
        lines.append(say("ticket-not-linked"))
    else:
        lines.append(say("ticket-payer", code=facts.payer_code))
        lines.append(facts.address or "")
    lines += [meter_line(meter) for meter in facts.meters]
    if facts.about is not None:
        lines.append(say(f"ticket-about-{facts.about.kind.value}", label=facts.about.label))
    if facts.language is not Language.sl:
        lines.append(say(f"ticket-speaks-{facts.language.value}"))
    return "\n".join([*filter(None, lines), console])


def meter_line(meter: MeterFact) -> str:
    """``OM-1001, hladna voda 88213377: 1.821 m³ (27. 10. 2026)``."""
    say = texts(Language.sl)
    service = say(f"mail-service-{meter.service.replace('_', '-')}")
    if meter.value is None or meter.day is None:
        return say("ticket-meter-unread", place=meter.place, service=service, serial=meter.serial)
    shown = amount(Language.sl, meter.value, unit=meter.unit, decimals=meter.decimals)
    day = day_in_words(Language.sl, meter.day)
    return say("ticket-meter", place=meter.place, service=service, serial=meter.serial, value=shown, day=day)
