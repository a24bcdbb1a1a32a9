"""A process that has imported everything and forks the parts: importing costs ten seconds of processor, a fork nothing.

Parts die hundreds of times. Each is a process of its own all the same: it shares no memory, socket or signal with the others, and
runs ``hisnik …`` from the settings on. One JSON line an order on standard input, one process id a line as answer.
"""

import asyncio
import json
import os
import signal
import sys
import traceback
from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import NoReturn

READY = b"ready\n"
READY_SECONDS = 240.0


@dataclass(slots=True)
class Nursery:
    """The side of whoever orders. ``ready``: it has said that everything is imported."""

    process: asyncio.subprocess.Process
    turn: asyncio.Lock = field(default_factory=asyncio.Lock)
    ready: bool = False

    async def born(self, arguments: Sequence[str], environ: Mapping[str, str], log: Path) -> int:
        """Starts ``hisnik`` with these arguments; gives its process id. Nobody need wait for its end."""
        assert self.process.stdin is not None
        assert self.process.stdout is not None
        order = {"arguments": [*arguments], "environ": dict(environ), "log": str(log)}
        async with self.turn, asyncio.timeout(READY_SECONDS):
            if not self.ready:
                assert await self.process.stdout.readline() == READY
                self.ready = True
            self.process.stdin.write(json.dumps(order).encode() + b"\n")
            return int(await self.process.stdout.readline())


@asynccontextmanager
async def nursery() -> AsyncIterator[Nursery]:
    """It imports while others prepare. After the block it is gone; its children are their owner's to end."""
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "tests.torture.nursery", stdin=asyncio.subprocess.PIPE, stdout=asyncio.subprocess.PIPE
    )
    assert process.stdin is not None
    try:
        yield Nursery(process)
    finally:
        process.stdin.close()
        await process.wait()


def alive(pid: int) -> bool:
    """Whether a child is still there: one that has ended leaves no trace."""
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    return True


def _import() -> None:
    import sklearn.svm  # noqa: F401

    import bot.assembly.servers
    import bot.assembly.worker
    import bot.telegram_wiring  # noqa: F401
    import nlu.embedded  # noqa: F401


def _live(arguments: Sequence[str], environ: Mapping[str, str], log: str) -> NoReturn:
    """The child. Never returns into the parent's loop."""
    signal.signal(signal.SIGCHLD, signal.SIG_DFL)
    status = 1
    try:
        out = os.open(log, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
        nothing = os.open(os.devnull, os.O_RDONLY)
        for number, ours in ((0, nothing), (1, out), (2, out)):
            os.dup2(ours, number)
        os.environ.clear()
        os.environ.update(environ)
        sys.argv = ["hisnik", *arguments]
        from bot.cli import main

        main()
        status = 0
    except SystemExit as end:
        status = end.code if isinstance(end.code, int) else 1
    except BaseException:  # noqa: BLE001 - whatever it is, the log tells
        traceback.print_exc()
    finally:
        sys.stdout.flush()
        sys.stderr.flush()
        os._exit(status)


def serve() -> None:
    """Forks a part an order until standard input ends."""
    _import()
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)  # the kernel buries the dead
    sys.stdout.buffer.write(READY)
    sys.stdout.buffer.flush()
    for line in sys.stdin.buffer:
        order = json.loads(line)
        pid = os.fork()
        if pid == 0:
            _live(order["arguments"], order["environ"], order["log"])
        sys.stdout.buffer.write(f"{pid}\n".encode())
        sys.stdout.buffer.flush()


if __name__ == "__main__":
    serve()
