"""The resident's side of a ticket, over HTTP."""

import asyncio
from datetime import timedelta

import httpx
import pytest

from backend.database import Sessions
from tests.backend.at_home import at_home
from tests.backend.desk.group import Desk, give_group
from tests.backend.people import Person
from tests.backend.tickets.opening import key, opened, pushes, writer
from tests.conftest import DEMO_NOW, MovableClock


@pytest.fixture
async def ana(http: httpx.AsyncClient) -> Person:
    return await writer(http)


async def test_a_ticket_without_a_link(ana: Person) -> None:
    received = await opened(ana, "Kdaj  odprete?\nHvala.", topic="other")
    ticket = received["ticket"]
    assert (ticket["number"], ticket["state"], ticket["provider"]) == (1, "open", "komunala")
    assert ticket["first"] == ticket["last"] == "Kdaj odprete? Hvala."
    assert ticket["continues"]
    assert not received["away"]
    assert received["expected_by"].startswith("2026-11-30T10:00"), "two hours on Friday, two on Monday"
    listed = (await ana.http.get(f"/v1/residents/{ana.id}/tickets")).json()
    assert [one["id"] for one in listed["tickets"]] == [ticket["id"]]
    whole = (await ana.http.get(f"/v1/residents/{ana.id}/tickets/{ticket['id']}")).json()
    assert [(one["author"], one["text"]) for one in whole["messages"]] == [("resident", "Kdaj  odprete?\nHvala.")]


async def test_nobody_there_is_said_once(ana: Person, clock: MovableClock) -> None:
    clock.forward(timedelta(hours=10))
    first = await opened(ana)
    assert first["away"]
    assert first["opens_at"].startswith("2026-11-30T08:00")
    path = f"tickets/{first['ticket']['id']}/messages"
    second = (await ana.post(path, {"text": "Halo?", "chat_id": ana.chat_id})).json()
    assert not second["away"]


async def test_a_fault_names_the_number_at_once(ana: Person) -> None:
    assert (await opened(ana, "Pušča!", topic="fault"))["emergency_phone"]
    assert (await opened(ana, "Vprašanje", topic="other"))["emergency_phone"] is None


async def test_numbers_are_counted_by_provider(ana: Person) -> None:
    numbers = [(await opened(ana, provider=slug))["ticket"]["number"] for slug in ("komunala", "upravnik", "komunala")]
    assert numbers == [1, 1, 2]


async def test_the_same_message_again_is_no_second(ana: Person) -> None:
    first = await opened(ana, source="telegram:1:5")
    again = await opened(ana, source="telegram:1:5")
    assert again["ticket"]["id"] == first["ticket"]["id"]
    whole = (await ana.http.get(f"/v1/residents/{ana.id}/tickets/{first['ticket']['id']}")).json()
    assert len(whole["messages"]) == 1


async def test_an_edit_is_an_edit(ana: Person, sessions: Sessions) -> None:
    await give_group(sessions)
    ticket = (await opened(ana, "Račun je 52", source="telegram:1:5"))["ticket"]
    path = f"/v1/residents/{ana.id}/ticket-messages"
    edit = {"source": "telegram:1:5", "text": "Račun je 25"}
    for _ in range(2):
        assert (await ana.http.patch(path, json=edit, headers=key())).status_code == 200
    whole = (await ana.http.get(f"/v1/residents/{ana.id}/tickets/{ticket['id']}")).json()
    assert [(one["text"], one["edited"]) for one in whole["messages"]] == [("Račun je 25", True)]
    assert len(await pushes(sessions, "ticket-post")) == 2, "the message, and one edit"


async def test_only_ones_own_is_edited(ana: Person, http: httpx.AsyncClient) -> None:
    await opened(ana, source="telegram:1:5")
    stranger = await writer(http)
    for source in ("telegram:1:5", "telegram:1:6"):
        edit = {"source": source, "text": "x"}
        refused = await http.patch(f"/v1/residents/{stranger.id}/ticket-messages", json=edit, headers=key())
        assert (refused.status_code, refused.json()["code"]) == (404, "message_unknown")


async def test_anothers_ticket_is_not_there(ana: Person, http: httpx.AsyncClient) -> None:
    ticket = (await opened(ana))["ticket"]["id"]
    stranger = await writer(http)
    mine = {"text": "x", "chat_id": stranger.chat_id}
    answers = [
        await http.get(f"/v1/residents/{stranger.id}/tickets/{ticket}"),
        await stranger.post(f"tickets/{ticket}/messages", mine),
        await http.put(f"/v1/residents/{stranger.id}/tickets/{ticket}/rating", json={"stars": 5}, headers=key()),
    ]
    assert [(one.status_code, one.json()["code"]) for one in answers] == [(404, "ticket_unknown")] * 3


async def test_a_link_of_another_provider_is_refused(http: httpx.AsyncClient, sessions: Sessions) -> None:
    home = await at_home(http, sessions)
    link = int(home.path.rsplit("/", 1)[1])
    chat = (await http.get(f"/v1/residents/{home.resident}")).json()["chat_id"]
    person = Person(http, home.resident, chat)
    assert (await opened(person, link_id=link))["ticket"]["number"] == 1
    body = {"provider": "upravnik", "topic": "other", "text": "x", "chat_id": chat, "link_id": link}
    refused = await person.post("tickets", body)
    assert (refused.status_code, refused.json()["code"]) == (404, "not_linked")


@pytest.mark.parametrize("text", ["", "  \n "])
async def test_nothing_is_no_message(ana: Person, text: str) -> None:
    body = {"provider": "komunala", "topic": "other", "text": text, "chat_id": ana.chat_id}
    refused = await ana.post("tickets", body)
    assert (refused.status_code, refused.json()["code"]) == (422, "message_empty")
    assert (await ana.http.get(f"/v1/residents/{ana.id}/tickets")).json() == {"tickets": [], "more": False}


async def test_writing_again_reopens_for_fourteen_days(
    ana: Person, http: httpx.AsyncClient, sessions: Sessions, clock: MovableClock
) -> None:
    await give_group(sessions)
    ticket = (await opened(ana))["ticket"]["id"]
    desk = Desk(http)
    await desk.topic(ticket)
    for days, status in ((14, 200), (15, 409)):
        assert (await desk.orders("close")).json()["outcome"] == "closed"
        clock.forward(timedelta(days=days))
        again = await ana.post(f"tickets/{ticket}/messages", {"text": "Še nekaj", "chat_id": ana.chat_id})
        assert again.status_code == status
        if status == 200:
            assert again.json()["reopened"]
            assert again.json()["ticket"]["state"] == "open"
        else:
            assert again.json()["code"] == "ticket_over"
    assert clock.now - DEMO_NOW == timedelta(days=29)


async def test_rated_once_the_last_tap_counts(ana: Person, sessions: Sessions) -> None:
    await give_group(sessions)
    ticket = (await opened(ana))["ticket"]["id"]
    path = f"/v1/residents/{ana.id}/tickets/{ticket}/rating"
    for stars in (3, 5, 5):
        assert (await ana.http.put(path, json={"stars": stars}, headers=key())).json()["rating"] == stars
    assert len(await pushes(sessions, "ticket-post")) == 3, "the message, and two ratings that differ"


async def test_many_at_once_each_in_one_ticket(http: httpx.AsyncClient) -> None:
    people = [await writer(http) for _ in range(12)]
    received = await asyncio.gather(*(opened(person, f"Sporočilo {person.id}") for person in people))
    assert sorted(one["ticket"]["number"] for one in received) == list(range(1, 13))
    assert {one["ticket"]["first"] for one in received} == {f"Sporočilo {person.id}" for person in people}
