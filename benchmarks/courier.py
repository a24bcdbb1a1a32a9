"""``python -m benchmarks.courier``: pushes a second through backend, courier and Telegram's stand-in, each a process of its own.

Aims: 500 a second or more without a limiter; 25.0 ± 0.5 with the limiter at 25.
"""

import asyncio
import os
import tempfile
import time
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from pathlib import Path

from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncEngine

from backend.database import make_engine
from backend.embedded_postgres import start_postgres
from backend.migrations.run import migrate
from benchmarks.process import cpu_seconds
from tests.command import Command, Served
from tests.telegram_server.standin import StandIn

UNLIMITED, LIMITED, RATE = 4000, 500, 25
WARM = 50
"""Pushes before it begins: a process' first statements and requests cost a hundred times as much."""
PATIENCE = 300.0
IDLE = 5.0

RESIDENTS = """
INSERT INTO backend.residents (id, language, created_at) OVERRIDING SYSTEM VALUE
    SELECT n, 'sl', now() FROM unnest(CAST(:people AS bigint[])) n"""
CHATS = """
INSERT INTO backend.chats (id, resident_id, channel, external_id, reachable, created_at) OVERRIDING SYSTEM VALUE
    SELECT n, n, 'telegram', n, true, now() FROM unnest(CAST(:people AS bigint[])) n"""
PUSHES = """
INSERT INTO backend.outgoing_messages
    (kind, dedupe_key, recipient, chat_id, content, state, attempts, not_before, created_at)
    SELECT 'push', 'bench:' || :run || n, 'telegram', n, CAST(:content AS jsonb), 'planned', 0, now(), now()
    FROM unnest(CAST(:people AS bigint[])) n"""
CONTENT = (
    '{"event": "reading-reminder", "values": {"link": "7", "provider": "Komunala", "closes": "2026-12-03", '
    '"step": "3-days", "meters": "[]"}}'
)


async def plan(engine: AsyncEngine, people: list[int], run: str) -> None:
    """One push to each."""
    async with engine.begin() as connection:
        await connection.execute(text(PUSHES), {"people": people, "run": run, "content": CONTENT})
        await connection.execute(text("SELECT 1"))


async def arrivals(telegram: StandIn, count: int) -> list[float]:
    """When each of ``count`` messages had come, to a few milliseconds."""
    before, seen = len(telegram.world.calls), list[float]()
    async with asyncio.timeout(PATIENCE):
        while len(seen) < count:
            seen += [time.perf_counter()] * (len(telegram.world.calls) - before - len(seen))
            await asyncio.sleep(0.004)
    return seen


@asynccontextmanager
async def processes(url: str, folder: str, telegram: StandIn, rate: int) -> AsyncIterator[tuple[Served, Served]]:
    """Backend and courier."""
    settings = {"DATABASE_URL": url, "DATA_DIR": folder, "SERVICE_TOKEN": "t", "SECRET_KEY": "k", "LOG_LEVEL": "ERROR"}
    settings |= {"TELEGRAM_TOKEN": telegram.token, "TELEGRAM_API_BASE": telegram.base_url, "TELEGRAM_RATE": str(rate)}
    hisnik = Command(settings)
    async with AsyncExitStack() as stack:
        backend = await stack.enter_async_context(hisnik.serving("backend", "--no-worker", "--port", "0"))
        courier = await stack.enter_async_context(hisnik.serving("courier", "--port", "0", BACKEND_URL=backend.url))
        yield backend, courier


async def measure(url: str, folder: str, telegram: StandIn, people: list[int], rate: int) -> None:
    """Prints the rate from the first to the last arrival, without the burst at the start."""
    engine = make_engine(url)
    async with processes(url, folder, telegram, rate) as (backend, courier):
        pids = backend.pid, courier.pid, os.getpid()
        await plan(engine, people[:WARM], f"warm-up {rate}:")
        await arrivals(telegram, WARM)
        await asyncio.sleep(1)
        before = [cpu_seconds(pid) for pid in pids]
        await asyncio.sleep(IDLE)
        idle = [(cpu_seconds(pid) - was) / IDLE for pid, was in zip(pids, before, strict=True)]
        before = [cpu_seconds(pid) for pid in pids]
        await plan(engine, people, f"{rate}:")
        seen = await arrivals(telegram, len(people))
        spent = [cpu_seconds(pid) - was for pid, was in zip(pids, before, strict=True)]
        skipped = len(people) // 20
        each = (len(seen) - 1 - skipped) / (seen[-1] - seen[skipped])
        about = f"limiter at {rate}" if rate else "no limiter"
        names = "backend", "courier", "stand-in"
        costs = ", ".join(f"{name} {1000 * s / len(people):.2f} ms" for name, s in zip(names, spent, strict=True))
        rest = ", ".join(f"{1000 * s:.0f}" for s in idle)
        load = os.getloadavg()[0]
        print(
            f"{about:16}{len(people):6} pushes {each:8.2f} a second; CPU a push: {costs};"
            f" idle: {rest} ms a second; load {load:.1f}",
            flush=True,
        )
    await engine.dispose()


async def main() -> None:
    """On an embedded PostgreSQL of its own."""
    print(f"{os.cpu_count()} processors, load {os.getloadavg()[0]:.1f}", flush=True)
    with tempfile.TemporaryDirectory(prefix="hisnik-courier-") as folder:
        url = start_postgres(Path(folder) / "postgres").get_uri()
        engine = make_engine(url)
        await migrate(engine)
        async with StandIn() as telegram:
            chats = [telegram.person() for _ in range(UNLIMITED)]
            for chat in chats:
                chat.started = True
            people = [chat.id for chat in chats]
            async with engine.begin() as connection:
                await connection.execute(text(RESIDENTS), {"people": people})
                await connection.execute(text(CHATS), {"people": people})
            await engine.dispose()
            await measure(url, folder, telegram, people, 0)
            await measure(url, folder, telegram, people[:LIMITED], RATE)


if __name__ == "__main__":
    asyncio.run(main())
