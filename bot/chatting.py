"""``hisnik chat``: the terminal's loop. A line in, the reply out; mails and pushes that the turn caused are waited for."""

import asyncio
import json
import sys
from pathlib import Path
from typing import TextIO
from uuid import uuid4

from bot.app import Bot
from bot.assembly import House
from bot.channels.terminal import CHANNEL, Shown, Terminal, pretty
from bot.push.courier import Courier

MOST_ROUNDS = 10


def make_terminal(bot: Bot, folder: Path, *, chat: str, language: str) -> tuple[Terminal, Courier]:
    """The terminal, and the courier that brings it pushes."""
    terminal = Terminal(bot.inbox, bot.backend.file, bot.texts, folder, chat, uuid4().hex[:12], language)
    return terminal, bot.courier({CHANNEL: terminal.deliver})


async def settle(house: House, courier: Courier) -> None:
    """Sends the mails and pushes that are due now; each may cause others."""
    for _round in range(MOST_ROUNDS):
        sent = (await house.mails.drain()).total
        if not sent and not await courier.run_once():
            return


async def converse(
    house: House, terminal: Terminal, courier: Courier, source: TextIO, out: TextIO, *, as_json: bool
) -> None:
    """Until the end of ``source``. Files and mails are written before the turn's line is."""
    prompt = not as_json and source.isatty()
    if prompt:
        print(terminal.texts[terminal.language]("terminal-welcome"), file=out)
        await _turn(house, terminal, courier, "/start", out, as_json=False)
    while True:
        if prompt:
            print("› ", end="", file=out, flush=True)
        line = await asyncio.to_thread(source.readline)
        if not line:
            return
        await _turn(house, terminal, courier, line.rstrip("\r\n"), out, as_json=as_json)


async def _turn(house: House, terminal: Terminal, courier: Courier, line: str, out: TextIO, *, as_json: bool) -> None:
    await settle(house, courier)  # what came between the turns, such as a confirmed link
    shown: list[Shown] = terminal.take_arrived()
    shown += await terminal.line(line)
    await settle(house, courier)
    shown += terminal.take_arrived()
    replies = {"replies": [message.as_json() for message in shown]}
    text = json.dumps(replies, ensure_ascii=False) if as_json else pretty(shown)
    print(text, file=out, flush=True)


def standard_streams() -> tuple[TextIO, TextIO]:
    """UTF-8 whatever the locale says; a wrong byte is replaced, not fatal."""
    for stream in (sys.stdin, sys.stdout):
        stream.reconfigure(encoding="utf-8", errors="replace")  # type: ignore[union-attr]
    return sys.stdin, sys.stdout
