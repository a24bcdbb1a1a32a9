"""Readings are stored all or none, corrected, withdrawn.

A payer's meters are locked before their readings are looked at, so of two that hand in at once the second sees the first.
"""

from dataclasses import dataclass, replace
from datetime import datetime

from sqlalchemy.ext.asyncio import AsyncSession

from backend.accounts.access import Linked
from backend.direct import row, rows
from backend.errors import NotFound, Refused
from backend.local_time import local_day
from backend.readings.checks import Finding
from backend.readings.contract import ReadingSource, ReadingsRequest, ReadingView
from backend.readings.judging import Judged, judge
from backend.readings.listing import views, window_today
from backend.readings.past import MeterPast, Taken, pasts_of


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
    """A new reading, and what it was judged by. ``past`` is as it is now: with the new one, without the one it replaces."""

    row: Taken
    past: MeterPast
    finding: Finding
    corrects: bool


async def store(session: AsyncSession, linked: Linked, request: ReadingsRequest, now: datetime) -> list[Stored]:
    """Stores all values or none; a corrected reading stays as a row that no longer counts.

    Raises ``ReadingRefused`` and ``DoubtsUnconfirmed`` beside what ``judge`` raises.
    """
    today = local_day(now)
    judged = await judge(session, linked, request.values, correcting=request.correcting, today=today, lock=True)
    for each in judged:
        serial, finding = each.past.meter.serial, each.finding
        if finding.refusal is not None:
            raise ReadingRefused(serial=serial, refusal=finding.refusal.value)
        if finding.doubts and not request.confirmed_doubts:
            raise DoubtsUnconfirmed(serial=serial, doubt=finding.doubts[0].value)
    return [await _store(session, linked, each, request.channel, now) for each in judged]


_INSERT = """
INSERT INTO backend.readings (meter_id, value, taken_on, source, state, flags, resident_id, channel, replaces_id, stored_at)
VALUES (%(meter)s, %(value)s, %(day)s, 'resident', %(state)s, %(flags)s, %(resident)s, %(channel)s, %(replaces)s, %(now)s)
RETURNING id
"""
_END = "UPDATE backend.readings SET state = %(state)s WHERE id = %(id)s"


async def _store(session: AsyncSession, linked: Linked, judged: Judged, channel: str, now: datetime) -> Stored:
    past, finding, replaced = judged.past, judged.finding, judged.existing
    if replaced is not None:
        await rows(session, _END, {"id": replaced.id, "state": "corrected"})
    flags = [doubt.value for doubt in finding.doubts]
    values = {
        "meter": past.meter.id,
        "value": finding.value,
        "day": local_day(now),
        "state": "flagged" if flags else "valid",
        "flags": flags,
        "resident": linked.resident_id,
        "channel": channel,
        "replaces": replaced.id if replaced is not None else None,
        "now": now,
    }
    made = await row(session, _INSERT, values)
    assert made is not None
    new = Taken(
        id=made[0],
        meter_id=past.meter.id,
        value=finding.value,
        taken_on=local_day(now),
        source=ReadingSource.resident.value,
        state=str(values["state"]),
        flags=flags,
        resident_id=linked.resident_id,
    )
    left = [each for each in past.readings if each is not replaced]
    now_there = sorted([*left, new], key=lambda each: (each.taken_on, each.id))
    return Stored(new, replace(past, readings=now_there), finding, corrects=replaced is not None)


async def withdraw(
    session: AsyncSession, linked: Linked, reading_id: int, now: datetime
) -> tuple[Taken, MeterPast, ReadingView]:
    """Takes back a resident's own reading while its window is open; the row stays and no longer counts.

    Raises ``ReadingUnknown``, ``ReadingNotYours``, ``WindowClosed``.
    """
    everyone = await pasts_of(session, linked.payer, lock=True)
    past = next((each for each in everyone if any(taken.id == reading_id for taken in each.readings)), None)
    if past is None:
        raise ReadingUnknown()
    today = local_day(now)
    taken = next(each for each in past.readings if each.id == reading_id)
    if taken.source != ReadingSource.resident.value or taken.resident_id != linked.resident_id:
        raise ReadingNotYours()
    window = window_today(linked, today)
    if window is None or not window.holds(today) or not window.holds(taken.taken_on):
        raise WindowClosed()
    shown = next(each for each in views(past, linked, today) if each.id == reading_id)
    await rows(session, _END, {"id": reading_id, "state": "withdrawn"})
    return taken, past, shown.model_copy(update={"can_change": False})
