"""Who kills: each part a number of times, each time some milliseconds after an update was on its way.

A part is killed again only when all of them have answered since: to kill one within the start of another tests what was tested, and
takes from the residents the time in which there would be something to hit. From then on each goes by its own clock, so several
may die at once.
"""

import asyncio
import random
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from tests.telegram_server.changes import Changes
from tests.torture.balancer import Balancer
from tests.torture.parts import Part
from tests.torture.postgres import Postgres

REST = (0.3, 4.0)
"""Seconds that a part lives at least after all answer."""
AHEAD = 0.1
"""The kills may be ahead of the residents by so much of 1; then they wait for them."""
AFTER_UPDATE = 0.15
"""Seconds within which it dies after an update was delivered: most turns are under way then."""
UPDATE_SECONDS = 20.0
LONG = 1e6


@dataclass(slots=True)
class Killer:
    """``progress`` is the share of all kills and restarts that are done; ``say`` hears of each.

    ``served``: the share of the residents who are done with. Who changes it calls ``changes.changed``.
    """

    parts: Sequence[Part]
    kills: int
    database: Postgres
    restarts: int
    balancer: Balancer
    seed: int
    say: Callable[[str], None]
    served: Callable[[], float] = lambda: 1.0
    changes: Changes = field(default_factory=Changes)
    done: int = 0

    @property
    def progress(self) -> float:
        """0 to 1."""
        wanted = self.kills * len(self.parts) + self.restarts
        return self.done / wanted if wanted else 1.0

    async def run(self) -> None:
        """Returns when all is done and every part answers again."""
        async with asyncio.TaskGroup() as group:
            for part in self.parts:
                group.create_task(self._kill(part, random.Random(f"{self.seed}:{part.name}")))
            group.create_task(self._restart())

    async def reached(self, progress: float) -> None:
        """Waits for it."""
        await self.changes.until(lambda: self.progress >= progress, LONG)

    async def _kill(self, part: Part, rng: random.Random) -> None:
        for number in range(self.kills):
            await self.changes.until(lambda: all(one.ready.is_set() for one in self.parts), LONG)
            await asyncio.sleep(rng.uniform(*REST))
            await self._residents(number / self.kills - AHEAD)
            await self.balancer.next_delivery(UPDATE_SECONDS)
            await asyncio.sleep(rng.uniform(0, AFTER_UPDATE))
            await part.kill()
            await part.start()
            self._one_more(f"{part.name} killed {part.kills} times")

    async def _residents(self, served: float) -> None:
        await self.changes.until(lambda: self.served() >= served, LONG)

    async def _restart(self) -> None:
        """Evenly among the kills."""
        for number in range(1, self.restarts + 1):
            await self.reached(0.9 * number / (self.restarts + 1))
            await self.database.restart()
            self._one_more("PostgreSQL restarted")

    def _one_more(self, what: str) -> None:
        self.done += 1
        self.say(f"{100 * self.progress:3.0f} % {what}")
        self.changes.changed()
