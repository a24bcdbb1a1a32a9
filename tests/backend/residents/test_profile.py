"""Chats are announced once however often; names and phones are cleaned."""

import asyncio

import httpx

from tests.backend.people import meet


async def test_two_announcements_at_once_give_one_resident(http: httpx.AsyncClient) -> None:
    people = await asyncio.gather(*(meet(http, chat="same") for _ in range(5)))
    assert len({(person.id, person.chat_id) for person in people}) == 1


async def test_profile(http: httpx.AsyncClient) -> None:
    person = await meet(http)
    path = f"/v1/residents/{person.id}"
    change = {"phone": "041 234 567", "display_name": "  Janez\u202e\n\x00 Novak "}
    view = (await http.patch(path, json=change, headers={"Idempotency-Key": "a"})).json()
    assert (view["phone"], view["display_name"]) == ("+38641234567", "Janez Novak")
    refused = await http.patch(path, json={"phone": "12"}, headers={"Idempotency-Key": "b"})
    assert refused.json()["code"] == "phone_invalid"
