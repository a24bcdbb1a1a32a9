"""A year of windows, walked through hour by hour with holidays, changes of the clock and three days of downtime."""

from datetime import UTC, date, datetime, time, timedelta
from itertools import groupby

import pytest
from sqlalchemy import text

from backend.database import Sessions, transaction
from backend.local_time import local, local_day
from backend.readings.window import window_of
from backend.reminders.calendar import Decent, is_free
from backend.reminders.planning import plan_all
from tests.backend.reminders.audience import make_audience

WINDOWS = ((25, 3),)
RUNS = (0, 8, 21)
"""Local hours at which the planner runs, here; in life it does every few minutes."""
SENT = """
    UPDATE backend.outgoing_messages SET state = 'sent', sent_at = CAST(:now AS timestamptz) + (not_before - now())
    WHERE state = 'planned' RETURNING split_part(dedupe_key, ':', 3), split_part(dedupe_key, ':', 4), sent_at
"""


async def _day(sessions: Sessions, day: date, hours: tuple[int, ...]) -> list[tuple[str, str, datetime]]:
    """Plans, and sends each message when it is due; gives ``(closes, step, moment)``."""
    sent: list[tuple[str, str, datetime]] = []
    for hour in hours:
        now = datetime.combine(day, time(hour), tzinfo=local(datetime(2026, 1, 1, tzinfo=UTC)).tzinfo)
        await plan_all(sessions, now)
        async with transaction(sessions) as session:
            sent += [(row[0], row[1], row[2]) for row in await session.execute(text(SENT), {"now": now})]
    return sent


@pytest.mark.parametrize("days", WINDOWS)
async def test_a_resident_who_never_reads_hears_each_step_once_at_a_decent_hour(
    sessions: Sessions, days: tuple[int, int]
) -> None:
    await make_audience(sessions, 1, days)
    down = {date(2026, 5, 30) + timedelta(days=each) for each in range(3)}
    day, sent = date(2026, 1, 5), []
    while day < date(2027, 1, 5):
        window = window_of(day, *days)
        assert window is not None
        near = {0, 1, 2, 3, (window.closes - window.opens).days, (window.closes - window.opens).days - 1}
        if day not in down and window.holds(day) and (window.closes - day).days in near:
            sent += await _day(sessions, day, RUNS)
        day += timedelta(days=1)
    assert len(sent) == len({(closes, step) for closes, step, _ in sent}), "once"
    decent = Decent()
    for closes, _step, moment in sent:
        window = window_of(local_day(moment), *days)
        assert window is not None
        assert window.closes.isoformat() == closes, "inside its own window"
        assert 8 <= local(moment + timedelta(seconds=30)).hour < 20  # the database's clock has gone on meanwhile
        assert not is_free(local_day(moment), decent)
    by_window = {closes: [step for _, step, _ in each] for closes, each in groupby(sent, key=lambda one: one[0])}
    assert len(by_window) in {12, 13}
    whole = [steps for steps in by_window.values() if steps == ["opens", "3-days", "last-day"]]
    assert len(whole) >= 7, by_window
    assert all(steps[-1] == "last-day" for closes, steps in by_window.items() if closes < "2027"), by_window
