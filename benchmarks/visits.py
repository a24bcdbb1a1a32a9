"""What residents do while it is measured: a few at a time, each waits for the answer before the next message."""

import asyncio
import time
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass

from benchmarks.process import cpu_seconds
from tests.telegram_server.standin import StandIn
from tests.telegram_server.world import Chat

AT_ONCE = 8
ANSWER_SECONDS = 60.0
SETTLE_SECONDS = 0.4
"""What follows the last answer (marks, receipts) belongs to the cost, too."""

Visit = Callable[[StandIn, Chat], Awaitable[int]]
"""One resident's turns; gives how many updates they were."""


@dataclass(frozen=True, slots=True)
class Cost:
    """What ``updates`` took: ``seconds`` on the clock, ``cpu`` seconds of the bot's process."""

    updates: int
    seconds: float
    cpu: float

    @property
    def rate(self) -> float:
        """Updates a second."""
        return self.updates / self.seconds

    @property
    def each(self) -> float:
        """Milliseconds of processor an update."""
        return 1000 * self.cpu / self.updates


async def _answered(telegram: StandIn, chat: Chat, act: Callable[[], object], wanted: Callable[[], object]) -> None:
    before = len(telegram.from_bot(chat))
    act()
    await telegram.until(lambda: len(telegram.from_bot(chat)) > before and wanted(), ANSWER_SECONDS)


def says(text: str) -> Visit:
    """One text, one answer."""

    async def visit(telegram: StandIn, chat: Chat) -> int:
        await _answered(telegram, chat, lambda: telegram.user_says(chat, text), lambda: True)
        return 1

    return visit


def presses(text: str, label: str, times: int) -> Visit:
    """A text whose answer has a button with ``label``, which is pressed ``times`` times."""

    async def visit(telegram: StandIn, chat: Chat) -> int:
        await says(text)(telegram, chat)
        message = telegram.with_button(chat, label)
        for _ in range(times):
            await _answered(telegram, chat, lambda: telegram.user_presses(message, label), lambda: True)
        return 1 + times

    return visit


def hands_in(value: int, confirm: str, stored: str) -> Visit:
    """A reading typed and confirmed: two updates. ``stored`` is in the last answer; LookupError where nothing is asked."""

    async def visit(telegram: StandIn, chat: Chat) -> int:
        await says(f"stanje {value}")(telegram, chat)
        message = telegram.with_button(chat, confirm)
        said = telegram.from_bot
        await _answered(
            telegram, chat, lambda: telegram.user_presses(message, confirm), lambda: stored in said(chat)[-1].text
        )
        return 2

    return visit


def draws(text: str) -> Visit:
    """A chart: one update, answered by a picture."""

    async def visit(telegram: StandIn, chat: Chat) -> int:
        def pictures() -> int:
            return sum("photo" in message.content for message in telegram.from_bot(chat))

        before = pictures()
        await _answered(telegram, chat, lambda: telegram.user_says(chat, text), lambda: pictures() > before)
        return 1

    return visit


async def measure(telegram: StandIn, pid: int, chats: Sequence[Chat], visit: Visit) -> Cost:
    """Every chat's visit, ``AT_ONCE`` of them at a time."""
    waiting, updates = list(reversed(chats)), list[int]()

    async def lane() -> None:
        while waiting:
            updates.append(await visit(telegram, waiting.pop()))

    cpu, begun = cpu_seconds(pid), time.perf_counter()
    async with asyncio.TaskGroup() as group:
        for _ in range(AT_ONCE):
            group.create_task(lane())
    await telegram.until_confirmed()
    seconds = time.perf_counter() - begun
    await asyncio.sleep(SETTLE_SECONDS)
    return Cost(sum(updates), seconds, cpu_seconds(pid) - cpu)
