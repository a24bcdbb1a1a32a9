"""Many residents write at once: every message is in one ticket, in order; every answer reaches its resident and no other.

``MANY=200`` for the whole of it; a short form runs with the other tests.
"""

import asyncio
import os

import httpx

from backend.database import Sessions
from tests.support.house import House, How, at_work
from tests.telegram_server.world import Chat

MANY = int(os.environ.get("MANY", "12"))
EACH = 3
"""Messages of each."""


async def writes(house: House, chat: Chat, number: int) -> int:
    """One resident: a ticket and more messages, each marked; gives the ticket."""
    ticket = (await house.opens(chat, f"vprašanje {number}.0"))["ticket"]["id"]
    for more in range(1, EACH):
        await house.writes(chat, ticket, f"vprašanje {number}.{more}")
    return int(ticket)


async def test_many_at_once(http: httpx.AsyncClient, sessions: Sessions) -> None:
    async with at_work(http, sessions, How(minute=10**6)) as house:
        chats = [await house.resident(f"Občan {number}") for number in range(MANY)]
        tickets = await asyncio.gather(*(writes(house, chat, number) for number, chat in enumerate(chats)))
        assert len(set(tickets)) == MANY
        await house.telegram.until(lambda: posted(house) == MANY * EACH, 10.0 + MANY * 2)
        threads = {}
        for topic in house.group.topics.values():
            said = house.said(topic.id)[1:]
            number = int(said[0].rpartition(" ")[2].partition(".")[0])
            assert [text.rpartition(" ")[2] for text in said] == [f"{number}.{more}" for more in range(EACH)]
            assert number not in threads, "one topic a ticket"
            threads[number] = topic.id
        assert len(threads) == MANY
        for number, thread in threads.items():
            house.answers(thread, f"rešitev {number}")
        await house.telegram.until(lambda: all(answered(house, chat) for chat in chats), 10.0 + MANY)
        for number, chat in enumerate(chats):
            heard = [text for text in house.telegram.texts(chat) if "rešitev" in text]
            assert len(heard) == 1, heard
            assert f"rešitev {number}" in heard[0].split("\n")
            stored = [one["text"] for one in await house.messages(chat, tickets[number])]
            assert stored == [*(f"vprašanje {number}.{more}" for more in range(EACH)), f"rešitev {number}"]


def posted(house: House) -> int:
    """Residents' messages that stand in the group."""
    return sum("vprašanje " in text for text in house.telegram.texts(house.group))


def answered(house: House, chat: Chat) -> bool:
    return any("rešitev" in text for text in house.telegram.texts(chat))
