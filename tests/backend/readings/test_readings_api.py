"""Readings over HTTP with the demo data: check, store, correct, withdraw, list; and the mails they plan."""

import asyncio
from datetime import date, timedelta
from decimal import Decimal

import httpx
import pytest
from sqlalchemy import select

from backend.database import Sessions, transaction
from backend.ledger.models import OutgoingMessage
from backend.readings.models import Reading
from tests.backend.at_home import EMAIL, at_home
from tests.conftest import DEMO_NOW, MovableClock


async def mails(sessions: Sessions) -> list[OutgoingMessage]:
    """Planned mails about readings, oldest first."""
    async with sessions() as session:
        wanted = OutgoingMessage.dedupe_key.startswith("reading-")
        return list(await session.scalars(select(OutgoingMessage).where(wanted).order_by(OutgoingMessage.id)))


async def states(sessions: Sessions, meter: int) -> list[str]:
    """States of what was handed in for a meter during the test, oldest first."""
    async with sessions() as session:
        mine = Reading.meter_id == meter, Reading.resident_id.is_not(None)
        return list(await session.scalars(select(Reading.state).where(*mine).order_by(Reading.id)))


async def test_a_check_says_what_would_be_stored_and_stores_nothing(
    http: httpx.AsyncClient, sessions: Sessions
) -> None:
    home = await at_home(http, sessions)
    for _ in range(2):
        [verdict] = await home.check(s88213377="1834.9")
        assert (verdict["value"], verdict["cut"], verdict["used"]) == ("1834", True, "13")
        assert (verdict["refusal"], verdict["doubts"], verdict["existing"]) == (None, [], None)
        assert verdict["window"] == {"opens": "2026-11-25", "closes": "2026-12-03", "is_open": True}
    assert await states(sessions, home.meters["88213377"]) == []
    assert await mails(sessions) == []


@pytest.mark.parametrize(
    ("payer", "values"),
    [
        ("123456", {"s88213377": "1832"}),
        ("123456", {"s88213377": "1834"}),
        ("204880", {"s90112254": "48"}),
        ("4711", {"s11200871": "517.0", "s11200872": "235.6", "s55009128": "16.43"}),
        ("4711", {"s11200871": "512.6", "s11200872": "233.4"}),
        ("4712", {"s11200873": "304.6", "s11200874": "145.7"}),
    ],
)
async def test_usual_readings_of_the_demo_are_not_asked_about(
    http: httpx.AsyncClient, sessions: Sessions, payer: str, values: dict[str, str]
) -> None:
    home = await at_home(http, sessions, payer)
    verdicts = await home.check(**values)
    assert [(verdict["refusal"], verdict["doubts"]) for verdict in verdicts] == [(None, [])] * len(values)


async def test_a_rollover_is_asked_about_and_counts_on(http: httpx.AsyncClient, sessions: Sessions) -> None:
    home = await at_home(http, sessions, "123457")
    [verdict] = await home.check(s88213401="3")
    assert (verdict["used"], verdict["doubts"]) == ("22", ["rolled_over"])
    refused = await home.store(s88213401="3")
    assert (refused.status_code, refused.json()) == (
        409,
        {"code": "doubts_unconfirmed", "details": {"serial": "88213401", "doubt": "rolled_over"}},
    )
    stored = await home.store(s88213401="3", sure=True)
    assert stored.status_code == 201
    assert [(each["value"], each["used"], each["flagged"]) for each in stored.json()["readings"]] == [("3", "22", True)]
    assert await states(sessions, home.meters["88213401"]) == ["flagged"]


@pytest.mark.parametrize(
    ("value", "refusal"),
    [("-5", "negative"), ("1e9", "too_many_digits"), ("100000", "too_many_digits"), ("1820", "lower_than_last")],
)
async def test_what_cannot_be_is_refused(http: httpx.AsyncClient, sessions: Sessions, value: str, refusal: str) -> None:
    home = await at_home(http, sessions)
    [verdict] = await home.check(s88213377=value)
    assert (verdict["refusal"], verdict["used"]) == (refusal, None)
    answer = await home.store(s88213377=value, sure=True)
    assert (answer.status_code, answer.json()["details"]) == (409, {"serial": "88213377", "refusal": refusal})
    assert await states(sessions, home.meters["88213377"]) == []


@pytest.mark.parametrize("value", ["NaN", "Infinity", "12,3,4", "", "½"])
async def test_what_is_no_number_is_malformed(http: httpx.AsyncClient, sessions: Sessions, value: str) -> None:
    home = await at_home(http, sessions)
    answer = await home.store(s88213377=value)
    assert (answer.status_code, answer.json()["code"]) == (422, "malformed")


async def test_stored_met_again_corrected_withdrawn(http: httpx.AsyncClient, sessions: Sessions) -> None:
    home = await at_home(http, sessions)
    stored = await home.store(s88213377="1834")
    assert stored.status_code == 201
    [first] = stored.json()["readings"]
    assert (first["value"], first["used"], first["can_change"], first["flagged"]) == ("1834", "13", True, False)

    [verdict] = await home.check(s88213377="1835")
    assert verdict["refusal"] == "already_read"
    assert verdict["existing"] == first
    refused = await home.store(s88213377="1835")
    assert refused.json() == {
        "code": "reading_refused",
        "details": {"serial": "88213377", "refusal": "already_read"},
    }

    correcting = {"values": home.values(s88213377="1833"), "correcting": True}
    [verdict] = (await home.post("readings/check", correcting)).json()["verdicts"]
    assert (verdict["used"], verdict["refusal"], verdict["existing"]) == ("12", None, None)

    corrected = await home.store(s88213377="1833", correcting=True)
    [second] = corrected.json()["readings"]
    assert (second["value"], second["used"]) == ("1833", "12")
    assert await states(sessions, home.meters["88213377"]) == ["corrected", "valid"]
    assert (await home.delete(f"readings/{first['id']}")).json()["code"] == "reading_unknown"

    withdrawn = await home.delete(f"readings/{second['id']}")
    assert (withdrawn.status_code, withdrawn.json()["value"], withdrawn.json()["can_change"]) == (200, "1833", False)
    assert await states(sessions, home.meters["88213377"]) == ["corrected", "withdrawn"]
    assert (await home.delete(f"readings/{second['id']}")).json()["code"] == "reading_unknown"
    newest = (await home.get("readings", limit=1)).json()["readings"][0]
    assert (newest["value"], newest["taken_on"]) == ("1821", "2026-10-27")
    assert (await home.store(s88213377="1834")).status_code == 201

    planned = await mails(sessions)
    subjects = [mail.content["subject"] for mail in planned]
    assert [subject.split(" – ")[0] for subject in subjects] == [
        "Potrdilo o oddanem stanju",
        "Potrdilo o popravljenem stanju",
        "Potrdilo o umaknjenem stanju",
        "Potrdilo o oddanem stanju",
    ]
    assert {mail.recipient for mail in planned} == {EMAIL}
    for part in ("88213377", "1.821 m³", "1.834 m³", "13 m³", "27. 11. 2026", "Do 3. 12. 2026 lahko stanje"):
        assert part in planned[0].content["text"]
        assert part in planned[0].content["html"]
    assert "27. 11. 2026" in planned[2].content["text"]
    assert "Do 3. 12. 2026 lahko" in planned[2].content["text"]


async def test_english_mails_write_dates_one_way(http: httpx.AsyncClient, sessions: Sessions) -> None:
    home = await at_home(http, sessions, language="en")
    [stored] = (await home.store(s88213377="1834")).json()["readings"]
    await home.delete(f"readings/{stored['id']}")
    receipt, withdrawal = await mails(sessions)
    assert "27 November 2026" in receipt.content["text"]
    assert "1,834 m³" in receipt.content["text"]
    assert "27 November 2026" in withdrawal.content["text"]
    assert "until 3 December 2026" in withdrawal.content["text"]


async def test_what_is_refused_mails_nothing(http: httpx.AsyncClient, sessions: Sessions) -> None:
    home = await at_home(http, sessions)
    assert (await home.store(s88213377="1")).status_code == 409
    assert await mails(sessions) == []


async def test_several_values_are_stored_all_or_none(http: httpx.AsyncClient, sessions: Sessions) -> None:
    home = await at_home(http, sessions, "4711")
    refused = await home.store(s11200871="512.6", s11200872="200")
    assert (refused.status_code, refused.json()["details"]["serial"]) == (409, "11200872")
    doubtful = await home.store(s11200871="912.6", s11200872="233.4")
    assert doubtful.json()["details"] == {"serial": "11200871", "doubt": "too_high"}
    assert await states(sessions, home.meters["11200871"]) == []

    stored = await home.store(s11200871="512.6", s11200872="233.4")
    assert stored.status_code == 201
    assert sorted((each["serial"], each["value"], each["used"]) for each in stored.json()["readings"]) == [
        ("11200871", "512.6", "0.2"),
        ("11200872", "233.4", "0.3"),
    ]
    [mail] = await mails(sessions)
    for part in ("11200871", "512,6 m³", "11200872", "233,4 m³", "Do 28. 11. 2026 lahko stanji"):
        assert part in mail.content["text"]
    third = await home.check(s55009128="16.4", s11200871="513")
    assert [verdict["refusal"] for verdict in third] == [None, "already_read"]


async def test_a_meter_named_twice_and_a_foreign_meter(http: httpx.AsyncClient, sessions: Sessions) -> None:
    home, neighbour = await at_home(http, sessions, "4711"), await at_home(http, sessions, "4712")
    twice = home.values(s11200871="512.6") * 2
    answer = await home.post("readings/check", {"values": twice})
    assert (answer.status_code, answer.json()) == (422, {"code": "meter_twice", "details": {"serial": "11200871"}})
    foreign = {"values": neighbour.values(s11200873="304"), "channel": "test"}
    for path in ("readings/check", "readings"):
        body = foreign if path == "readings" else {"values": foreign["values"]}
        answer = await home.post(path, body)
        assert (answer.status_code, answer.json()["code"]) == (404, "meter_unknown")
    assert (await home.get("readings", meter_id=neighbour.meters["11200873"])).json()["code"] == "meter_unknown"
    unknown = {"values": [{"meter_id": 10**30, "value": "1"}], "channel": "test"}
    assert (await home.post("readings", unknown)).json()["code"] == "malformed"
    assert (await home.delete(f"readings/{10**30}")).json()["code"] == "malformed"


async def test_another_household_member_sees_a_reading_and_cannot_change_it(
    http: httpx.AsyncClient, sessions: Sessions
) -> None:
    home, partner = await at_home(http, sessions), await at_home(http, sessions)
    [stored] = (await home.store(s88213377="1834")).json()["readings"]
    seen = (await partner.get("readings", limit=1)).json()["readings"][0]
    assert (seen["id"], seen["can_change"]) == (stored["id"], False)
    refused = await partner.delete(f"readings/{stored['id']}")
    assert (refused.status_code, refused.json()["code"]) == (409, "reading_not_yours")
    replaced = await partner.store(s88213377="1835", correcting=True)
    assert (replaced.status_code, replaced.json()["details"]["refusal"]) == (409, "already_read")
    neighbour = await at_home(http, sessions, "123457")
    assert (await neighbour.delete(f"readings/{stored['id']}")).json()["code"] == "reading_unknown"


async def test_outside_the_window(http: httpx.AsyncClient, sessions: Sessions, clock: MovableClock) -> None:
    home = await at_home(http, sessions)
    [stored] = (await home.store(s88213377="1834")).json()["readings"]
    clock.forward(timedelta(days=6))
    assert (await home.get("readings", limit=1)).json()["readings"][0]["can_change"] is True
    clock.forward(timedelta(days=1))
    [verdict] = await home.check(s88213377="1840")
    assert verdict["refusal"] == "window_closed"
    assert verdict["window"] == {"opens": "2026-12-25", "closes": "2027-01-03", "is_open": False}
    late = await home.delete(f"readings/{stored['id']}")
    assert (late.status_code, late.json()["code"]) == (409, "window_closed")
    clock.forward(timedelta(days=21))
    assert (await home.store(s88213377="1846")).status_code == 201


async def test_a_replaced_meter_takes_no_readings(http: httpx.AsyncClient, sessions: Sessions) -> None:
    home = await at_home(http, sessions, "204880")
    [verdict] = await home.check(s70015519="4411")
    assert verdict["refusal"] == "meter_removed"


async def test_the_list_is_paged_newest_first(http: httpx.AsyncClient, sessions: Sessions) -> None:
    home = await at_home(http, sessions)
    first = (await home.get("readings")).json()
    assert (len(first["readings"]), first["total"]) == (12, 37)
    assert (first["readings"][0]["value"], first["readings"][0]["used"]) == ("1821", "11")
    days = [each["taken_on"] for each in first["readings"]]
    last = (await home.get("readings", limit=12, offset=36)).json()["readings"]
    days += [
        each["taken_on"]
        for offset in (12, 24)
        for each in (await home.get("readings", offset=offset)).json()["readings"]
    ]
    days += [each["taken_on"] for each in last]
    assert len(days) == 37
    assert days == sorted(days, reverse=True)
    assert (await home.get("readings", offset=999)).json() == {"readings": [], "total": 37}
    for wrong in ({"limit": 0}, {"limit": 101}, {"offset": -1}):
        assert (await home.get("readings", **wrong)).status_code == 422


async def test_two_at_once_store_one(http: httpx.AsyncClient, sessions: Sessions) -> None:
    home, partner = await at_home(http, sessions), await at_home(http, sessions)
    answers = await asyncio.gather(
        home.store(s88213377="1834"), home.store(s88213377="1834"), partner.store(s88213377="1835")
    )
    assert sorted(answer.status_code for answer in answers) == [201, 409, 409]
    refused = [answer.json()["details"]["refusal"] for answer in answers if answer.status_code == 409]
    assert refused == ["already_read", "already_read"]
    assert await states(sessions, home.meters["88213377"]) == ["valid"]
    assert len(await mails(sessions)) == 1


async def test_the_same_key_stores_one_and_answers_the_same(http: httpx.AsyncClient, sessions: Sessions) -> None:
    home = await at_home(http, sessions)
    answers = await asyncio.gather(*(home.store(key="turn-7", s88213377="1834") for _ in range(3)))
    answers.append(await home.store(key="turn-7", s88213377="1834"))
    assert {(answer.status_code, answer.content) for answer in answers} == {(201, answers[0].content)}
    assert await states(sessions, home.meters["88213377"]) == ["valid"]
    assert len(await mails(sessions)) == 1
    assert (await home.store(key="turn-7", s88213377="1835")).json()["code"] == "idempotency_key_reused"


async def test_values_in_opposite_orders_do_not_block_each_other(http: httpx.AsyncClient, sessions: Sessions) -> None:
    home = await at_home(http, sessions, "4711")
    answers = await asyncio.gather(
        home.store(s11200871="512.6", s11200872="233.4"), home.store(s11200872="233.5", s11200871="512.7")
    )
    assert sorted(answer.status_code for answer in answers) == [201, 409]


async def test_a_receipt_counts_from_the_reading_that_holds(http: httpx.AsyncClient, sessions: Sessions) -> None:
    """An estimate that was too high is settled by the reading: old, new and use agree on the receipt."""
    home = await at_home(http, sessions)
    estimate = Reading(
        meter_id=home.meters["88213377"],
        value=Decimal(1900),
        taken_on=date(2026, 11, 20),
        source="estimate",
        state="valid",
        flags=[],
        stored_at=DEMO_NOW,
    )
    async with transaction(sessions) as session:
        session.add(estimate)
    [verdict] = await home.check(s88213377="1834")
    assert (verdict["used"], verdict["doubts"]) == ("13", [])
    assert (await home.store(s88213377="1834")).status_code == 201
    [mail] = await mails(sessions)
    for part in ("1.821 m³", "1.834 m³", ": 13 m³"):
        assert part in mail.content["text"]
    assert "1.900" not in mail.content["text"]
