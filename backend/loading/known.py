"""What the database already has of the providers that are being loaded: what new rows may refer to."""

from dataclasses import dataclass, field
from datetime import date

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from backend.accounts.models import Payer
from backend.invoices.models import Invoice
from backend.invoices.reference import normal_number
from backend.loading.rows import Data
from backend.meters.models import Meter, MeteringPoint
from backend.providers.models import Provider

Scope = tuple[str, str]
"""``(provider's slug, payer code)``."""


@dataclass(frozen=True, slots=True)
class KnownMeter:
    """What a reading is checked against."""

    digits: int
    decimals: int
    installed_on: date
    removed_on: date | None


@dataclass(frozen=True, slots=True)
class Known:
    """``providers`` has each one's kind of secret, ``meters`` is keyed by slug, payer, metering point and serial."""

    providers: dict[str, str] = field(default_factory=dict)
    payers: frozenset[Scope] = frozenset()
    points: frozenset[tuple[str, str, str]] = frozenset()
    meters: dict[tuple[str, str, str, str], KnownMeter] = field(default_factory=dict)
    invoices: tuple[str, ...] = ()
    """Normalised numbers, as often as they occur."""


def slugs(data: Data) -> set[str]:
    """The providers that a folder speaks of."""
    named = (
        data.office_hours,
        data.office_exceptions,
        data.reminder_rules,
        data.payers,
        data.metering_points,
        data.meters,
        data.readings,
        data.prices,
        data.invoices,
    )
    return {provider.slug for provider in data.providers} | {row.provider for rows in named for row in rows}


async def known(session: AsyncSession, data: Data) -> Known:
    """One query a table."""
    those = Provider.slug.in_(slugs(data))
    providers = (await session.execute(select(Provider.slug, Provider.secret_kind).where(those))).all()
    payers = (await session.execute(select(Provider.slug, Payer.code).join(Payer).where(those))).all()
    points = select(Provider.slug, Payer.code, MeteringPoint.code).select_from(Provider).join(Payer).join(MeteringPoint)
    meters = (
        select(
            Provider.slug, Payer.code, MeteringPoint.code, Meter.serial,
            Meter.digits, Meter.decimals, Meter.installed_on, Meter.removed_on,
        )
        .select_from(Provider).join(Payer).join(MeteringPoint).join(Meter)
    )  # fmt: skip
    numbers = await session.scalars(select(Invoice.number)) if data.pdfs else ()
    return Known(
        providers={row[0]: row[1] for row in providers},
        payers=frozenset((slug, code) for slug, code in payers),
        points=frozenset((row[0], row[1], row[2]) for row in await session.execute(points.where(those))),
        meters={
            (row[0], row[1], row[2], row[3]): KnownMeter(row[4], row[5], row[6], row[7])
            for row in await session.execute(meters.where(those))
        },
        invoices=tuple(normal_number(number) for number in numbers),
    )
