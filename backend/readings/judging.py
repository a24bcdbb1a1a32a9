"""Values against the meters of a payer: what may be stored, and what the resident is told. Stores nothing."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy.ext.asyncio import AsyncSession

from backend.accounts.access import Linked
from backend.errors import Invalid
from backend.meters.service import meter_view
from backend.providers.contract import ReadingWindow
from backend.readings.checks import Finding, check, refuse_before_value, refuse_value
from backend.readings.contract import MeterValue, Refusal, Verdict
from backend.readings.listing import MeterUnknown, views, window_today
from backend.readings.past import MeterPast, Taken, past_for_check, pasts_of
from backend.readings.window import Window


class MeterTwice(Invalid):
    """Two values for one meter (details.serial)."""

    code = "meter_twice"


@dataclass(frozen=True, slots=True)
class Judged:
    """A value with what was found, and the window's reading that it meets (``existing``)."""

    past: MeterPast
    finding: Finding
    existing: Taken | None


def _judge(
    value: MeterValue,
    past: MeterPast,
    everyone: Sequence[MeterPast],
    window: Window | None,
    today: date,
    *,
    corrector: int | None,
) -> Judged:
    """``corrector``: the resident who may replace a reading of their own in this window; None: nobody does."""
    device = past.device
    impossible = refuse_value(device, value.value)
    refusal = refuse_before_value(device, window, today) or impossible
    existing = past.read_within(window) if window is not None else None
    mine = existing is not None and corrector is not None and existing.resident_id == corrector
    replaced = existing if mine else None
    if refusal is None and existing is not replaced:
        refusal = Refusal.already_read
    if impossible is not None:
        return Judged(past, Finding(value.value, False, None, refusal, (), None), existing)
    without = set() if replaced is None else {replaced.id}
    finding = check(device, past_for_check(past, everyone, without=without), value.value, today)
    if refusal is not None:
        finding = Finding(finding.value, finding.cut, None, refusal, (), finding.usual)
    return Judged(past, finding, existing)


async def judge(
    session: AsyncSession,
    linked: Linked,
    values: Sequence[MeterValue],
    *,
    correcting: bool,
    today: date,
    lock: bool = False,
) -> list[Judged]:
    """Judges each value against the window, the meter and its past. Raises ``MeterUnknown``, ``MeterTwice``.

    ``lock``: as in ``pasts_of``, for who stores them.
    """
    everyone = await pasts_of(session, linked.payer, lock=lock)
    by_id = {each.meter.id: each for each in everyone}
    seen: set[int] = set()
    corrector = linked.resident_id if correcting else None
    window = window_today(linked, today)
    judged = []
    for value in values:
        past = by_id.get(value.meter_id)
        if past is None:
            raise MeterUnknown()
        if value.meter_id in seen:
            raise MeterTwice(serial=past.meter.serial)
        seen.add(value.meter_id)
        judged.append(_judge(value, past, everyone, window, today, corrector=corrector))
    return judged


def verdict(judged: Judged, linked: Linked, window: ReadingWindow | None, today: date) -> Verdict:
    """What the resident is told of a judged value."""
    past, finding = judged.past, judged.finding
    last = (past.readings[-1].value, past.readings[-1].taken_on) if past.readings else None
    there = judged.existing if finding.refusal is Refusal.already_read else None
    return Verdict(
        meter=meter_view(past.meter, past.place, last),
        value=finding.value,
        cut=finding.cut,
        used=finding.used,
        refusal=finding.refusal,
        doubts=list(finding.doubts),
        usual=finding.usual,
        existing=views(past, linked, today, only={there.id})[0] if there is not None else None,
        window=window,
    )
