"""The inbox on a real PostgreSQL: stored first, answered once, in order, kept while the backend is down."""

import asyncio
from collections.abc import AsyncIterator
from datetime import timedelta

import httpx
import pytest
from sqlalchemy import text

from bot.backend import BackendClient, BackendDown, Keys
from bot.database import Sessions, make_engine, make_sessions
from bot.dialogue.conversation import Conversation
from bot.dialogue.engine import Engine
from bot.dialogue.inbox import BACKOFF, MOST_FAULTS, Inbox
from bot.dialogue.store import Store
from bot.dialogue.texts import load_texts
from bot.dialogue.turn import Reply, Said, Turn, reply
from bot.migrations.run import migrate
from tests.conftest import MovableClock


class Parrot(Engine):
    """Answers with what was said and how much was said before; ``down`` raises instead."""

    def __init__(self) -> None:
        self.down = False
        self.broken = self.failing = False
        self.heard: list[str] = []

    async def answer(self, turn: Turn, conversation: Conversation, backend: BackendClient) -> Reply:
        if self.down:
            raise BackendDown("down")
        if self.failing:
            raise BackendDown("status 500", fault=True)
        if self.broken:
            raise KeyError("geslo")
        assert isinstance(turn.content, Said)
        self.heard.append(turn.content.text)
        conversation.form_serial += 1
        conversation.language = "sl"
        return reply(f"{turn.content.text} {conversation.form_serial}")


@pytest.fixture
async def bot_sessions(empty_database_url: str) -> AsyncIterator[Sessions]:
    engine = make_engine(empty_database_url)
    await migrate(engine)
    await migrate(engine)
    yield make_sessions(engine)
    await engine.dispose()


@pytest.fixture
def parrot() -> Parrot:
    return Parrot()


@pytest.fixture
async def inbox(bot_sessions: Sessions, parrot: Parrot, clock: MovableClock) -> AsyncIterator[Inbox]:
    async with httpx.AsyncClient() as http:
        client = BackendClient(http, Keys("test"))
        yield Inbox(Store(bot_sessions), parrot, client, load_texts(strict=True), clock)


def said(key: str, words: str, chat: str = "1") -> Turn:
    return Turn("test", chat, key, Said(words))


def texts(answer: Reply) -> list[str]:
    return [message.text for message in answer.messages]


async def test_a_redelivered_turn_has_no_second_effect(inbox: Inbox, parrot: Parrot) -> None:
    turn = said("1", "stanje")
    assert texts(await inbox.receive(turn)) == ["stanje 1"]
    assert texts(await inbox.receive(turn)) == ["stanje 1"]
    await inbox.mark_sent(turn)
    assert texts(await inbox.receive(turn)) == []
    assert parrot.heard == ["stanje"]


async def test_turns_delivered_at_once_are_answered_in_order_and_once(inbox: Inbox, parrot: Parrot) -> None:
    turns = [said(str(n), f"t{n}") for n in range(5)]
    async with asyncio.TaskGroup() as group:
        tasks = [group.create_task(inbox.receive(turn)) for turn in [*turns, *turns]]
    assert parrot.heard == ["t0", "t1", "t2", "t3", "t4"]
    assert [texts(task.result()) for task in tasks[:5]] == [[f"t{n} {n + 1}"] for n in range(5)]


async def test_while_the_backend_is_down_turns_wait_in_order(inbox: Inbox, parrot: Parrot, clock: MovableClock) -> None:
    parrot.down = True
    (told,) = texts(await inbox.receive(said("1", "prvo")))
    assert "shranil" in told
    assert texts(await inbox.receive(said("2", "drugo"))) == []
    assert texts(await inbox.receive(said("3", "tretje", chat="2"))) == [told]
    parrot.down = False
    assert await inbox.retry_due() == []
    clock.forward(timedelta(seconds=3))
    late = await inbox.retry_due()
    assert [(entry.chat, texts(entry.reply)) for entry in late] == [
        ("1", ["prvo 1"]),
        ("1", ["drugo 2"]),
        ("2", ["tretje 1"]),
    ]
    assert parrot.heard == ["prvo", "drugo", "tretje"]


async def test_a_reply_that_was_not_reported_as_sent_comes_again(inbox: Inbox, clock: MovableClock) -> None:
    await inbox.receive(said("1", "stanje"))
    assert await inbox.retry_due() == []
    clock.forward(timedelta(seconds=61))
    (late,) = await inbox.retry_due()
    assert texts(late.reply) == ["stanje 1"]
    await inbox.mark_late_sent(late)
    assert await inbox.retry_due() == []


async def test_a_secret_does_not_stay_in_the_inbox(inbox: Inbox, bot_sessions: Sessions) -> None:
    await inbox.receive(said("1", "Lipa-4821"))
    async with bot_sessions() as session:
        assert (await session.execute(text("SELECT turn FROM bot.turns"))).scalars().all() == [None]


async def test_a_bug_neither_blocks_the_chat_nor_shows_itself(
    inbox: Inbox, parrot: Parrot, caplog: pytest.LogCaptureFixture
) -> None:
    parrot.broken = True
    (sorry,) = texts(await inbox.receive(said("1", "stanje")))
    assert "narobe" in sorry
    assert "KeyError" in caplog.text
    assert "geslo" not in caplog.text
    parrot.broken = False
    assert texts(await inbox.receive(said("2", "stanje"))) == ["stanje 1"]


async def test_a_turn_that_fails_the_backend_again_and_again_is_given_up(
    inbox: Inbox, parrot: Parrot, clock: MovableClock, bot_sessions: Sessions, caplog: pytest.LogCaptureFixture
) -> None:
    parrot.failing = True
    await inbox.receive(said("1", "stanje"))
    for _ in range(MOST_FAULTS - 1):
        clock.forward(BACKOFF[-1])
        assert await inbox.retry_due() == []
    clock.forward(BACKOFF[-1])
    (late,) = await inbox.retry_due()
    assert "narobe" in texts(late.reply)[0]
    assert "given up" in caplog.text
    async with bot_sessions() as session:
        assert (await session.execute(text("SELECT state, turn FROM bot.turns"))).all() == [("answered", None)]
    parrot.failing = False
    assert await inbox.retry_due() == []
    assert texts(await inbox.receive(said("1", "stanje"))) == texts(late.reply), "the same answer on redelivery"
    clock.forward(timedelta(seconds=61))
    assert await inbox.retry_due() == [late], "whoever was to send the apology was killed"
    await inbox.mark_late_sent(late)
    assert await inbox.retry_due() == []
    assert texts(await inbox.receive(said("2", "naprej"))) == ["naprej 1"]


async def test_after_two_crashes_the_next_try_waits(
    inbox: Inbox, bot_sessions: Sessions, clock: MovableClock, parrot: Parrot
) -> None:
    store, turn = Store(bot_sessions), said("1", "stanje")
    waits = []
    for number in range(MOST_FAULTS):
        taken = await store.take(turn, f"process {number}", clock())
        assert taken.go
        await store.release(turn.channel, turn.chat, f"process {number}")  # as the lease's end does
        waits.append((await store.row(taken.waiting.id)).not_before - clock.now)
        clock.forward(max(waits[-1], timedelta()))
    assert [wait.total_seconds() for wait in waits] == [0, 0, 5, 15, 45, 135, 135, 135]
    assert "narobe" in texts(await inbox.receive(turn))[0]


async def test_redelivered_while_it_waits_says_nothing(
    inbox: Inbox, bot_sessions: Sessions, clock: MovableClock
) -> None:
    store, turn = Store(bot_sessions), said("1", "stanje")
    for number in range(3):
        await store.take(turn, f"process {number}", clock())
        await store.release(turn.channel, turn.chat, f"process {number}")
    assert await inbox.receive(turn) == Reply(early=True)
    clock.forward(timedelta(seconds=5))
    assert [texts(late.reply) for late in await inbox.retry_due()] == [["stanje 1"]]


async def test_a_backend_that_is_away_is_not_held_against_a_turn(
    inbox: Inbox, parrot: Parrot, clock: MovableClock
) -> None:
    parrot.down = True
    await inbox.receive(said("1", "stanje"))
    for _ in range(2 * MOST_FAULTS):
        clock.forward(BACKOFF[-1])
        assert await inbox.retry_due() == []
    parrot.down = False
    clock.forward(BACKOFF[-1])
    assert [texts(late.reply) for late in await inbox.retry_due()] == [["stanje 1"]]


async def test_a_chat_held_elsewhere_does_not_hold_up_the_others(
    inbox: Inbox, bot_sessions: Sessions, clock: MovableClock
) -> None:
    store = Store(bot_sessions)
    await store.take(said("1", "stanje"), "a process that was killed", clock())
    await store.take(said("2", "stanje", chat="2"), "another", clock())
    await store.release("test", "2", "another")
    assert [late.chat for late in await inbox.retry_due()] == ["2"]


async def test_a_turn_does_not_wait_long_for_a_chat_of_a_killed_process(
    bot_sessions: Sessions, parrot: Parrot, clock: MovableClock
) -> None:
    """It is stored, so Telegram hears that it was taken; its answer comes when the chat is free, in order."""
    store = Store(bot_sessions)
    await store.take(said("1", "prvo"), "a process that was killed", clock())
    async with httpx.AsyncClient() as http:
        client, known = BackendClient(http, Keys("test")), load_texts(strict=True)
        inbox = Inbox(store, parrot, client, known, clock, held_seconds=0.1)
        for key in ("1", "2"):
            taken = await inbox.receive(said(key, "prvo" if key == "1" else "drugo"))
            assert (texts(taken), taken.early) == ([], True)
        assert await inbox.retry_due() == []
        await store.release("test", "1", "a process that was killed")
        assert [texts(late.reply) for late in await inbox.retry_due()] == [["prvo 1"], ["drugo 2"]]


@pytest.mark.parametrize("sends", [True, False])
async def test_both_processes_get_an_update_at_once(
    bot_sessions: Sessions, parrot: Parrot, clock: MovableClock, sends: bool
) -> None:
    """One answers; the other answers only if the first one does not send what it has answered."""
    begun, waits, go_on = asyncio.Event(), asyncio.Event(), asyncio.Event()

    class Slow(Parrot):
        async def answer(self, turn: Turn, conversation: Conversation, backend: BackendClient) -> Reply:
            begun.set()
            await go_on.wait()
            return await super().answer(turn, conversation, backend)

    class Watched(Store):
        async def hold(self, channel: str, chat: str, owner: str) -> Conversation | None:
            waits.set()
            return await super().hold(channel, chat, owner)

    async with httpx.AsyncClient() as http:
        client, known = BackendClient(http, Keys("test")), load_texts(strict=True)
        first = Inbox(Store(bot_sessions), Slow(), client, known, clock)
        other = Inbox(Watched(bot_sessions), parrot, client, known, clock)
        turn = said("1", "stanje")
        async with asyncio.TaskGroup() as group:
            answered = group.create_task(first.receive(turn))
            await begun.wait()
            second = group.create_task(other.receive(turn))
            await waits.wait()
            go_on.set()
            assert texts(await answered) == ["stanje 1"]
            if sends:
                await first.mark_sent(turn)
    assert texts(second.result()) == ([] if sends else ["stanje 1"])
    assert parrot.heard == []


async def test_a_connection_that_died_while_idle_is_replaced(inbox: Inbox, bot_sessions: Sessions) -> None:
    await inbox.receive(said("1", "prvo"))
    async with bot_sessions() as session:
        others = "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database()"
        await session.execute(text(f"{others} AND pid <> pg_backend_pid()"))
    assert texts(await inbox.receive(said("2", "drugo"))) == ["drugo 2"]
