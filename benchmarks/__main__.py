"""``python -m benchmarks``: the costs of an update, each beside a bare echo's, and the render times beside their aims."""

import asyncio
import os
from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import UTC, date, datetime

from backend.database import make_engine, make_sessions
from backend.demo.mailbox import running_mailbox
from benchmarks import residents
from benchmarks.latency import AIM, Latency, arriving, handing_in, pressing
from benchmarks.process import SECRET, cpu_seconds, free_port, peak_megabytes, running
from benchmarks.rendering import render_times
from benchmarks.visits import Cost, Visit, draws, hands_in, measure, presses, says
from bot.assembly.databases import private_demo, server
from bot.assembly.keys import Keyring, keyring
from tests.telegram_server.standin import StandIn
from tests.telegram_server.world import Chat

PEOPLE = 60
"""Residents; each does each visit once."""
ECHOES = 1000
PRESSES = 400
"""At half the peak rate."""
IDLE_SECONDS = 3.0
AIMS = {"chart": 0.060, "PDF": 0.040}
DEMO_DAY = date(2026, 11, 27)


Prepare = Callable[[str], Awaitable[None]]
"""What else is done with a database before it is used."""


@dataclass(frozen=True, slots=True)
class Line:
    """A measured visit."""

    name: str
    cost: Cost


PRESS, READING = "menu press (Uradne ure)", "reading, typed and confirmed"
LABEL, CONFIRM = "Uradne ure", "Da, shrani"
VISITS: Sequence[tuple[str, Visit]] = (
    ("small talk (hvala)", says("hvala")),
    (PRESS, presses("meni", LABEL, 3)),
    (READING, hands_in(residents.next_value(), CONFIRM, "shranjen")),
    ("chart (poraba za zadnje leto)", draws("poraba za zadnje leto")),
)


async def echo() -> Cost:
    """The bare bot."""
    async with StandIn() as telegram:
        chats = [telegram.person() for _ in range(ECHOES)]
        arguments = ["benchmarks.echo", telegram.base_url, telegram.token, str(free_port()), SECRET]
        async with running(telegram, arguments, {}) as pid:
            await measure(telegram, pid, chats[: ECHOES // 10], says("toplo"))
            return await measure(telegram, pid, chats[ECHOES // 10 :], says("dober dan"))


@asynccontextmanager
async def hisnik(
    telegram: StandIn, chats: Sequence[Chat], keys: Keyring, prepare: Prepare | None = None
) -> AsyncIterator[int]:
    """``hisnik serve`` on a database of its own, with these residents; mail goes to a server in this process."""
    async with server(keys) as server_url, private_demo(server_url, keys, None) as url:
        engine = make_engine(url)
        await residents.settle(make_sessions(engine), keys.keyed, [chat.id for chat in chats], datetime.now(UTC))
        await engine.dispose()
        if prepare is not None:
            await prepare(url)
        port = free_port()
        async with running_mailbox() as mailbox:
            environ = {
                "DATABASE_URL": url,
                "DATA_DIR": str(keys.data_dir),
                "PORT": str(port),
                "LOG_LEVEL": "ERROR",
                "SMTP_URL": mailbox.url,
                "TELEGRAM_TOKEN": telegram.token,
                "TELEGRAM_API_BASE": telegram.base_url,
                "TELEGRAM_WEBHOOK_URL": f"http://127.0.0.1:{port}/telegram/webhook",
                "TELEGRAM_WEBHOOK_SECRET": SECRET,
            }
            async with running(telegram, ["bot.cli", "serve"], environ) as pid:
                yield pid


@dataclass(frozen=True, slots=True)
class Ours:
    """``idle``: milliseconds of processor a second with nobody there; ``megabytes``: the most the process held."""

    lines: list[Line]
    latencies: dict[str, Latency]
    idle: float
    megabytes: int


async def at_half(
    telegram: StandIn, chats: Sequence[Chat], fresh: Sequence[Chat], lines: list[Line]
) -> dict[str, Latency]:
    """Updates arriving at half the rate that was seen; ``chats`` have the menu, ``fresh`` ones have handed in nothing yet."""
    half = {line.name: line.cost.rate / 2 for line in lines}
    press = await arriving(pressing(telegram, chats, LABEL, PRESSES), half[PRESS])
    reading = await arriving(handing_in(telegram, fresh, residents.next_value(), CONFIRM), half[READING] / 2, 2)
    return {PRESS: press, READING: reading}


async def ours(keys: Keyring) -> Ours:
    """Every visit, after warming ones."""
    async with StandIn() as telegram:
        people = [telegram.person() for _ in range(3 * PEOPLE)]
        chats, fresh = people[:PEOPLE], people[PEOPLE:]
        async with hisnik(telegram, people, keys) as pid:
            await measure(telegram, pid, chats, says("živjo"))
            await measure(telegram, pid, chats[:4], draws("poraba za zadnje leto"))
            lines = [Line(name, await measure(telegram, pid, chats, visit)) for name, visit in VISITS]
            before = cpu_seconds(pid)
            await asyncio.sleep(IDLE_SECONDS)
            idle = 1000 * (cpu_seconds(pid) - before) / IDLE_SECONDS
            return Ours(lines, await at_half(telegram, chats, fresh, lines), idle, peak_megabytes(pid))


def show(lines: Sequence[Line]) -> None:
    """The table; the first line is the measure of the others."""
    base = lines[0].cost.each
    print(f"{'':34}{'updates':>8}{'per second':>12}{'CPU ms/update':>15}{'× echo':>9}")
    for line in lines:
        cost = line.cost
        print(f"{line.name:34}{cost.updates:8}{cost.rate:12.0f}{cost.each:15.2f}{cost.each / base:9.1f}")


async def rendering(keys: Keyring) -> None:
    """Prints the render times; nothing else runs then."""
    async with server(keys) as server_url, private_demo(server_url, keys, None) as url:
        engine = make_engine(url)
        found = await render_times(make_sessions(engine), DEMO_DAY)
        await engine.dispose()
    for name, each in found.items():
        times = f"{1000 * each.seconds:6.1f} ms, {1000 * each.cpu:6.1f} ms of CPU"
        print(f"{name:6} median of {each.count}: {times}   (aim: under {1000 * AIMS[name]:.0f} ms)")


async def main() -> None:
    """Ends by itself, in about a minute."""
    keys = keyring(os.environ)
    print(f"{os.cpu_count()} processors, load {os.getloadavg()[0]:.1f}\n")
    lines = [Line("bare aiogram webhook echo", await echo())]
    mine = await ours(keys)
    show([*lines, *mine.lines])
    print()
    for name, found in mine.latencies.items():
        times = f"median {1000 * found.median:.0f} ms, p99 {1000 * found.p99:.0f} ms   (aim: under {1000 * AIM:.0f} ms)"
        print(f"{name}, {len(found.seconds)} updates at half the rate above ({found.rate:.0f} a second): {times}")
    print(f"\nhisnik serve: {mine.idle:.0f} ms of CPU a second while idle, {mine.megabytes} MB of memory at most\n")
    await rendering(keys)


if __name__ == "__main__":
    asyncio.run(main())
