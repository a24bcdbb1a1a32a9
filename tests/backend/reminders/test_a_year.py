"""A year, day by day over all its days, with holidays, month ends, changes of the clock and three days of downtime."""

from collections import Counter
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta

from sqlalchemy import text

from backend.database import Sessions, transaction
from backend.local_time import LJUBLJANA, local, local_day
from backend.providers.models import Provider
from backend.readings.window import window_of
from backend.reminders.calendar import Decent, is_free
from backend.reminders.planning import plan_provider
from tests.backend.reminders.audience import LONG_AGO, make_audience, provider, read

DAYS = (25, 3)
DOWN = {date(2026, 5, 30) + timedelta(days=each) for each in range(3)}
HOURS, EVENINGS = (8,), (8, 21)
"""Local hours at which the planner runs, here; in life it does every few minutes. Each third day in the evening, too."""
SENT = """
    UPDATE backend.outgoing_messages message
    SET state = 'sent', sent_at = CAST(:now AS timestamptz) + (not_before - now())
    FROM backend.links JOIN backend.payers payer ON payer.id = links.payer_id
    WHERE state = 'planned' AND links.id = split_part(message.cause, ':', 2)::bigint
    RETURNING payer.code, split_part(dedupe_key, ':', 3), split_part(dedupe_key, ':', 4), sent_at
"""
LEDGER = "SELECT state, count(*) FROM backend.outgoing_messages WHERE starts_with(cause, 'reminder:') GROUP BY state"
OWN_TIME = """
    INSERT INTO backend.reminder_settings (resident_id, readings, lead_days, changed_at)
    SELECT links.resident_id, true, 2, :at FROM backend.links JOIN backend.payers payer ON payer.id = links.payer_id
    WHERE payer.code = 'P3'
"""


@dataclass(slots=True)
class Year:
    """What went out: by payer, window's last day and step."""

    sessions: Sessions
    provider: Provider
    heard: Counter[tuple[str, date, str]] = field(default_factory=Counter)

    async def run(self, now: datetime) -> None:
        """Plans, and sends each message when it is due; what goes out is checked."""
        planned = await plan_provider(self.sessions, self.provider, now)
        async with transaction(self.sessions) as session:
            rows = (await session.execute(text(SENT), {"now": now})).all()
        assert len(rows) == planned.chats
        for payer, closes, step, moment in rows:
            self.heard[payer, date.fromisoformat(closes), step] += 1
            _is_decent(date.fromisoformat(closes), moment)

    async def check(self) -> None:
        """The ledger after a day: everything is sent, nothing twice."""
        async with self.sessions() as session:
            states = {row[0]: row[1] for row in await session.execute(text(LEDGER))}
        assert set(states) <= {"sent"}
        assert states.get("sent", 0) == sum(self.heard.values())
        assert set(self.heard.values()) <= {1}

    def steps(self, payer: str, closes: date) -> set[str]:
        return {step for who, day, step in self.heard if (who, day) == (payer, closes)}


def _is_decent(closes: date, moment: datetime) -> None:
    window = window_of(local_day(moment), *DAYS)
    assert window is not None
    assert window.closes == closes, "inside its own window"
    assert window.holds(local_day(moment))
    assert 8 <= local(moment + timedelta(seconds=30)).hour < 20  # the database's clock has gone on meanwhile
    assert not is_free(local_day(moment), Decent())


async def test_each_hears_each_step_once_at_a_decent_hour(sessions: Sessions) -> None:
    """P1 never reads, P2 does on the third day of each window, P3 wants to be told two days before its end."""
    await make_audience(sessions, 3, DAYS)
    async with transaction(sessions) as session:
        await session.execute(text(OWN_TIME), {"at": LONG_AGO})
        year, windows = Year(sessions, await provider(session)), set()
    for number in range(365):
        day = date(2026, 1, 5) + timedelta(days=number)
        window = window_of(day, *DAYS)
        assert window is not None
        windows.add(window)
        if day == window.opens + timedelta(days=2):
            await read(sessions, "P2", day)
        if day not in DOWN:
            for hour in HOURS if number % 3 else EVENINGS:
                await year.run(datetime.combine(day, time(hour), LJUBLJANA))
        await year.check()
    whole = [window for window in windows if window.closes < date(2027, 1, 5)]
    assert len(whole) == 12
    for window in whole:
        heard = year.steps("P1", window.closes) - {"opens"}
        assert heard == {"3-days", "last-day"} or (heard and _shortened(window.closes)), window
        assert year.steps("P2", window.closes) <= {"opens"}
        assert year.steps("P3", window.closes) == {"2-days"}, window


def _shortened(closes: date) -> bool:
    """Windows in which free days or downtime make two steps begin on one day: the nearer to the deadline takes it all."""
    days = [closes - timedelta(days=back) for back in range(4)]
    return any(day in DOWN or is_free(day, Decent()) for day in days)
