"""A measured bot: a process of its own, its start awaited, its processor time read from ``/proc`` (Linux)."""

import asyncio
import os
import socket
import sys
import time
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from pathlib import Path

from tests.telegram_server.standin import StandIn

START_SECONDS = 120.0
"""The first start trains the interpreter."""
SECRET = "benchmark-secret"


def free_port() -> int:
    """A port that nobody listens at just now."""
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return int(listener.getsockname()[1])


def cpu_seconds(pid: int) -> float:
    """Processor time of a process, all its threads, and what it has waited for; to a hundredth of a second."""
    # the name may hold blanks: the fields begin after its bracket; there utime is the 12th, then stime, cutime, cstime
    fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return sum(map(int, fields[11:15])) / os.sysconf("SC_CLK_TCK")


def peak_megabytes(pid: int) -> int:
    """The most memory the process has held."""
    status = Path(f"/proc/{pid}/status").read_text()
    return int(next(line.split()[1] for line in status.splitlines() if line.startswith("VmHWM"))) // 1024


@asynccontextmanager
async def running(telegram: StandIn, arguments: list[str], environ: Mapping[str, str]) -> AsyncIterator[int]:
    """``python -m …`` as a bot on webhook; gives its process id when it has told Telegram its address."""
    process = await asyncio.create_subprocess_exec(sys.executable, "-m", *arguments, env={**os.environ, **environ})
    try:
        await _ready(telegram, process)
        yield process.pid
    finally:
        if process.returncode is None:
            process.terminate()
        await process.wait()


async def _ready(telegram: StandIn, process: asyncio.subprocess.Process) -> None:
    deadline = time.monotonic() + START_SECONDS
    while not telegram.webhook.url:
        if process.returncode is not None or time.monotonic() > deadline:
            raise RuntimeError(f"the measured bot did not start: {process.returncode}")
        await telegram.world.changes.until(lambda: telegram.webhook.url, 0.5)
