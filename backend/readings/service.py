"""Readings: check (nothing stored), store all or none, correct, withdraw, list.

A meter is locked before its readings are looked at, so of two that hand in at once the second sees the first.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from backend.accounts.access import Linked
from backend.errors import Invalid, NotFound, Refused
from backend.local_time import local_day
from backend.meters.models import Meter
from backend.meters.service import meter_view
from backend.providers.contract import ReadingWindow
from backend.providers.service import reading_window_on
from backend.readings.checks import Finding, check, refuse_before_value, refuse_value
from backend.readings.contract import MeterValue, ReadingSource, ReadingsRequest, ReadingView, Refusal, Verdict
from backend.readings.history import uses
from backend.readings.models import Reading
from backend.readings.past import MeterPast, past_for_check, pasts_of
from backend.readings.window import Window


class MeterUnknown(NotFound):
    """The payer has no such meter."""

    code = "meter_unknown"


class MeterTwice(Invalid):
    """Two values for one meter (details.serial)."""

    code = "meter_twice"


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
class Judged:
    """A value with what was found, and the window's reading that it meets (``existing``)."""

    past: MeterPast
    finding: Finding
    existing: Reading | None


@dataclass(frozen=True, slots=True)
class Stored:
    """A new row, and what it was judged by."""

    row: Reading
    past: MeterPast
    finding: Finding


def window_today(linked: Linked, today: date) -> Window | None:
    """The provider's window around today, or the next one."""
    found = reading_window_on(linked.provider, today)
    return None if found is None else Window(found.opens, found.closes)


def _judge(
    value: MeterValue,
    past: MeterPast,
    everyone: Sequence[MeterPast],
    window: Window | None,
    today: date,
    *,
    correcting: bool,
) -> Judged:
    device = past.device
    refusal = refuse_before_value(device, window, today) or refuse_value(device, value.value)
    existing = past.read_within(window) if window is not None else None
    if refusal is None and existing is not None and not correcting:
        refusal = Refusal.already_read
    if refusal in {Refusal.negative, Refusal.too_many_digits}:
        return Judged(past, Finding(value.value, False, None, refusal, (), None), existing)
    if refusal is not None and refuse_value(device, value.value) is not None:
        return Judged(past, Finding(value.value, False, None, refusal, (), None), existing)
    without = {existing.id} if existing is not None and correcting else set()
    finding = check(device, past_for_check(past, everyone, without=without), value.value, today)
    if refusal is not None:
        finding = Finding(finding.value, finding.cut, None, refusal, (), finding.usual)
    return Judged(past, finding, existing)


async def judge(
    session: AsyncSession, linked: Linked, values: Sequence[MeterValue], *, correcting: bool, today: date
) -> list[Judged]:
    """Judges each value against the window, the meter and its past. Raises ``MeterUnknown``, ``MeterTwice``."""
    everyone = await pasts_of(session, linked.payer)
    by_id = {each.meter.id: each for each in everyone}
    seen: set[int] = set()
    window = window_today(linked, today)
    judged = []
    for value in values:
        past = by_id.get(value.meter_id)
        if past is None:
            raise MeterUnknown()
        if value.meter_id in seen:
            raise MeterTwice(serial=past.meter.serial)
        seen.add(value.meter_id)
        judged.append(_judge(value, past, everyone, window, today, correcting=correcting))
    return judged


def verdict(judged: Judged, linked: Linked, window: ReadingWindow | None, today: date) -> Verdict:
    """What the resident is told of a judged value."""
    past, finding = judged.past, judged.finding
    last = (past.readings[-1].value, past.readings[-1].taken_on) if past.readings else None
    shows_existing = judged.existing is not None and finding.refusal is Refusal.already_read
    return Verdict(
        meter=meter_view(past.meter, past.point.code, last),
        value=finding.value,
        cut=finding.cut,
        used=finding.used,
        refusal=finding.refusal,
        doubts=list(finding.doubts),
        usual=finding.usual,
        existing=next(each for each in views(past, linked, today) if each.id == judged.existing.id)
        if shows_existing and judged.existing is not None
        else None,
        window=window,
    )


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


def views(past: MeterPast, linked: Linked, today: date) -> list[ReadingView]:
    """A meter's readings that count, oldest first, with the use since the one before."""
    window = window_today(linked, today)
    is_open = window is not None and window.holds(today)
    return [
        _view(row, past, used, can_change=is_open and window is not None and _may_change(row, linked, window))
        for row, used in zip(past.readings, uses(past.device, past.shown()), strict=True)
    ]


def _may_change(row: Reading, linked: Linked, window: Window) -> bool:
    mine = row.source == ReadingSource.resident.value and row.resident_id == linked.resident_id
    return mine and window.holds(row.taken_on)


def _view(row: Reading, past: MeterPast, used: object, *, can_change: bool) -> ReadingView:
    decimals = past.meter.decimals
    return ReadingView.model_validate(
        {
            "id": row.id,
            "serial": past.meter.serial,
            "service": past.meter.service,
            "unit": past.meter.unit,
            "decimals": decimals,
            "value": round(row.value, decimals),
            "used": used,
            "taken_on": row.taken_on,
            "source": row.source,
            "flagged": row.state == "flagged",
            "can_change": can_change,
        }
    )


async def listed(session: AsyncSession, linked: Linked, *, meter_id: int | None, today: date) -> list[ReadingView]:
    """Every reading of the payer that counts, or of one meter, newest first."""
    everyone = await pasts_of(session, linked.payer)
    if meter_id is not None and all(each.meter.id != meter_id for each in everyone):
        raise MeterUnknown()
    chosen = (each for each in everyone if meter_id is None or each.meter.id == meter_id)
    found = [view for each in chosen for view in views(each, linked, today)]
    return sorted(found, key=lambda view: (view.taken_on, view.id), reverse=True)
