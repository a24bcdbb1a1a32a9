"""A part of hišnik as a process: started, killed with SIGKILL, started again at the same port. Its log goes to a file."""

import asyncio
import signal
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import aiohttp

from tests.command import HISNIK, Command, free_port

START_SECONDS = 180.0
STOP_SECONDS = 30.0
ASK_SECONDS = 0.1


@dataclass(slots=True)
class Part:
    """``arguments`` of ``hisnik``, without the port. ``log`` holds what all its lives have said."""

    name: str
    arguments: Sequence[str]
    settings: Mapping[str, str]
    log: Path
    port: int = field(default_factory=free_port)
    kills: int = 0
    ready: asyncio.Event = field(default_factory=asyncio.Event)
    """Whether it answers, as far as is known here."""
    process: asyncio.subprocess.Process | None = None

    @property
    def url(self) -> str:
        """Where it listens."""
        return f"http://127.0.0.1:{self.port}"

    async def start(self) -> None:
        """Returns when it answers; AssertionError if it never does."""
        with self.log.open("ab") as log:
            self.process = await asyncio.create_subprocess_exec(
                *HISNIK, *self.arguments, "--port", str(self.port),
                env=Command(self.settings).environ(), stdout=log, stderr=log,
            )  # fmt: skip
        deadline = time.monotonic() + START_SECONDS
        async with aiohttp.ClientSession(timeout=aiohttp.ClientTimeout(2)) as http:
            while not await self._answers(http):
                assert self.process.returncode is None, f"{self.name} ended: {self.last_words()}"
                assert time.monotonic() < deadline, f"{self.name} did not start: {self.last_words()}"
                await asyncio.sleep(ASK_SECONDS)
        self.ready.set()

    async def _answers(self, http: aiohttp.ClientSession) -> bool:
        try:
            async with http.get(f"{self.url}/healthz") as answer:
                return answer.status == 200
        except (aiohttp.ClientError, TimeoutError):
            return False

    async def kill(self) -> None:
        """SIGKILL: nothing of it has a moment to tidy up."""
        assert self.process is not None
        assert self.process.returncode is None, f"{self.name} had ended by itself: {self.last_words()}"
        self.ready.clear()
        self.process.kill()
        await self.process.wait()
        self.kills += 1

    async def stop(self) -> None:
        """SIGTERM, and SIGKILL for one that does not end."""
        if self.process is None or self.process.returncode is not None:
            return
        self.process.send_signal(signal.SIGTERM)
        try:
            async with asyncio.timeout(STOP_SECONDS):
                await self.process.wait()
        except TimeoutError:
            self.process.kill()
            await self.process.wait()

    def last_words(self) -> str:
        """The end of its log."""
        return self.log.read_text("utf-8", "replace")[-3000:] if self.log.exists() else ""

    def count(self, words: str) -> int:
        """How often its log says this."""
        return self.log.read_text("utf-8", "replace").count(words) if self.log.exists() else 0
