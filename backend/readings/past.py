"""Readings as they lie in the database -> the plain values that checks, lists and consumption reckon with."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from sqlalchemy.ext.asyncio import AsyncSession

from backend.accounts.models import Payer
from backend.direct import rows
from backend.meters.service import COUNTING, METER_COLUMNS, KnownMeter
from backend.readings.checks import Past
from backend.readings.contract import Doubt, ReadingSource
from backend.readings.history import Device, Segment, Shown, segments, settle
from backend.readings.window import Window


@dataclass(frozen=True, slots=True)
class Taken:
    """A reading that counts, as its row says (see ``models.Reading``)."""

    id: int
    meter_id: int
    value: Decimal
    taken_on: date
    source: str
    state: str
    flags: Sequence[str]
    resident_id: int | None


@dataclass(frozen=True, slots=True)
class MeterPast:
    """A meter, the code of its place and its readings that count, oldest first."""

    meter: KnownMeter
    place: str
    readings: Sequence[Taken]

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

    def _shown(self, reading: Taken) -> Shown:
        """Soft: an estimate, or a value that was flagged as too high."""
        soft = reading.source == ReadingSource.estimate.value or Doubt.too_high.value in reading.flags
        return Shown(self._in_decimals(reading.value), reading.taken_on, soft)

    def _in_decimals(self, value: Decimal) -> Decimal:
        """The database keeps three decimals for every meter."""
        return round(value, self.meter.decimals)

    def read_within(self, window: Window) -> Taken | None:
        """What a resident handed in within a window."""
        mine = (each for each in reversed(self.readings) if each.source == ReadingSource.resident.value)
        return next((each for each in mine if window.holds(each.taken_on)), None)


_METERS = f"""
SELECT o.code, {METER_COLUMNS} FROM backend.meters m JOIN backend.metering_points o ON m.metering_point_id = o.id
WHERE o.payer_id = %(payer)s ORDER BY o.code, m.installed_on, m.id
"""  # noqa: S608  columns of our own table
_READINGS = f"""
SELECT {", ".join(f"r.{name}" for name in Taken.__slots__)} FROM backend.readings r
WHERE r.meter_id = ANY(%(meters)s) AND r.state = ANY(%(counting)s) ORDER BY r.taken_on, r.id
"""  # noqa: S608  columns of our own table


async def pasts_of(session: AsyncSession, payer: Payer, *, lock: bool = False) -> list[MeterPast]:
    """Every meter of a payer with its readings; two statements.

    ``lock``: nobody else stores readings of these meters until the transaction ends. All take the locks in the same order, so
    they wait for each other instead of blocking each other, and see what the one before them stored.
    """
    found = await rows(session, f"{_METERS} FOR UPDATE OF m" if lock else _METERS, {"payer": payer.id})
    meters = [(code, KnownMeter(*meter)) for code, *meter in found]
    by_meter: dict[int, list[Taken]] = {}
    values = {"meters": [meter.id for _code, meter in meters], "counting": list(COUNTING)}
    for row in await rows(session, _READINGS, values):
        taken = Taken(*row)
        by_meter.setdefault(taken.meter_id, []).append(taken)
    return [MeterPast(meter, code, by_meter.get(meter.id, [])) for code, meter in meters]


def past_for_check(of: MeterPast, everyone: Sequence[MeterPast], *, without: Collection[int]) -> Past:
    """A meter's past, with the use of the meters that it replaced."""
    used: list[Segment] = []
    for each in everyone:
        if each.meter.metering_point_id == of.meter.metering_point_id and each.meter.service == of.meter.service:
            replaced = each.meter.removed_on is not None and each.meter.removed_on <= of.meter.installed_on
            if replaced or each is of:
                used += segments(each.device, each.shown(without=without))
    return Past(settle(of.device, of.shown(without=without)), used)
