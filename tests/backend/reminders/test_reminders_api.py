"""A resident's settings and snooze over HTTP; a stored reading ends the reminders of its window."""

from datetime import datetime, timedelta
from typing import Any

import httpx
import pytest

from backend.database import Sessions
from backend.local_time import LJUBLJANA
from backend.reminders.planning import plan_all
from tests.backend.at_home import AtHome, at_home
from tests.backend.reminders.audience import ledger, send_all
from tests.conftest import MovableClock

NEAR = timedelta(seconds=20)


def at(moment: str) -> datetime:
    return datetime.fromisoformat(moment).replace(tzinfo=LJUBLJANA)


async def settings(http: httpx.AsyncClient, home: AtHome) -> dict[str, Any]:
    answer = await http.get(f"/v1/residents/{home.resident}/reminders")
    assert answer.status_code == 200, answer.text
    view: dict[str, Any] = answer.json()
    return view


async def change(http: httpx.AsyncClient, home: AtHome, **wanted: object) -> httpx.Response:
    headers = {"Idempotency-Key": f"change-{wanted}"}
    return await http.patch(f"/v1/residents/{home.resident}/reminders", json=wanted, headers=headers)


async def chat_of(http: httpx.AsyncClient, home: AtHome) -> int:
    view = (await http.get(f"/v1/residents/{home.resident}")).json()
    return int(view["chat_id"])


async def snooze(http: httpx.AsyncClient, home: AtHome, hours: int = 3) -> httpx.Response:
    return await home.post("reminders/snooze", {"chat_id": await chat_of(http, home), "hours": hours})


@pytest.fixture
async def janez(http: httpx.AsyncClient, sessions: Sessions) -> AtHome:
    """Komunala's window is 25 November to 3 December; it is the 27th, 10.00."""
    return await at_home(http, sessions)


async def test_defaults_and_what_comes_next(http: httpx.AsyncClient, janez: AtHome) -> None:
    view = await settings(http, janez)
    assert (view["readings"], view["lead_days"], view["steps"]) == (True, None, [-1, 3, 0])
    (coming,) = view["upcoming"]
    assert (coming["step"], datetime.fromisoformat(coming["at"])) == ("3-days", at("2026-11-30T08:00"))


async def test_off_and_on_again(
    http: httpx.AsyncClient, sessions: Sessions, janez: AtHome, clock: MovableClock
) -> None:
    await plan_all(sessions, clock.now)
    off = await change(http, janez, readings=False)
    assert (off.json()["readings"], off.json()["upcoming"]) == (False, [])
    assert [row.state for row in await ledger(sessions)] == ["dropped"]
    assert (await change(http, janez, readings=True)).json()["readings"] is True


async def test_ones_own_lead_time_and_back(http: httpx.AsyncClient, janez: AtHome) -> None:
    view = (await change(http, janez, lead_days=2)).json()
    assert view["lead_days"] == 2
    assert datetime.fromisoformat(view["upcoming"][0]["at"]) == at("2026-12-01T08:00")
    assert (await change(http, janez, lead_days=0)).json()["lead_days"] is None
    for wrong in (-1, 11):
        assert (await change(http, janez, lead_days=wrong)).status_code == 422


async def test_nobody(http: httpx.AsyncClient) -> None:
    assert (await http.get("/v1/residents/999999/reminders")).json()["code"] == "resident_unknown"


async def test_after_the_reading_the_next_window_comes(http: httpx.AsyncClient, janez: AtHome) -> None:
    assert (await janez.store(s88213377="1834")).status_code == 201
    (coming,) = (await settings(http, janez))["upcoming"]
    assert (coming["step"], datetime.fromisoformat(coming["at"])) == ("opens", at("2026-12-28T08:00"))


async def test_a_payer_without_a_meter_is_never_reminded(http: httpx.AsyncClient, sessions: Sessions) -> None:
    home = await at_home(http, sessions, "990017")
    assert (await settings(http, home))["upcoming"] == []


async def test_a_stored_reading_withdraws_what_is_planned(
    http: httpx.AsyncClient, sessions: Sessions, janez: AtHome, clock: MovableClock
) -> None:
    await plan_all(sessions, clock.now)
    assert [row.state for row in await ledger(sessions)] == ["planned"]
    await janez.store(s88213377="1834")
    assert [row.state for row in await ledger(sessions)] == ["dropped"]
    await plan_all(sessions, clock.now)
    assert len(await ledger(sessions)) == 1


async def test_of_two_meters_the_one_that_was_read_is_left_out(
    http: httpx.AsyncClient, sessions: Sessions, clock: MovableClock
) -> None:
    home = await at_home(http, sessions, "4711")
    await plan_all(sessions, clock.now)
    (row,) = await ledger(sessions, "planned")
    serials = [serial for serial in home.meters if serial in str(row.content)]
    assert len(serials) == 3
    last = (await home.get("readings")).json()["readings"]
    value = next(one["value"] for one in last if one["serial"] == serials[0])
    body = {"values": [{"meter_id": home.meters[serials[0]], "value": str(float(value) + 1)}], "channel": "test"}
    stored = await home.post("readings", body | {"confirmed_doubts": True})
    assert stored.status_code == 201, stored.text
    (row,) = await ledger(sessions, "planned")
    assert serials[0] not in str(row.content)
    assert serials[1] in str(row.content)


async def test_in_three_hours(http: httpx.AsyncClient, sessions: Sessions, janez: AtHome, clock: MovableClock) -> None:
    await plan_all(sessions, clock.now)
    await send_all(sessions)
    for _ in range(2):
        answer = await snooze(http, janez)
        assert datetime.fromisoformat(answer.json()["at"]) == at("2026-11-27T13:00")
    (row,) = await ledger(sessions, "planned")
    assert abs(row.after - timedelta(hours=3)) < NEAR
    assert (await settings(http, janez))["upcoming"][0]["step"] == "later"
    await plan_all(sessions, clock.now)
    assert len(await ledger(sessions, "planned")) == 1


@pytest.mark.parametrize(
    ("now", "later"),
    [
        ("2026-11-27T18:00", "2026-11-28T08:00"),
        ("2026-11-28T18:00", "2026-11-30T08:00"),
        ("2026-12-03T18:00", None),
    ],
)
async def test_put_off_to_the_next_decent_hour_before_the_deadline(
    http: httpx.AsyncClient, janez: AtHome, clock: MovableClock, now: str, later: str | None
) -> None:
    clock.now = at(now)
    answer = (await snooze(http, janez)).json()["at"]
    assert (answer and datetime.fromisoformat(answer)) == (later and at(later))


async def test_nothing_to_put_off(http: httpx.AsyncClient, janez: AtHome, clock: MovableClock) -> None:
    await janez.store(s88213377="1834")
    assert (await snooze(http, janez)).json()["code"] == "nothing_to_remind"
    clock.now = at("2026-12-10T10:00")
    assert (await snooze(http, janez)).json()["code"] == "nothing_to_remind"
