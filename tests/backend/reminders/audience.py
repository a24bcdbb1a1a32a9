"""Residents with payers, meters and chats at a provider of their own, in bulk; and a look at what was planned."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal

from sqlalchemy import func, select, text
from sqlalchemy.ext.asyncio import AsyncSession

from backend.consents.texts import VERSION
from backend.database import Sessions, transaction
from backend.ledger.models import OutgoingMessage
from backend.meters.models import Meter
from backend.providers.models import Provider
from backend.readings.models import Reading

SLUG = "opomniki"

MAKE = """
INSERT INTO backend.providers (slug, name, kind, street, post_code, town, phone, email, tax_number, iban, secret_kind,
    single_access, window_from_day, window_to_day, services)
VALUES (:slug, 'Opomniki d.o.o.', 'utility', 'Ulica 1', '1000', 'Ljubljana', '+38615550100', 'info@opomniki.example', '99999919',
    'SI56990010000000116', 'none', false, :first, :last, '{water_cold}');
INSERT INTO backend.payers (provider_id, code, name, street, post_code, town)
SELECT p.id, 'P' || n, 'Oseba ' || n, 'Ulica 1', '1000', 'Ljubljana'
FROM backend.providers p, generate_series(1, :count) n WHERE p.slug = :slug;
INSERT INTO backend.metering_points (payer_id, code, street, post_code, town)
SELECT q.id, 'OM-1', 'Ulica 1', '1000', 'Ljubljana' FROM backend.payers q JOIN backend.providers p ON p.id = q.provider_id
WHERE p.slug = :slug;
INSERT INTO backend.meters (metering_point_id, serial, service, unit, digits, decimals, installed_on, start_value)
SELECT m.id, 'S' || q.code, 'water_cold', 'm3', 5, 0, '2020-01-01', 7 FROM backend.metering_points m
JOIN backend.payers q ON q.id = m.payer_id JOIN backend.providers p ON p.id = q.provider_id WHERE p.slug = :slug;
INSERT INTO backend.residents (language, display_name, email, email_confirmed_at, created_at)
SELECT 'sl', q.id::text, q.code || '@example.com', :long_ago, :long_ago
FROM backend.payers q JOIN backend.providers p ON p.id = q.provider_id WHERE p.slug = :slug;
INSERT INTO backend.chats (resident_id, channel, external_id, reachable, created_at)
SELECT r.id, 'telegram', '9' || r.id, true, :long_ago FROM backend.residents r WHERE r.created_at = :long_ago;
INSERT INTO backend.consent_acts (resident_id, purpose, action, version, language, text, channel, at)
SELECT r.id, 'terms', 'given', :terms, 'sl', '…', 'telegram', :long_ago FROM backend.residents r WHERE r.created_at = :long_ago;
INSERT INTO backend.links (resident_id, payer_id, linked_at)
SELECT r.id, r.display_name::bigint, :long_ago FROM backend.residents r WHERE r.created_at = :long_ago
"""
LONG_AGO = datetime.fromisoformat("2020-01-01T12:00:00+01:00")


async def make_audience(sessions: Sessions, count: int, window: tuple[int | None, int | None] = (25, 3)) -> None:
    """``count`` residents, each linked to a payer of provider ``SLUG`` with one meter that starts at 7."""
    about = {
        "slug": SLUG,
        "count": count,
        "first": window[0],
        "last": window[1],
        "terms": VERSION,
        "long_ago": LONG_AGO,
    }
    async with transaction(sessions) as session:
        for statement in MAKE.split(";"):
            await session.execute(text(statement), about)


async def provider(session: AsyncSession) -> Provider:
    return (await session.scalars(select(Provider).where(Provider.slug == SLUG))).one()


async def meter_of(session: AsyncSession, code: str) -> Meter:
    return (await session.scalars(select(Meter).where(Meter.serial == f"S{code}"))).one()


async def read(sessions: Sessions, code: str, day: date, source: str = "resident", value: int = 9) -> None:
    """A reading that is just there, as if it had been loaded."""
    async with transaction(sessions) as session:
        meter = await meter_of(session, code)
        row = Reading(
            meter_id=meter.id,
            value=Decimal(value),
            taken_on=day,
            source=source,
            state="valid",
            flags=[],
            stored_at=LONG_AGO,
        )
        session.add(row)


@dataclass(frozen=True, slots=True)
class Row:
    """A row of the ledger. ``after``: from now by the database's clock, as it was written."""

    payer: str
    step: str
    kind: str
    state: str
    after: timedelta
    expires_after: timedelta
    content: dict[str, object]


async def ledger(sessions: Sessions, *states: str) -> list[Row]:
    """Reminders of the provider in the order of their planning."""
    query = """
        SELECT payer.code, split_part(o.dedupe_key, ':', 4), o.kind, o.state, o.not_before - now(), o.expires_at - now(), o.content
        FROM backend.outgoing_messages o JOIN backend.links l ON l.id = split_part(o.cause, ':', 2)::bigint
        JOIN backend.payers payer ON payer.id = l.payer_id
        WHERE starts_with(o.cause, 'reminder:') ORDER BY o.id
    """
    async with sessions() as session:
        rows = [Row(*row) for row in await session.execute(text(query))]
    return [row for row in rows if not states or row.state in states]


async def send_all(sessions: Sessions, state: str = "sent") -> int:
    """What a courier does that reaches everyone, or nobody (``blocked``)."""
    async with transaction(sessions) as session:
        planned = OutgoingMessage.state == "planned"
        count = await session.scalar(select(func.count()).select_from(OutgoingMessage).where(planned))
        await session.execute(
            text("UPDATE backend.outgoing_messages SET state = :state WHERE state = 'planned'"), {"state": state}
        )
    return count or 0
