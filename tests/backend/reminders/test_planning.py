"""Who is planned for, once, and when; late runs, closed windows, and what makes a reminder void."""

import json
from datetime import date, datetime, timedelta

import pytest
from sqlalchemy import text

from backend.database import Sessions, transaction
from backend.local_time import LJUBLJANA
from backend.reminders.models import ReminderRules, ReminderSettings
from backend.reminders.planning import Planned, campaign_of, plan_all, plan_provider, who_is_due
from tests.backend.reminders.audience import SLUG, Row, ledger, make_audience, provider, read, send_all

OPEN = "2026-11-27T10:00"  # a Friday; the window is 25 November to 3 December
NEAR = timedelta(seconds=20)


def at(moment: str) -> datetime:
    return datetime.fromisoformat(moment).replace(tzinfo=LJUBLJANA)


async def plan(sessions: Sessions, moment: str) -> Planned:
    return dict(await plan_all(sessions, at(moment)))[SLUG]


async def write(sessions: Sessions, statement: str, **values: object) -> None:
    async with transaction(sessions) as session:
        await session.execute(text(statement), values)


def steps(rows: list[Row]) -> list[tuple[str, str, str]]:
    return sorted((row.payer, row.step, row.state) for row in rows)


async def test_each_is_reminded_once_a_step_with_what_the_message_needs(sessions: Sessions) -> None:
    await make_audience(sessions, 2)
    await read(sessions, "P2", date(2026, 10, 27), value=12)
    planned = await plan(sessions, OPEN)
    assert (planned.chats, planned.mails, planned.first) == (2, 0, at(OPEN))
    assert planned.last == at(OPEN) + timedelta(seconds=1 / 25)
    assert (await plan(sessions, OPEN)).chats == 0
    rows = await ledger(sessions)
    assert steps(rows) == [("P1", "opens", "planned"), ("P2", "opens", "planned")]
    assert all(row.kind == "push" and abs(row.after) < NEAR for row in rows)
    assert abs(rows[0].expires_after - (at("2026-12-04T00:00") - at(OPEN))) < NEAR
    assert rows[1].content["event"] == "reading-reminder"
    values = rows[1].content["values"]
    assert isinstance(values, dict)
    assert (values["provider"], values["closes"], values["step"]) == ("Opomniki d.o.o.", "2026-12-03", "opens")
    (meter,) = json.loads(values["meters"])
    assert (meter["serial"], meter["value"], meter["day"]) == ("SP2", "12.000", "2026-10-27")


@pytest.mark.parametrize(("source", "expected"), [("resident", 0), ("provider", 0), ("estimate", 1)])
async def test_who_has_read_is_left_alone(sessions: Sessions, source: str, expected: int) -> None:
    await make_audience(sessions, 1)
    await read(sessions, "P1", date(2026, 11, 25), source)
    assert (await plan(sessions, OPEN)).chats == expected


@pytest.mark.parametrize(
    "unwanted",
    [
        "UPDATE backend.links SET unlinked_at = now()",
        "UPDATE backend.residents SET email = NULL",
        "INSERT INTO backend.consent_acts (resident_id, purpose, action, version, language, text, channel, at) "
        "SELECT resident_id, purpose, 'withdrawn', version, language, text, channel, at FROM backend.consent_acts",
        "INSERT INTO backend.reminder_settings (resident_id, readings, changed_at) SELECT id, false, now() FROM backend.residents",
    ],
)
async def test_who_may_not_or_will_not_be_reminded_is_not(sessions: Sessions, unwanted: str) -> None:
    await make_audience(sessions, 1)
    await plan(sessions, OPEN)
    await write(sessions, unwanted)
    assert (await plan(sessions, OPEN)).chats == 0
    assert [row.state for row in await ledger(sessions)] == ["dropped"], "and what was planned is withdrawn"


async def test_a_meter_that_is_gone_needs_no_reading(sessions: Sessions) -> None:
    await make_audience(sessions, 1)
    await write(sessions, "UPDATE backend.meters SET removed_on = '2026-01-01', final_value = 9 WHERE serial = 'SP1'")
    assert (await plan(sessions, OPEN)).chats == 0


@pytest.mark.parametrize("closed", ["2026-11-24T12:00", "2026-12-04T00:00", "2026-12-03T20:01"])
async def test_a_closed_window_and_the_last_evening_send_nothing(sessions: Sessions, closed: str) -> None:
    await make_audience(sessions, 1)
    assert await plan(sessions, closed) == Planned()


async def test_a_provider_without_windows_sends_nothing(sessions: Sessions) -> None:
    await make_audience(sessions, 1, (None, None))
    assert await plan(sessions, OPEN) == Planned()


async def test_a_missed_run_sends_late_and_only_the_step_that_matters_now(sessions: Sessions) -> None:
    await make_audience(sessions, 1)
    await plan(sessions, "2026-12-03T19:00")
    assert steps(await ledger(sessions)) == [("P1", "last-day", "planned")]


async def test_a_later_step_takes_the_place_of_one_that_was_not_sent(sessions: Sessions) -> None:
    await make_audience(sessions, 2)
    await plan(sessions, OPEN)
    await plan(sessions, "2026-11-30T08:00")
    assert steps(await ledger(sessions, "planned")) == [("P1", "3-days", "planned"), ("P2", "3-days", "planned")]
    assert len(await ledger(sessions, "dropped")) == 2


async def test_three_steps_to_who_never_reads(sessions: Sessions) -> None:
    await make_audience(sessions, 1)
    for moment in (
        OPEN,
        "2026-11-28T10:00",
        "2026-11-30T08:00",
        "2026-12-02T12:00",
        "2026-12-03T08:00",
        "2026-12-03T09:00",
    ):
        await plan(sessions, moment)
        await send_all(sessions)
    assert [row.step for row in await ledger(sessions, "sent")] == ["opens", "3-days", "last-day"]


async def test_ones_own_lead_time_instead_of_the_providers_steps(sessions: Sessions) -> None:
    await make_audience(sessions, 1)
    async with transaction(sessions) as session:
        found = await session.execute(text("SELECT max(id) FROM backend.residents"))
        changed = at("2026-11-20T10:00")
        session.add(ReminderSettings(resident_id=found.scalar_one(), readings=True, lead_days=5, changed_at=changed))
    assert (await plan(sessions, OPEN)).chats == 0
    assert (await plan(sessions, "2026-11-28T08:00")).chats == 1
    await send_all(sessions)
    assert (await plan(sessions, "2026-12-03T10:00")).chats == 0, "one is enough"
    assert steps(await ledger(sessions)) == [("P1", "5-days", "sent")]


async def test_a_step_that_had_begun_when_it_was_chosen_is_not_made_up_for(sessions: Sessions) -> None:
    await make_audience(sessions, 1)
    await write(
        sessions,
        "INSERT INTO backend.reminder_settings (resident_id, readings, lead_days, changed_at) "
        "SELECT max(id), true, 10, :at FROM backend.residents",
        at=at("2026-11-27T09:00"),
    )
    assert (await plan(sessions, OPEN)).chats == 0


async def test_a_chat_that_is_gone_gets_a_mail(sessions: Sessions) -> None:
    await make_audience(sessions, 2)
    await write(
        sessions,
        "UPDATE backend.chats SET reachable = false WHERE external_id = (SELECT '9' || max(id) FROM backend.residents)",
    )
    planned = await plan(sessions, OPEN)
    assert (planned.chats, planned.mails) == (1, 1)
    assert (await plan(sessions, OPEN)).mails == 0
    (mail,) = [row for row in await ledger(sessions) if row.kind == "mail"]
    assert mail.payer == "P2"
    assert "3. 12. 2026" in str(mail.content["subject"])
    assert "7 m³" in str(mail.content["text"])


async def test_who_blocked_the_bot_on_the_way_gets_the_same_step_by_mail(sessions: Sessions) -> None:
    await make_audience(sessions, 1)
    await plan(sessions, OPEN)
    await send_all(sessions, "blocked")
    await write(sessions, "UPDATE backend.chats SET reachable = false")
    assert (await plan(sessions, OPEN)).mails == 1
    await send_all(sessions)
    await write(sessions, "UPDATE backend.chats SET reachable = true")
    assert (await plan(sessions, OPEN)).chats == 0


async def test_at_night_nothing_goes_out_that_should_have_by_day(sessions: Sessions) -> None:
    await make_audience(sessions, 2)
    await plan(sessions, OPEN)
    await write(sessions, "UPDATE backend.outgoing_messages SET not_before = now() - interval '1 hour'")
    await plan(sessions, "2026-11-28T21:00")  # a Saturday evening: the courier was away all day
    rows = await ledger(sessions, "planned")
    waits = at("2026-11-30T08:00") - at("2026-11-28T21:00")
    assert all(abs(row.after - waits) < NEAR for row in rows)


async def test_what_is_made_up_for_at_night_waits_and_gives_way_to_the_mornings_step(sessions: Sessions) -> None:
    await make_audience(sessions, 1)
    assert (await plan(sessions, "2026-12-02T23:00")).first == at("2026-12-03T08:00")
    assert steps(await ledger(sessions)) == [("P1", "3-days", "planned")]
    assert (await plan(sessions, "2026-12-03T08:00")).chats == 1
    assert steps(await ledger(sessions, "planned")) == [("P1", "last-day", "planned")]


async def test_many_are_spread_and_none_is_late(sessions: Sessions) -> None:
    await make_audience(sessions, 300)
    async with transaction(sessions) as session:
        mine = await provider(session)
        always = ReminderRules(
            provider_id=mine.id, steps=[0], per_second=1, decent_from=at("2026-01-01T08:00").time(),
            decent_until=at("2026-01-01T20:00").time(), on_sundays=True, on_holidays=True,
        )  # fmt: skip
        session.add(always)
    planned = await plan(sessions, "2026-12-03T19:58")
    assert planned.chats == 300
    assert planned.first == at("2026-12-03T19:58")
    assert planned.last is not None
    assert at("2026-12-03T19:59:30") < planned.last < at("2026-12-03T20:00"), "faster than the rate, or not at all"


async def test_who_is_due_is_said_without_writing(sessions: Sessions) -> None:
    await make_audience(sessions, 3)
    await read(sessions, "P2", date(2026, 11, 26))
    async with sessions() as session:
        campaign = await campaign_of(session, await provider(session), date(2026, 11, 27))
        assert campaign is not None
        assert [told.payer_code for told in await who_is_due(session, campaign, at(OPEN))] == ["P1", "P3"]
    assert await ledger(sessions) == []


async def test_one_process_plans_at_a_time(sessions: Sessions) -> None:
    await make_audience(sessions, 1)
    async with sessions() as session:
        mine = await provider(session)
        await session.execute(text("SELECT pg_advisory_xact_lock(hashtext('hisnik.reminders'))"))
        assert await plan_provider(sessions, mine, at(OPEN)) == Planned()
    assert (await plan_provider(sessions, mine, at(OPEN))).chats == 1
