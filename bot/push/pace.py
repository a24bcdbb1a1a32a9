"""Telegram's limit, kept to over a while: what a stall has cost is made up for, and no second holds more than Telegram takes.

A limiter with a small bucket forgets whatever a busy machine was late with, so 25 a second become 22. This one keeps a schedule of
moments, ``1 / rate`` apart. Who is late goes at once, up to two seconds of the schedule; two windows keep that from being a burst.
"""

import asyncio
import time
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass, field

CATCH_UP = 2.0
"""Seconds of the schedule that may be made up for. Whoever was away longer had nothing to send: it begins anew."""
WINDOWS = ((1.0, 1.12), (0.2, 0.32))
"""``(seconds, calls as a share of a second's)``: at 25 a second at most 28 in any second, and 8 in any fifth of one."""


@dataclass(slots=True)
class Schedule:
    """When calls may begin. ``rate``: a second, over a while. ``now``: a clock that never goes back."""

    rate: float
    now: Callable[[], float] = time.monotonic
    _next: float = field(init=False, default=0.0)
    _begun: deque[float] = field(init=False)
    _windows: tuple[tuple[float, int], ...] = field(init=False)

    def __post_init__(self) -> None:
        self._windows = tuple((span, max(int(self.rate * share), 1)) for span, share in WINDOWS)
        self._begun = deque(maxlen=max(most for _, most in self._windows))

    def wait(self) -> float:
        """Seconds until the next call may begin; 0 or less: now."""
        now = self.now()
        if now - self._next > CATCH_UP:
            self._next = now
        return max(self._next, *(self._free(span, most) for span, most in self._windows)) - now

    def _free(self, span: float, most: int) -> float:
        return self._begun[-most] + span if len(self._begun) >= most else 0.0

    def begin(self) -> None:
        """A call begins at this moment."""
        self._next += 1 / self.rate
        self._begun.append(self.now())


@dataclass(slots=True)
class Pace:
    """Lets callers through by a schedule, one after another. One that is cancelled while it waits takes nothing of it."""

    schedule: Schedule
    _line: asyncio.Lock = field(init=False, default_factory=asyncio.Lock)

    async def turn(self) -> None:
        """Returns when the caller is to begin."""
        async with self._line:
            while (left := self.schedule.wait()) > 0:  # noqa: ASYNC110 - a clock has no event
                await asyncio.sleep(left)
            self.schedule.begin()
