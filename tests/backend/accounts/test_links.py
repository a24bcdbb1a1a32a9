"""Linking: secrets by kind, one answer for everything wrong, locks, and no two links by accident."""

import asyncio
from datetime import timedelta

import httpx
import pytest

from tests.backend.people import meet
from tests.conftest import MovableClock


@pytest.mark.parametrize(
    ("provider", "code", "secret"),
    [
        ("komunala", "123456", "202600876"),
        ("komunala", " 123 456 ", "2026 00876"),
        ("komunala", "123456", "202500901"),
        ("upravnik", "4711", "Lipa-4821"),
        ("odpadki", "990017", None),
    ],
)
async def test_right_secret_links(http: httpx.AsyncClient, provider: str, code: str, secret: str | None) -> None:
    person = await meet(http)
    first, second = await person.link(code, secret, provider), await person.link(code, secret, provider)
    assert first.status_code == 200
    assert first.json()["id"] == second.json()["id"]
    assert first.json()["has_meters"] is (provider != "odpadki")


async def test_everything_wrong_gets_one_answer(http: httpx.AsyncClient) -> None:
    person = await meet(http)
    wrong = [
        await person.link(secret="202600877"),
        await person.link(code="999999"),
        await person.link(provider="nobody"),
        await person.link("4711", "lipa-4821", "upravnik"),
    ]
    assert {(answer.status_code, answer.content) for answer in wrong} == {(409, wrong[0].content)}
    assert wrong[0].json()["code"] == "link_refused"


async def test_five_failures_lock_the_chat_for_an_hour(http: httpx.AsyncClient, clock: MovableClock) -> None:
    person = await meet(http)
    answers = await asyncio.gather(*(person.link(secret=f"guess {number}") for number in range(8)))
    assert sorted(answer.status_code for answer in answers) == [409] * 5 + [429] * 3
    clock.forward(timedelta(minutes=50))
    locked = await person.link()
    assert (locked.json()["code"], locked.json()["details"]) == ("link_locked", {"minutes": 10})
    clock.forward(timedelta(minutes=11))
    assert (await person.link()).status_code == 200


@pytest.mark.parametrize("code", ["123456", "no such code"])
async def test_ten_failures_lock_the_payer_code(http: httpx.AsyncClient, code: str) -> None:
    people = [await meet(http, chat=str(number)) for number in range(4)]
    answers = [(await people[number % 3].link(code, "wrong")).status_code for number in range(10)]
    assert answers == [409] * 10
    assert (await people[3].link(code)).json()["code"] == "link_locked"
