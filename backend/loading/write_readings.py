"""Writes readings: the billing system's, beside those that residents handed in here, which it never changes."""

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime, time
from typing import Any

from sqlalchemy import insert, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from backend.loading.rows import ReadingRow
from backend.readings.models import Reading

AT_NOON = time(12, tzinfo=UTC)
"""The data has days: a loaded reading counts as stored at noon of its day, so loading twice gives the same."""


async def write_readings(
    session: AsyncSession,
    rows: Sequence[ReadingRow],
    payers: Mapping[tuple[str, str], int],
    meters: Mapping[tuple[int, str, str], int],
) -> None:
    """Natural key: meter and day among loaded readings. A resident's own reading that comes back is left as it is."""
    keyed = [(meters[(payers[(row.provider, row.payer)], row.metering_point, row.serial)], row) for row in rows]
    query = select(Reading).where(
        Reading.meter_id.in_({meter for meter, _ in keyed}), Reading.state.in_(("valid", "flagged"))
    )
    columns = (Reading.id, Reading.meter_id, Reading.taken_on, Reading.value, Reading.source, Reading.resident_id)
    stored = (await session.execute(query.with_only_columns(*columns))).all()
    loaded = {(row.meter_id, row.taken_on): row for row in stored if row.resident_id is None}
    handed_in = {(row.meter_id, row.taken_on, row.value) for row in stored if row.resident_id is not None}
    new: list[dict[str, Any]] = []
    changed: list[dict[str, Any]] = []
    for meter, row in keyed:
        before = loaded.get((meter, row.taken_on))
        if before is not None:
            if (before.value, before.source) != (row.value, row.source):
                changed.append({"id": before.id, "value": row.value, "source": row.source})
        elif (meter, row.taken_on, row.value) not in handed_in:
            new.append(_values(meter, row))
    if changed:
        await session.execute(update(Reading), changed)
    if new:
        await session.execute(insert(Reading), new)


def _values(meter_id: int, row: ReadingRow) -> dict[str, Any]:
    return {
        "meter_id": meter_id,
        "value": row.value,
        "taken_on": row.taken_on,
        "source": row.source,
        "state": "valid",
        "flags": [],
        "stored_at": datetime.combine(row.taken_on, AT_NOON),
    }
