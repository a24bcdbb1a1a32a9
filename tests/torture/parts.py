"""A part of hišnik as a process: started, killed with SIGKILL, started again at the same port. Its log goes to a file."""

import asyncio
import os
import signal
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import aiohttp

from tests.command import Command, free_port
from tests.torture.nursery import Nursery, alive

START_SECONDS = 400.0
STOP_SECONDS = 20.0
ASK_SECONDS = 0.05
SUPERVISOR_SECONDS = 0.5


@dataclass(slots=True)
class Part:
    """``arguments`` of ``hisnik``, without the port. ``log`` holds what all its lives have said."""

    name: str
    arguments: Sequence[str]
    settings: Mapping[str, str]
    log: Path
    nursery: Nursery
    port: int = field(default_factory=free_port)
    killed: list[float] = field(default_factory=list)
    """When, by the wall clock."""
    false_starts: int = 0
    """Ends before it answered: what a supervisor would see while the database is away."""
    pid: int | None = None
    ready: asyncio.Event = field(default_factory=asyncio.Event)
    """Whether it answers, as far as is known here."""

    @property
    def kills(self) -> int:
        """How often."""
        return len(self.killed)

    @property
    def url(self) -> str:
        """Where it listens."""
        return f"http://127.0.0.1:{self.port}"

    async def start(self) -> None:
        """Returns when it answers; AssertionError if it never does. Where the database is away it ends, and is started again."""
        await self._spawn()
        deadline = time.monotonic() + START_SECONDS
        async with aiohttp.ClientSession(timeout=aiohttp.ClientTimeout(2)) as http:
            while not await self._answers(http):
                assert time.monotonic() < deadline, f"{self.name} did not start: {self.last_words()}"
                await asyncio.sleep(ASK_SECONDS)
                if self.pid is None or not alive(self.pid):
                    self.false_starts += 1
                    await asyncio.sleep(SUPERVISOR_SECONDS)
                    await self._spawn()
        self.ready.set()

    async def _spawn(self) -> None:
        arguments = [*self.arguments, "--port", str(self.port)]
        self.pid = await self.nursery.born(arguments, Command(self.settings).environ(), self.log)

    async def _answers(self, http: aiohttp.ClientSession) -> bool:
        try:
            async with http.get(f"{self.url}/healthz") as answer:
                return answer.status == 200 and await answer.text() == "ok"  # "starting": it waits
        except (aiohttp.ClientError, TimeoutError):
            return False

    async def kill(self) -> None:
        """SIGKILL: nothing of it has a moment to tidy up."""
        assert self.pid is not None
        assert alive(self.pid), f"{self.name} had ended by itself: {self.last_words()}"
        self.ready.clear()
        os.kill(self.pid, signal.SIGKILL)
        await self._gone(self.pid, STOP_SECONDS)
        self.killed.append(time.time())

    async def stop(self) -> None:
        """SIGTERM, and SIGKILL for one that does not end."""
        if self.pid is None or not alive(self.pid):
            return
        os.kill(self.pid, signal.SIGTERM)
        if not await self._gone(self.pid, STOP_SECONDS):
            os.kill(self.pid, signal.SIGKILL)

    async def _gone(self, pid: int, seconds: float) -> bool:
        deadline = time.monotonic() + seconds
        while alive(pid) and time.monotonic() < deadline:
            await asyncio.sleep(0.01)
        return not alive(pid)

    def last_words(self) -> str:
        """The end of its log."""
        return self.log.read_text("utf-8", "replace")[-3000:] if self.log.exists() else ""

    def count(self, words: str) -> int:
        """How often its log says this."""
        return self.log.read_text("utf-8", "replace").count(words) if self.log.exists() else 0
