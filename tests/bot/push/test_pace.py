"""The pace of calls, by a clock that stands still until it is moved; and once by the real one."""

import asyncio
from dataclasses import dataclass

import pytest

from bot.push.pace import CATCH_UP, Pace, Schedule


@dataclass
class Hand:
    """A clock."""

    at: float = 1000.0

    def __call__(self) -> float:
        return self.at


def calls(schedule: Schedule, clock: Hand, count: int) -> list[float]:
    """When ``count`` calls begin that all wait."""
    begun = []
    for _ in range(count):
        clock.at += max(schedule.wait(), 0)
        schedule.begin()
        begun.append(clock.at)
    return begun


def most_in(begun: list[float], span: float) -> int:
    return max(sum(start <= other < start + span - 1e-9 for other in begun) for start in begun)


def test_the_rate_is_kept_without_a_burst() -> None:
    clock = Hand()
    begun = calls(Schedule(25, clock), clock, 501)
    assert round(500 / (begun[-1] - begun[0]), 2) == 25.0
    assert most_in(begun, 1.0) <= 26


def test_a_stall_is_made_up_for_within_telegrams_limit() -> None:
    clock = Hand()
    schedule = Schedule(25, clock)
    begun = calls(schedule, clock, 100)
    clock.at += 1.5
    begun += calls(schedule, clock, 600)
    assert 24.9 < 699 / (begun[-1] - begun[0]) < 25.1
    assert most_in(begun, 1.0) <= 28
    assert most_in(begun, 0.2) <= 8


def test_who_was_idle_has_saved_nothing_up() -> None:
    clock = Hand()
    schedule = Schedule(25, clock)
    calls(schedule, clock, 10)
    clock.at += 10 * CATCH_UP
    begun = calls(schedule, clock, 26)
    assert round(begun[-1] - begun[0], 2) == 1.0


def test_less_than_one_a_second() -> None:
    clock = Hand()
    begun = calls(Schedule(0.5, clock), clock, 5)
    assert round(begun[-1] - begun[0], 2) == 8.0


async def test_callers_wait_and_one_that_gives_up_takes_nothing() -> None:
    pace = Pace(Schedule(20))
    loop = asyncio.get_running_loop()
    began = loop.time()
    await pace.turn()
    with pytest.raises(TimeoutError):
        async with asyncio.timeout(0):
            await pace.turn()
    await pace.turn()
    assert loop.time() - began >= 0.049
    assert pace.schedule.wait() > 0
