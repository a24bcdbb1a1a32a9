"""Readings as they lie in the database -> the plain values that checks, lists and consumption reckon with."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from decimal import Decimal

from sqlalchemy import bindparam, select
from sqlalchemy.ext.asyncio import AsyncSession

from backend.accounts.models import Payer
from backend.meters.models import Meter, MeteringPoint
from backend.meters.service import COUNTING, meters_of
from backend.readings.checks import Past
from backend.readings.contract import Doubt, ReadingSource
from backend.readings.history import Device, Segment, Shown, segments, settle
from backend.readings.models import Reading
from backend.readings.window import Window


@dataclass(frozen=True, slots=True)
class MeterPast:
    """A meter, its place and its readings that count, oldest first."""

    meter: Meter
    point: MeteringPoint
    readings: Sequence[Reading]

    @property
    def device(self) -> Device:
        """The meter's numbers."""
        return Device(
            unit=self.meter.unit,
            digits=self.meter.digits,
            decimals=self.meter.decimals,
            installed_on=self.meter.installed_on,
            start_value=self._in_decimals(self.meter.start_value),
            removed_on=self.meter.removed_on,
            final_value=None if self.meter.final_value is None else self._in_decimals(self.meter.final_value),
        )

    def shown(self, *, without: Collection[int] = ()) -> list[Shown]:
        """The readings' values, some left out by id."""
        return [self._shown(each) for each in self.readings if each.id not in without]

    def _shown(self, reading: Reading) -> Shown:
        """Soft: an estimate, or a value that was flagged as too high."""
        soft = reading.source == ReadingSource.estimate.value or Doubt.too_high.value in reading.flags
        return Shown(self._in_decimals(reading.value), reading.taken_on, soft)

    def _in_decimals(self, value: Decimal) -> Decimal:
        """The database keeps three decimals for every meter."""
        return round(value, self.meter.decimals)

    def read_within(self, window: Window) -> Reading | None:
        """What a resident handed in within a window."""
        mine = (each for each in reversed(self.readings) if each.source == ReadingSource.resident.value)
        return next((each for each in mine if window.holds(each.taken_on)), None)


_READINGS = (
    select(Reading)
    .where(Reading.meter_id.in_(bindparam("meters", expanding=True)), Reading.state.in_(COUNTING))
    .order_by(Reading.taken_on, Reading.id)
)


async def pasts_of(session: AsyncSession, payer: Payer) -> list[MeterPast]:
    """Every meter of a payer with its readings; two queries."""
    pairs = await meters_of(session, payer)
    rows = await session.scalars(_READINGS, {"meters": [meter.id for meter, _ in pairs]})
    by_meter: dict[int, list[Reading]] = {}
    for row in rows:
        by_meter.setdefault(row.meter_id, []).append(row)
    return [MeterPast(meter, point, by_meter.get(meter.id, [])) for meter, point in pairs]


def past_for_check(of: MeterPast, everyone: Sequence[MeterPast], *, without: Collection[int]) -> Past:
    """A meter's past, with the use of the meters that it replaced."""
    used: list[Segment] = []
    for each in everyone:
        if each.meter.metering_point_id == of.meter.metering_point_id and each.meter.service == of.meter.service:
            replaced = each.meter.removed_on is not None and each.meter.removed_on <= of.meter.installed_on
            if replaced or each is of:
                used += segments(each.device, each.shown(without=without))
    return Past(settle(of.device, of.shown(without=without)), used)
