"""Links end, and begin anew as new rows; a payer with single access has one resident at a time."""

import asyncio

import httpx
from sqlalchemy import select

from backend.accounts.models import Link
from backend.database import Sessions
from tests.backend.people import Person, meet


async def unlink(person: Person, link_id: int, key: str = "unlink") -> httpx.Response:
    path = f"/v1/residents/{person.id}/links/{link_id}"
    return await person.http.delete(path, headers={"Idempotency-Key": f"{key} {link_id}"})


async def test_a_new_link_is_a_new_row(http: httpx.AsyncClient, sessions: Sessions) -> None:
    person = await meet(http)
    first = (await person.link()).json()["id"]
    ended = await unlink(person, first)
    assert (ended.status_code, ended.json()["links"]) == (200, [])
    assert (await unlink(person, first, "again")).json()["code"] == "not_linked"
    second = (await person.link()).json()["id"]
    async with sessions() as session:
        rows = (await session.scalars(select(Link).order_by(Link.id))).all()
    assert [(row.id, row.unlinked_at is None) for row in rows] == [(first, False), (second, True)]


async def test_another_cannot_end_it(http: httpx.AsyncClient) -> None:
    person, other = await meet(http), await meet(http, chat="2")
    link = (await person.link()).json()["id"]
    assert (await unlink(other, link)).status_code == 404
    view = (await http.get(f"/v1/residents/{person.id}")).json()
    assert [one["id"] for one in view["links"]] == [link]


async def test_two_payers_are_seen_oldest_first(http: httpx.AsyncClient) -> None:
    person = await meet(http)
    await person.link("123457", "202600877")
    await person.link("4711", "Lipa-4821", "upravnik")
    view = (await http.get(f"/v1/residents/{person.id}")).json()
    assert [(one["provider"], one["payer_code"]) for one in view["links"]] == [
        ("komunala", "123457"),
        ("upravnik", "4711"),
    ]


async def test_single_access(http: httpx.AsyncClient) -> None:
    people = [await meet(http, chat=str(number)) for number in range(4)]
    answers = await asyncio.gather(*(person.link("990017", None, "odpadki") for person in people))
    assert sorted(answer.status_code for answer in answers) == [200, 409, 409, 409]
    refused = [answer.json() for answer in answers if answer.status_code == 409]
    assert refused == [{"code": "already_linked_elsewhere", "details": {}}] * 3
    holder = next(person for person, answer in zip(people, answers, strict=True) if answer.status_code == 200)
    other = next(person for person in people if person is not holder)
    assert (await holder.link("990017", None, "odpadki")).status_code == 200
    link = next(answer.json()["id"] for answer in answers if answer.status_code == 200)
    assert (await unlink(holder, link)).status_code == 200
    assert (await other.link("990017", None, "odpadki")).status_code == 200


async def test_many_may_share_a_payer_elsewhere(http: httpx.AsyncClient) -> None:
    people = [await meet(http, chat=str(number)) for number in range(2)]
    assert [(await person.link()).status_code for person in people] == [200, 200]


async def test_it_is_not_said_who_else_is_linked_without_the_secret(
    http: httpx.AsyncClient, sessions: Sessions
) -> None:
    first, second = await meet(http), await meet(http, chat="2")
    assert (await first.link("4712", "Breza-1177", "upravnik")).status_code == 200
    assert (await second.link("4712", "wrong", "upravnik")).json()["code"] == "link_refused"


async def test_another_residents_chat_is_refused(http: httpx.AsyncClient) -> None:
    person, other = await meet(http), await meet(http, chat="2")
    crossed = Person(http, person.id, other.chat_id)
    assert (await crossed.link()).json()["code"] == "resident_unknown"
    assert (await crossed.send_mail("janez@example.com")).json()["code"] == "resident_unknown"
