"""Metering points with their meters, and what each meter showed last."""

from collections.abc import Iterable, Sequence
from datetime import date
from decimal import Decimal

from sqlalchemy import bindparam, select
from sqlalchemy.dialects.postgresql import distinct_on
from sqlalchemy.ext.asyncio import AsyncSession

from backend.accounts.models import Payer
from backend.contract import Service
from backend.meters.contract import MeteringPointView, MeterView
from backend.meters.models import Meter, MeteringPoint
from backend.providers.models import Provider
from backend.readings.models import Reading

COUNTING = ("valid", "flagged")
"""States of readings that count."""
UNMETERED = frozenset({Service.water_waste, Service.waste, Service.other})
"""Services that every point of a provider has without a meter of their own."""

Last = tuple[Decimal, date]


_LAST = (
    select(Reading.meter_id, Reading.value, Reading.taken_on)
    .ext(distinct_on(Reading.meter_id))
    .where(Reading.meter_id.in_(bindparam("meters", expanding=True)), Reading.state.in_(COUNTING))
    .order_by(Reading.meter_id, Reading.taken_on.desc(), Reading.id.desc())
)


async def last_readings(session: AsyncSession, meter_ids: Iterable[int]) -> dict[int, Last]:
    """Value and day of each meter's newest reading that counts; meters without one are left out."""
    found = await session.execute(_LAST, {"meters": list(meter_ids)})
    return {row.meter_id: (row.value, row.taken_on) for row in found}


def meter_view(meter: Meter, metering_point: str, last: Last | None) -> MeterView:
    """A meter with its last value: the final one of a removed meter, else the newest reading, else the start."""
    if meter.removed_on is not None and meter.final_value is not None:
        last = (meter.final_value, meter.removed_on)
    value, taken_on = last or (meter.start_value, meter.installed_on)
    return MeterView(
        id=meter.id,
        metering_point=metering_point,
        serial=meter.serial,
        service=Service(meter.service),
        unit=meter.unit,
        digits=meter.digits,
        decimals=meter.decimals,
        dimension=meter.dimension,
        installed_on=meter.installed_on,
        removed_on=meter.removed_on,
        last_value=round(value, meter.decimals),
        last_taken_on=taken_on,
    )


def _order(meter: Meter) -> tuple[bool, int, int, str]:
    """Working meters first, by service as the contract lists them; then removed ones, the newest first."""
    if meter.removed_on is None:
        return (False, list(Service).index(Service(meter.service)), 0, meter.serial)
    return (True, -meter.removed_on.toordinal(), list(Service).index(Service(meter.service)), meter.serial)


def _services(meters: Sequence[Meter], provider: Provider) -> list[Service]:
    metered = {Service(meter.service) for meter in meters if meter.removed_on is None}
    return [each for each in Service if each in metered or (each in UNMETERED and each.value in provider.services)]


_METERS = (
    select(Meter, MeteringPoint)
    .join(MeteringPoint, Meter.metering_point_id == MeteringPoint.id)
    .where(MeteringPoint.payer_id == bindparam("payer"))
    .order_by(MeteringPoint.code, Meter.installed_on, Meter.id)
)
_POINTS = select(MeteringPoint).where(MeteringPoint.payer_id == bindparam("payer")).order_by(MeteringPoint.code)


async def meters_of(session: AsyncSession, payer: Payer) -> list[tuple[Meter, MeteringPoint]]:
    """Every meter of a payer with its place, in a stable order."""
    return [(row.Meter, row.MeteringPoint) for row in await session.execute(_METERS, {"payer": payer.id})]


async def points_of(session: AsyncSession, payer: Payer, provider: Provider) -> list[MeteringPointView]:
    """A payer's metering points by code; three queries however many meters there are."""
    points = await session.scalars(_POINTS, {"payer": payer.id})
    pairs = await meters_of(session, payer)
    last = await last_readings(session, [meter.id for meter, _ in pairs])
    views = []
    for point in points:
        meters = sorted((meter for meter, place in pairs if place.id == point.id), key=_order)
        views.append(
            MeteringPointView(
                code=point.code,
                street=point.street,
                post_code=point.post_code,
                town=point.town,
                services=_services(meters, provider),
                meters=[meter_view(meter, point.code, last.get(meter.id)) for meter in meters],
            )
        )
    return views
