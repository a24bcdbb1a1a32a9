"""The console command as a process of its own: real arguments, environment, pipes and signals."""

import asyncio
import os
import signal
import socket
import subprocess
import sys
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path

START_SECONDS = 90
STOP_SECONDS = 20
HISNIK = (sys.executable, "-m", "bot.cli")


@dataclass(slots=True)
class Served:
    """A server that answers at ``url``; after the block ``status`` and ``errors`` say how it ended. A test may kill ``pid``."""

    url: str
    pid: int
    status: int | None = None
    errors: str = ""
    seconds_to_stop: float = 0.0


@dataclass(frozen=True, slots=True)
class Command:
    """``hisnik`` with only these settings."""

    settings: Mapping[str, str] = field(default_factory=dict)

    def environ(self, **more: str) -> dict[str, str]:
        """The environment of a run: where programs and homes are, and the settings."""
        kept = {name: os.environ[name] for name in ("PATH", "HOME", "TMPDIR") if name in os.environ}
        return {**kept, "PYTHONUTF8": "1", **self.settings, **more}

    def run(self, *arguments: str, lines: str = "", **more: str) -> "subprocess.CompletedProcess[str]":
        """Runs to the end."""
        return subprocess.run(
            [*HISNIK, *arguments], input=lines, env=self.environ(**more), capture_output=True, text=True, timeout=120,
            check=False,
        )  # fmt: skip

    @asynccontextmanager
    async def serving(
        self, *arguments: str, stop: signal.Signals = signal.SIGTERM, **more: str
    ) -> AsyncIterator[Served]:
        """Waits for the printed address; ends it by ``stop`` and waits for its end."""
        process = await asyncio.create_subprocess_exec(
            *HISNIK,
            *arguments,
            env=self.environ(**more),
            stdout=asyncio.subprocess.PIPE,
            stderr=asyncio.subprocess.PIPE,
        )
        assert process.stdout is not None
        assert process.stderr is not None
        async with asyncio.TaskGroup() as group:
            errors = group.create_task(process.stderr.read())
            served = Served(await self._address(process.stdout), process.pid)
            try:
                assert served.url, "no address was printed"
                yield served
            finally:
                if process.returncode is None:
                    process.send_signal(stop)
                began = asyncio.get_running_loop().time()
                async with asyncio.timeout(STOP_SECONDS):
                    served.status = await process.wait()
                served.seconds_to_stop = asyncio.get_running_loop().time() - began
                served.errors = (await errors).decode()
                await process.stdout.read()
                print(served.errors)  # noqa: T201 - pytest shows it where the test fails

    async def _address(self, output: asyncio.StreamReader) -> str:
        async with asyncio.timeout(START_SECONDS):
            while line := await output.readline():
                if b"http://" in line:
                    return "http://" + line.decode().strip().partition("http://")[2]
        return ""


def free_port() -> int:
    """A port that nobody has at this moment."""
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        return int(taken.getsockname()[1])


def written(folder: Path, files: Mapping[str, str]) -> Path:
    """``folder`` with these files."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, content in files.items():
        (folder / name).write_text(content, "utf-8")
    return folder
