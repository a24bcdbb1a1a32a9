"""Readings are stored all or none, corrected, withdrawn.

A meter is locked before its readings are looked at, so of two that hand in at once the second sees the first.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from backend.accounts.access import Linked
from backend.errors import NotFound, Refused
from backend.local_time import local_day
from backend.meters.models import Meter
from backend.readings.checks import Finding
from backend.readings.contract import ReadingSource, ReadingsRequest, ReadingView
from backend.readings.judging import judge
from backend.readings.listing import views, window_today
from backend.readings.models import Reading
from backend.readings.past import MeterPast, pasts_of


class ReadingRefused(Refused):
    """A value can't be stored (details.refusal, details.serial)."""

    code = "reading_refused"


class DoubtsUnconfirmed(Refused):
    """A value is doubtful and was not confirmed (details.serial, details.doubt)."""

    code = "doubts_unconfirmed"


class ReadingUnknown(NotFound):
    """The payer has no such reading that counts."""

    code = "reading_unknown"


class ReadingNotYours(Refused):
    """Read by the provider or handed in by someone else: not this resident's to withdraw."""

    code = "reading_not_yours"


class WindowClosed(Refused):
    """The window of this reading is over."""

    code = "window_closed"


@dataclass(frozen=True, slots=True)
class Stored:
    """A new row, and what it was judged by."""

    row: Reading
    past: MeterPast
    finding: Finding


async def store(session: AsyncSession, linked: Linked, request: ReadingsRequest, now: datetime) -> list[Stored]:
    """Stores all values or none; a corrected reading stays as a row that no longer counts.

    Raises ``ReadingRefused`` and ``DoubtsUnconfirmed`` beside what ``judge`` raises.
    """
    await _lock(session, [each.meter_id for each in request.values])
    today = local_day(now)
    judged = await judge(session, linked, request.values, correcting=request.correcting, today=today)
    for each in judged:
        serial, finding = each.past.meter.serial, each.finding
        if finding.refusal is not None:
            raise ReadingRefused(serial=serial, refusal=finding.refusal.value)
        if finding.doubts and not request.confirmed_doubts:
            raise DoubtsUnconfirmed(serial=serial, doubt=finding.doubts[0].value)
    stored = []
    for each in judged:
        if each.existing is not None:
            each.existing.state = "corrected"
        row = Reading(
            meter_id=each.past.meter.id,
            value=each.finding.value,
            taken_on=today,
            source=ReadingSource.resident.value,
            state="flagged" if each.finding.doubts else "valid",
            flags=[doubt.value for doubt in each.finding.doubts],
            resident_id=linked.resident_id,
            channel=request.channel,
            replaces_id=each.existing.id if each.existing is not None else None,
            stored_at=now,
        )
        session.add(row)
        stored.append(Stored(row, each.past, each.finding))
    await session.flush()
    return stored


async def _lock(session: AsyncSession, meter_ids: Sequence[int]) -> None:
    """Row locks in one order, so that two requests wait for each other instead of blocking each other."""
    await session.execute(select(Meter.id).where(Meter.id.in_(meter_ids)).order_by(Meter.id).with_for_update())


async def withdraw(
    session: AsyncSession, linked: Linked, reading_id: int, now: datetime
) -> tuple[Reading, MeterPast, ReadingView]:
    """Takes back a resident's own reading while its window is open; the row stays and no longer counts.

    Raises ``ReadingUnknown``, ``ReadingNotYours``, ``WindowClosed``.
    """
    meter_id = await session.scalar(select(Reading.meter_id).where(Reading.id == reading_id))
    await _lock(session, [] if meter_id is None else [meter_id])
    everyone = await pasts_of(session, linked.payer)
    past = next((each for each in everyone if any(row.id == reading_id for row in each.readings)), None)
    if past is None:
        raise ReadingUnknown()
    today = local_day(now)
    row = next(each for each in past.readings if each.id == reading_id)
    if row.source != ReadingSource.resident.value or row.resident_id != linked.resident_id:
        raise ReadingNotYours()
    window = window_today(linked, today)
    if window is None or not window.holds(today) or not window.holds(row.taken_on):
        raise WindowClosed()
    shown = next(each for each in views(past, linked, today) if each.id == reading_id)
    row.state = "withdrawn"
    await session.flush()
    return row, past, shown.model_copy(update={"can_change": False})
