"""Carrying a conversation over to another chat: once, in time, and never mixing two people."""

import asyncio
from datetime import timedelta

import httpx
import pytest
from sqlalchemy import func, select, text

from backend.database import Sessions
from backend.residents.models import Handover, Resident
from tests.backend.at_home import at_home
from tests.backend.people import Person, meet
from tests.conftest import MovableClock

TOKEN = "Zk3-" * 8


async def begin(who: Person, token: str = TOKEN) -> httpx.Response:
    return await who.post("handovers", {"token": token})


async def take(http: httpx.AsyncClient, chat_id: int, token: str = TOKEN, key: str = "take-1") -> httpx.Response:
    body = {"chat_id": chat_id, "token": token}
    return await http.post("/v1/handovers/taken", json=body, headers={"Idempotency-Key": key})


async def part(http: httpx.AsyncClient, chat_id: int, key: str = "part-1") -> httpx.Response:
    return await http.post("/v1/handovers/undone", json={"chat_id": chat_id}, headers={"Idempotency-Key": key})


async def ask(who: Person, words: str = "Kdaj bo odvoz?") -> int:
    """A question to support; the ticket."""
    body = {"chat_id": who.chat_id, "provider": "komunala", "topic": "other", "text": words}
    answer = await who.post("tickets", body)
    assert answer.status_code == 200, answer.text
    return int(answer.json()["ticket"]["id"])


async def chat_of_ticket(sessions: Sessions, ticket: int) -> int:
    async with sessions() as session:
        found = await session.scalar(text("SELECT chat_id FROM backend.tickets WHERE id = :id"), {"id": ticket})
    assert isinstance(found, int)
    return found


async def test_links_and_answers_go_along(http: httpx.AsyncClient, sessions: Sessions) -> None:
    home = await at_home(http, sessions)
    view = (await http.get(f"/v1/residents/{home.resident}")).json()
    web = Person(http, view["id"], view["chat_id"])
    ticket = await ask(web)
    phone = await meet(http, "4711", "telegram")
    assert (await begin(web)).status_code == 200
    taken = (await take(http, phone.chat_id)).json()
    assert (taken["resident"]["id"], taken["resident"]["chat_id"], taken["again"]) == (web.id, phone.chat_id, False)
    assert taken["resident"]["consented"]
    assert [link["payer_code"] for link in taken["resident"]["links"]] == ["123456"]
    assert await chat_of_ticket(sessions, ticket) == phone.chat_id
    assert (await meet(http, "4711", "telegram")).id == web.id
    assert (await http.get(f"{home.path}/readings")).status_code == 200  # the page stays usable
    async with sessions() as session:
        assert await session.get(Resident, phone.id) is None  # nobody is left behind


async def test_again_is_the_same_and_elsewhere_it_is_used(http: httpx.AsyncClient) -> None:
    web, phone, other = await meet(http), await meet(http, "4711", "telegram"), await meet(http, "4712", "telegram")
    await begin(web)
    first = await take(http, phone.chat_id)
    assert (await take(http, phone.chat_id)).content == first.content  # redelivered: the same answer
    pressed_again = (await take(http, phone.chat_id, key="take-2")).json()
    assert (pressed_again["resident"]["id"], pressed_again["again"]) == (web.id, True)
    assert (await take(http, other.chat_id, key="take-3")).json()["code"] == "handover_used"


async def test_late_unknown_and_replaced(http: httpx.AsyncClient, clock: MovableClock) -> None:
    web, phone = await meet(http), await meet(http, "4711", "telegram")
    until = (await begin(web)).json()["expires_at"]
    assert until.startswith("2026-11-27T10:10:00")
    assert (await take(http, phone.chat_id, "x" * 32, "take-1")).json()["code"] == "handover_unknown"
    assert (await take(http, phone.chat_id, "%", "take-2")).json()["code"] == "handover_unknown"
    assert (await begin(web, "n" * 32)).status_code == 200
    assert (await take(http, phone.chat_id, key="take-3")).json()["code"] == "handover_unknown"  # there is a newer one
    clock.forward(timedelta(minutes=10))
    assert (await take(http, phone.chat_id, "n" * 32, "take-4")).json()["code"] == "handover_late"
    assert (await meet(http, "4711", "telegram")).id == phone.id


@pytest.mark.parametrize("own", ["link", "ticket"])
async def test_what_a_chat_has_of_its_own_is_not_mixed(http: httpx.AsyncClient, own: str) -> None:
    web, phone = await meet(http), await meet(http, "4711", "telegram")
    await (phone.link() if own == "link" else ask(phone))
    await begin(web)
    assert (await take(http, phone.chat_id)).json()["code"] == "chat_occupied"
    assert (await meet(http, "4711", "telegram")).id == phone.id
    other = await meet(http, "4712", "telegram")
    assert (await take(http, other.chat_id, key="take-2")).json()["resident"]["id"] == web.id  # the link wasn't used up


async def test_two_chats_at_once_and_one_of_them_wins(http: httpx.AsyncClient) -> None:
    web = await meet(http)
    await begin(web)
    phones = [await meet(http, str(number), "telegram") for number in range(5)]
    answers = await asyncio.gather(*(take(http, phone.chat_id, key=f"t-{phone.chat_id}") for phone in phones))
    assert sorted(answer.status_code for answer in answers) == [200, 409, 409, 409, 409]


async def test_a_chat_parts_again(http: httpx.AsyncClient, sessions: Sessions) -> None:
    web, phone = await meet(http), await meet(http, "4711", "telegram")
    ticket = await ask(web)
    await begin(web)
    await take(http, phone.chat_id)
    parted = (await part(http, phone.chat_id)).json()
    assert parted["id"] not in {web.id, phone.id}
    assert (parted["chat_id"], parted["links"]) == (phone.chat_id, [])
    assert await chat_of_ticket(sessions, ticket) == web.chat_id
    assert (await part(http, phone.chat_id, "part-2")).json()["code"] == "nothing_to_part"


async def test_the_token_is_nowhere_in_the_database(http: httpx.AsyncClient, sessions: Sessions) -> None:
    web, phone = await meet(http), await meet(http, "4711", "telegram")
    await begin(web)
    await take(http, phone.chat_id)
    async with sessions() as session:
        assert await session.scalar(select(func.count()).select_from(Handover)) == 1
        tables = (await session.scalars(text("SELECT tablename FROM pg_tables WHERE schemaname = 'backend'"))).all()
        for table in tables:
            rows = (await session.execute(text(f'SELECT t::text FROM backend."{table}" t'))).scalars().all()
            assert not any(TOKEN in row or TOKEN.encode().hex() in row for row in rows), table


@pytest.mark.parametrize("token", ["short", "š" * 32, "x" * 33, "a b" * 10 + "aa"])
async def test_a_token_has_its_form(http: httpx.AsyncClient, token: str) -> None:
    answer = await begin(await meet(http), token)
    assert answer.json()["code"] == "malformed"
    assert token not in answer.text
