"""``hisnik chat``: the terminal's loop. A line in, the reply out; mails and pushes that the turn caused come before it."""

import asyncio
import json
import os
import threading
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import AsyncExitStack
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import TextIO
from uuid import uuid4

from backend.demo.mailbox import running_mailbox
from bot.app import Bot
from bot.assembly import databases
from bot.assembly.house import Clock, bot_alone, house, interpreter_of
from bot.assembly.keys import Keyring
from bot.backend import BackendDown
from bot.channels.terminal import CHANNEL, Shown, Terminal, pretty, read_file
from bot.push.courier import Courier

MOST_ROUNDS = 10
CHUNK = 65536
Drain = Callable[[], Awaitable[int]]
"""Sends the mails that are due now; how many."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """The command's options. ``fixed``: where the clock stands. ``mail``: where mails land; None: nowhere."""

    demo: bool
    fixed: datetime | None
    as_json: bool
    files: Path
    mail: Path | None
    language: str


@dataclass(frozen=True, slots=True)
class Conversation:
    """One terminal and what brings it pushes and mails."""

    terminal: Terminal
    courier: Courier
    drain: Drain
    out: TextIO
    as_json: bool

    async def converse(self, lines: AsyncIterator[str], *, prompt: bool) -> None:
        """Until the end of ``lines``. Files and mails are written before the turn's line is."""
        if prompt:
            self._print(self.terminal.texts[self.terminal.language]("terminal-welcome") + "\n")
            await self.turn("/start")
            self._print("› ", end="")
        async for line in lines:
            if line or not prompt:
                await self.turn(line)
            if prompt:
                self._print("› ", end="")

    async def turn(self, line: str) -> None:
        """Handles one line and prints what came of it."""
        await self._settle()  # what came between the turns, such as a confirmed link
        shown: list[Shown] = self.terminal.take_arrived()
        shown += await self.terminal.line(line)
        await self._settle()
        shown += self.terminal.take_arrived()
        labels = [label for message in shown for label in message.buttons]
        self.terminal.numbered = labels or self.terminal.numbered
        if self.as_json:
            self._print(json.dumps({"replies": [message.as_json() for message in shown]}, ensure_ascii=False))
        else:
            if self.terminal.noted:
                self._print(f"  {self.terminal.noted}\n")
            self._print(pretty(shown, styled=self.out.isatty()))

    async def _settle(self) -> None:
        """Sends the mails and pushes that are due now; each may cause others."""
        for _round in range(MOST_ROUNDS):
            sent = await self.drain()
            try:
                pushed = await self.courier.run_once()
            except BackendDown:
                return  # the turn says so
            if not sent and not pushed:
                return

    def _print(self, words: str, end: str = "\n") -> None:
        print(words, file=self.out, end=end, flush=True)


async def read_lines(source: int) -> AsyncIterator[str]:
    """Lines of the file descriptor ``source`` as they come: terminal, pipe or file. A wrong byte is replaced, not fatal.

    A daemon thread reads: a terminal that waits for its user holds up no signal and no end of the process.
    """
    loop, chunks = asyncio.get_running_loop(), asyncio.Queue[bytes]()

    def read() -> None:
        chunk = b"?"
        while chunk:
            chunk = os.read(source, CHUNK)
            try:
                loop.call_soon_threadsafe(chunks.put_nowait, chunk)
            except RuntimeError:
                return  # the loop was closed meanwhile

    threading.Thread(target=read, daemon=True, name="standard input").start()
    rest = b""
    while chunk := await chunks.get():
        *lines, rest = (rest + chunk).split(b"\n")
        for line in lines:
            yield line.decode("utf-8", "replace").rstrip("\r")
    if rest:
        yield rest.decode("utf-8", "replace").rstrip("\r")


async def chat(keys: Keyring, wanted: Wanted, source: int, out: TextIO) -> None:
    """Talks with ``source`` until its end: on a private demo, on the own database, or with ``BACKEND_URL`` over HTTP."""
    fixed = wanted.fixed
    clock: Clock = (lambda: fixed) if fixed else (lambda: datetime.now(UTC))
    async with AsyncExitStack() as stack:
        bot, drain = await _parts(keys, wanted, clock, stack)
        bot.receiving.fetches[CHANNEL] = read_file
        session = uuid4().hex[:12]
        terminal = Terminal(bot.inbox, bot.backend.file, bot.texts, wanted.files, CHANNEL, session, wanted.language)
        conversation = Conversation(terminal, bot.courier({CHANNEL: terminal.deliver}), drain, out, wanted.as_json)
        prompt = not wanted.as_json and os.isatty(source)
        await conversation.converse(read_lines(source), prompt=prompt)


async def _parts(keys: Keyring, wanted: Wanted, clock: Clock, stack: AsyncExitStack) -> tuple[Bot, Drain]:
    remote = keys.bot.backend_url is not None and not wanted.demo

    async def database() -> str:
        url = await stack.enter_async_context(databases.server(keys))
        if wanted.demo:
            today = None if wanted.fixed else datetime.now().astimezone().date()
            return await stack.enter_async_context(databases.private_demo(url, keys, today))
        await (databases.migrate_bot_alone if remote else databases.migrate)(url)
        return url

    interpreter, url = await asyncio.gather(interpreter_of(keys, stack), database())
    if remote:
        return await stack.enter_async_context(bot_alone(keys, url, clock, interpreter)), _nothing
    own_mail = None
    if wanted.demo or wanted.mail:
        own_mail = (await stack.enter_async_context(running_mailbox(folder=wanted.mail))).url
    both = await stack.enter_async_context(
        house(keys, url, clock, interpreter, public_url=keys.bot.address(), smtp_url=own_mail)
    )
    return both.bot, both.backend.drain


async def _nothing() -> int:
    """The backend sends its mails itself."""
    return 0
