"""The 20 messages that Telegram takes a minute in a group: kept to over real HTTP, against the stand-in's own limiter.

Time stands still until a test moves it, for both sides: for who counts what goes out, and for who refuses it.
"""

import asyncio
from collections.abc import Callable
from datetime import timedelta

import httpx
import pytest
from sqlalchemy import ColumnElement, and_, func, select, update

from backend.database import Sessions, transaction
from backend.desk.models import TicketTopic
from backend.ledger.contract import STAFF_CHANNEL
from backend.ledger.models import OutgoingMessage
from bot.push.staff_calls import MOST
from tests.support.house import House, How, at_work
from tests.telegram_server.faults import Limiter
from tests.telegram_server.world import Chat

WROTE = 20
MINUTE = 65.0
PLENTY = (10**6, 1.0)


class Time:
    """Stands until it is moved."""

    def __init__(self) -> None:
        self.at = 1000.0

    def __call__(self) -> float:
        return self.at


async def writes(house: House, chat: Chat, name: str, count: int = WROTE, **more: object) -> None:
    """A ticket with so many messages, ``name 0`` to ``name <count - 1>``."""
    ticket = (await house.opens(chat, f"{name} 0.", **more))["ticket"]["id"]
    for number in range(1, count):
        await house.writes(chat, ticket, f"{name} {number}.")


def seen(house: House, group: Chat, name: str) -> list[str]:
    """What of it stands in a group."""
    return [text.rpartition("\n")[2] for text in house.telegram.texts(group) if f"{name} " in text]


def left(group: Chat) -> ColumnElement[bool]:
    """What a group is still to get."""
    place = OutgoingMessage.content["place"].astext == str(group.id)
    return and_(OutgoingMessage.recipient == STAFF_CHANNEL, place, OutgoingMessage.state == "planned")


async def put_off(house: House, group: Chat) -> bool:
    """Whether what is left waits for the group's minute."""
    waits = and_(left(group), OutgoingMessage.not_before > func.now() + timedelta(seconds=5))
    async with house.sessions() as session:
        return bool(await session.scalar(select(func.count()).where(waits)))


async def until_put_off(house: House, group: Chat) -> None:
    async with asyncio.timeout(60):
        while not await put_off(house, group):
            await asyncio.sleep(0.02)


async def minutes_pass(house: House, time: Time, done: Callable[[], bool]) -> int:
    """A minute whenever the first group has to wait, until it is done; how many."""
    minutes = 0
    async with asyncio.timeout(120):
        while not done():
            if await put_off(house, house.group):
                time.at += MINUTE
                minutes += 1
                async with transaction(house.sessions) as session:
                    await session.execute(
                        update(OutgoingMessage).where(left(house.group)).values(not_before=func.now())
                    )
            await asyncio.sleep(0.02)
    return minutes


async def test_a_group_never_gets_more_than_it_takes(http: httpx.AsyncClient, sessions: Sessions) -> None:
    time = Time()
    async with at_work(http, sessions, How(minute=MOST, now=time)) as house:
        house.telegram.faults.limiter = limiter = Limiter(time, overall=PLENTY, chat=PLENTY)
        await writes(house, await house.resident(), "vrstica")
        minutes = await minutes_pass(house, time, lambda: len(seen(house, house.group, "vrstica")) == WROTE)
        assert seen(house, house.group, "vrstica") == [f"vrstica {number}." for number in range(WROTE)]
        assert (minutes, limiter.refused) == (1, 0)


# the library warns about a type that it will change one day; both types are read
@pytest.mark.filterwarnings("ignore:.*retry_after:DeprecationWarning")
async def test_a_courier_that_does_not_know_what_went_before_is_told(
    http: httpx.AsyncClient, sessions: Sessions
) -> None:
    """As after a restart in the middle of a minute: Telegram says 429, and nothing is lost or comes twice."""
    time = Time()
    async with at_work(http, sessions, How(minute=10**6, now=time)) as house:
        house.telegram.faults.limiter = limiter = Limiter(time, overall=PLENTY, chat=PLENTY)
        await writes(house, await house.resident(), "vrstica")
        await minutes_pass(house, time, lambda: len(seen(house, house.group, "vrstica")) == WROTE)
        assert seen(house, house.group, "vrstica") == [f"vrstica {number}." for number in range(WROTE)]
        assert limiter.refused
        assert house.topics(1) == 1


async def test_two_providers_groups_know_nothing_of_each_other(http: httpx.AsyncClient, sessions: Sessions) -> None:
    time = Time()
    async with at_work(http, sessions, How(minute=MOST, now=time, other="odpadki")) as house:
        assert house.other is not None
        house.telegram.faults.limiter = limiter = Limiter(time, overall=PLENTY, chat=PLENTY)
        ana, bine = await house.resident("Ana"), await house.resident("Bine")
        await asyncio.gather(
            writes(house, ana, "voda"),
            writes(house, bine, "smeti", 8, provider="odpadki"),
            writes(house, ana, "še voda", 2),
        )
        await house.telegram.until(lambda: house.other and len(seen(house, house.other, "smeti")) == 8)
        await until_put_off(house, house.group)
        assert time.at == Time().at, "the first group has to wait, the other had not"
        await minutes_pass(house, time, lambda: len(seen(house, house.group, "voda")) == WROTE + 2)
        assert seen(house, house.group, "smeti") == seen(house, house.other, "voda") == []
        assert (len(house.group.topics), len(house.other.topics), limiter.refused) == (2, 1, 0)
        (theirs,) = house.other.topics
        house.telegram.user_says(house.other, "Odvoz je v torek.", by=house.maja, thread=theirs)
        house.answers(house.telegram.topic_named(house.group, "#2 "), "Tlak je nizek.")
        await house.until_heard(bine, "Odvoz je v torek.")
        await house.until_heard(ana, "Tlak je nizek.")
        assert not any("Odvoz" in text for text in house.telegram.texts(ana))
        assert not any("Tlak" in text for text in house.telegram.texts(bine))


async def test_no_topic_is_claimed_while_there_is_no_room_for_it(http: httpx.AsyncClient, sessions: Sessions) -> None:
    """A courier that dies while it waits leaves no claim, so nobody has to look for what was made under it."""
    time = Time()
    async with at_work(http, sessions, How(minute=3, now=time)) as house:
        await writes(house, await house.resident("Ana"), "voda", 1)
        await house.thread(1)
        await writes(house, await house.resident("Bine"), "smeti", 1)
        await until_put_off(house, house.group)
        async with sessions() as session:
            assert await session.scalar(select(func.count()).select_from(TicketTopic)) == 1
        await minutes_pass(house, time, lambda: len(seen(house, house.group, "smeti")) == 1)
        assert house.topics(2) == 1
