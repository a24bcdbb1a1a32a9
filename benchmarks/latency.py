"""How long an answer takes at half the rate the machine bears: updates arrive by chance, whether the last is answered or not.

From the moment Telegram's stand-in has an update to the moment it has the answer.
"""

import asyncio
import random
import time
from collections.abc import Awaitable, Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import cycle, islice
from statistics import median

from tests.telegram_server.standin import StandIn
from tests.telegram_server.world import Chat

ANSWER_SECONDS = 60.0
AIM = 0.100
SEED = 1

Job = Callable[[], Awaitable[Sequence[float]]]
"""What one resident does; gives the seconds each answer took."""


@dataclass(frozen=True, slots=True)
class Latency:
    """Of ``count`` updates at ``rate`` a second."""

    rate: float
    seconds: Sequence[float]

    @property
    def p99(self) -> float:
        """Seconds."""
        ordered = sorted(self.seconds)
        return ordered[min(len(ordered) - 1, int(0.99 * len(ordered)))]

    @property
    def median(self) -> float:
        """Seconds."""
        return median(self.seconds)


async def _turn(telegram: StandIn, chat: Chat, act: Callable[[], object]) -> float:
    before, began = len(telegram.from_bot(chat)), time.perf_counter()
    act()
    await telegram.until(lambda: len(telegram.from_bot(chat)) > before, ANSWER_SECONDS)
    return time.perf_counter() - began


def pressing(telegram: StandIn, chats: Sequence[Chat], label: str, count: int) -> Iterator[Job]:
    """``count`` presses, one chat after the other; each has a message with that button."""

    def job(chat: Chat) -> Job:
        async def press() -> Sequence[float]:
            message = telegram.with_button(chat, label)
            return [await _turn(telegram, chat, lambda: telegram.user_presses(message, label))]

        return press

    return (job(chat) for chat in islice(cycle(chats), count))


def handing_in(telegram: StandIn, chats: Sequence[Chat], value: int, confirm: str) -> Iterator[Job]:
    """A reading of each chat, typed and confirmed."""

    def job(chat: Chat) -> Job:
        async def hand_in() -> Sequence[float]:
            typed = await _turn(telegram, chat, lambda: telegram.user_says(chat, f"stanje {value}"))
            message = telegram.with_button(chat, confirm)
            return [typed, await _turn(telegram, chat, lambda: telegram.user_presses(message, confirm))]

        return hand_in

    return (job(chat) for chat in chats)


async def arriving(jobs: Iterator[Job], a_second: float, updates_each: int = 1) -> Latency:
    """Begins ``a_second`` jobs a second, as chance has it (Poisson), and waits for all."""
    chance, tasks = random.Random(SEED), list[asyncio.Task[Sequence[float]]]()
    due = time.perf_counter()
    async with asyncio.TaskGroup() as group:
        for job in jobs:
            due += chance.expovariate(a_second)
            await asyncio.sleep(max(0.0, due - time.perf_counter()))
            tasks.append(group.create_task(_run(job)))
    return Latency(a_second * updates_each, [seconds for task in tasks for seconds in task.result()])


async def _run(job: Job) -> Sequence[float]:
    return await job()
