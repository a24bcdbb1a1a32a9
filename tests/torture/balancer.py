"""Between Telegram and the bots: any bot gets any update, some get one that another is busy with or had long ago."""

import asyncio
import random
from collections.abc import Sequence
from dataclasses import dataclass, field

import aiohttp
from aiohttp import web

from tests.telegram_server.changes import Changes
from tests.torture.parts import Part

AGAIN_WITHIN = 4.0
"""Seconds after which a delivery that was taken comes once more."""
PASSED_ON = ("X-Telegram-Bot-Api-Secret-Token", "Content-Type")


@dataclass(slots=True)
class Balancer:
    """No sticky sessions. ``twice``: how many of 1 go to both bots at once; ``later``: how many come again, to the other."""

    bots: Sequence[Part]
    rng: random.Random
    group: asyncio.TaskGroup
    twice: float = 0.15
    later: float = 0.15
    url: str = ""
    deliveries: int = 0
    doubled: int = 0
    repeated: int = 0
    under_way: int = 0
    refused: int = 0
    """Deliveries that were not answered with 200: these Telegram makes again."""
    changes: Changes = field(default_factory=Changes)
    _http: aiohttp.ClientSession = None  # type: ignore[assignment]
    _runner: web.AppRunner = None  # type: ignore[assignment]

    async def start(self) -> None:
        """Listens at ``url``."""
        self._http = aiohttp.ClientSession(timeout=aiohttp.ClientTimeout(120))
        app = web.Application()
        app.router.add_post("/telegram/webhook", self._take)
        self._runner = web.AppRunner(app, shutdown_timeout=0.1)
        await self._runner.setup()
        await web.TCPSite(self._runner, "127.0.0.1", 0).start()
        host, port = self._runner.addresses[0][:2]
        self.url = f"http://{host}:{port}/telegram/webhook"

    async def stop(self) -> None:
        """Listens no more."""
        await self._runner.cleanup()
        await self._http.close()

    async def next_delivery(self, seconds: float) -> None:
        """Waits for one, but no longer than that."""
        seen = self.deliveries
        await self.changes.until(lambda: self.deliveries > seen, seconds)

    async def _take(self, request: web.Request) -> web.Response:
        body = await request.read()
        headers = {name: request.headers[name] for name in PASSED_ON if name in request.headers}
        bot, other = self._drawn()
        chance = self.rng.random()
        if chance < self.twice:
            self.doubled += 1
            self.group.create_task(self._post(other, body, headers))
        status = await self._post(bot, body, headers)
        if status == 200 and self.twice <= chance < self.twice + self.later:
            self.repeated += 1
            self.under_way += 1
            self.group.create_task(self._again(other, body, headers, self.rng.uniform(0, AGAIN_WITHIN)))
        self.refused += status != 200
        return web.Response(status=status)

    def _drawn(self) -> tuple[Part, Part]:
        """A bot that is there, if one is, as a balancer with health checks would choose; and another."""
        bots = self.rng.sample(list(self.bots), len(self.bots))
        bots.sort(key=lambda bot: not bot.ready.is_set())
        return bots[0], bots[-1]

    async def _again(self, bot: Part, body: bytes, headers: dict[str, str], seconds: float) -> None:
        await asyncio.sleep(seconds)
        await self._post(bot, body, headers)
        self.under_way -= 1

    async def _post(self, bot: Part, body: bytes, headers: dict[str, str]) -> int:
        self.deliveries += 1
        self.under_way += 1
        self.changes.changed()
        try:
            async with self._http.post(f"{bot.url}/telegram/webhook", data=body, headers=headers) as answer:
                return answer.status
        except (aiohttp.ClientError, TimeoutError):
            return 502
        finally:
            self.under_way -= 1
