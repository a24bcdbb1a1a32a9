"""Metering points with their meters, and what each meter showed last. Asked in each turn about readings: plain statements."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from sqlalchemy.ext.asyncio import AsyncSession

from backend.accounts.models import Payer
from backend.contract import Service
from backend.direct import rows
from backend.meters.contract import MeteringPointView, MeterView
from backend.providers.models import Provider

COUNTING = ("valid", "flagged")
"""States of readings that count."""
UNMETERED = frozenset({Service.water_waste, Service.waste, Service.other})
"""Services that every point of a provider has without a meter of their own."""

Last = tuple[Decimal, date]


@dataclass(frozen=True, slots=True)
class KnownMeter:
    """A meter as its row says (see ``models.Meter``), to be read."""

    id: int
    metering_point_id: int
    serial: str
    service: str
    unit: str
    digits: int
    decimals: int
    dimension: str | None
    installed_on: date
    start_value: Decimal
    removed_on: date | None
    final_value: Decimal | None


METER_COLUMNS = ", ".join(f"m.{name}" for name in KnownMeter.__slots__)
_POINTS = f"""
SELECT o.code, o.street, o.post_code, o.town, last.value, last.taken_on, {METER_COLUMNS}
FROM backend.metering_points o LEFT JOIN backend.meters m ON m.metering_point_id = o.id LEFT JOIN LATERAL (
    SELECT r.value, r.taken_on FROM backend.readings r WHERE r.meter_id = m.id AND r.state = ANY(%(counting)s)
    ORDER BY r.taken_on DESC, r.id DESC LIMIT 1) last ON true
WHERE o.payer_id = %(payer)s ORDER BY o.code, m.installed_on, m.id
"""  # noqa: S608  columns of our own table


def meter_view(meter: KnownMeter, metering_point: str, last: Last | None) -> MeterView:
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


def _order(meter: KnownMeter) -> tuple[bool, int, int, str]:
    """Working meters first, by service as the contract lists them; then removed ones, the newest first."""
    if meter.removed_on is None:
        return (False, list(Service).index(Service(meter.service)), 0, meter.serial)
    return (True, -meter.removed_on.toordinal(), list(Service).index(Service(meter.service)), meter.serial)


def _services(meters: Sequence[KnownMeter], provider: Provider) -> list[Service]:
    metered = {Service(meter.service) for meter in meters if meter.removed_on is None}
    return [each for each in Service if each in metered or (each in UNMETERED and each.value in provider.services)]


async def points_of(session: AsyncSession, payer: Payer, provider: Provider) -> list[MeteringPointView]:
    """A payer's metering points by code; one statement."""
    found: dict[tuple[str, str, str, str], list[tuple[KnownMeter, Last | None]]] = {}
    for code, street, post_code, town, value, day, *meter in await rows(
        session, _POINTS, {"payer": payer.id, "counting": list(COUNTING)}
    ):
        there = found.setdefault((code, street, post_code, town), [])
        if meter[0] is not None:
            there.append((KnownMeter(*meter), None if value is None else (value, day)))
    return [_point(place, meters, provider) for place, meters in found.items()]


def _point(
    place: tuple[str, str, str, str], meters: list[tuple[KnownMeter, Last | None]], provider: Provider
) -> MeteringPointView:
    code, street, post_code, town = place
    ordered = sorted(meters, key=lambda pair: _order(pair[0]))
    return MeteringPointView(
        code=code,
        street=street,
        post_code=post_code,
        town=town,
        services=_services([meter for meter, _last in ordered], provider),
        meters=[meter_view(meter, code, last) for meter, last in ordered],
    )
