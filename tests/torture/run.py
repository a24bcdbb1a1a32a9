"""One run: a database, the parts, the trouble, the residents; then everything is waited for and judged."""

import asyncio
import contextlib
import random
import time
from collections import Counter
from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Generic, TypeVar

from sqlalchemy.exc import SQLAlchemyError

from backend.database import Sessions, make_engine, make_sessions
from backend.demo.mailbox import Mailbox, running_mailbox
from backend.migrations.run import migrate as migrate_backend
from backend.secrets import KeyedHash
from benchmarks.residents import settle
from bot.migrations.run import migrate as migrate_bot
from tests.telegram_server.standin import StandIn
from tests.torture.balancer import Balancer
from tests.torture.causes import Troubles
from tests.torture.killer import Killer
from tests.torture.nursery import Nursery, nursery
from tests.torture.parts import Part
from tests.torture.postgres import Postgres, postgres
from tests.torture.residents import Resident, people, plan_for, visit
from tests.torture.trouble import Trouble
from tests.torture.verdict import Verdict, judge, leap, open_rows

SECRET = "torture-secret"
LEAP_SECONDS = 1.0
LOOK_SECONDS = 0.3
Someone = TypeVar("Someone")
Settle = Callable[[StandIn, Sessions], Awaitable[Sequence[Someone]]]
"""Makes the residents, in Telegram and in the database."""


@dataclass(frozen=True, slots=True)
class Plan:
    """``kills``: of each part. ``patience``: seconds for one answer. ``leaps``: time that nobody uses is skipped (short form)."""

    residents: int
    kills: int
    restarts: int
    seed: int
    at_once: int = 60
    patience: float = 900.0
    leaps: bool = False


@dataclass(frozen=True, slots=True)
class Figures:
    """What was done, and what came of it."""

    verdict: Verdict
    kills: dict[str, int]
    false_starts: int
    restarts: int
    deliveries: int
    doubled: int
    repeated: int
    refused: int
    trouble: Counter[str]
    seconds: float


@dataclass(frozen=True, slots=True)
class Scene(Generic[Someone]):
    """Everything that runs."""

    telegram: StandIn
    mailbox: Mailbox
    database: Postgres
    sessions: Sessions
    balancer: Balancer
    parts: Sequence[Part]
    residents: Sequence[Someone]


def make_parts(
    born_by: Nursery, folder: Path, data_dir: Path, database: str, smtp: str, telegram: StandIn, hook: str
) -> list[Part]:
    """Backend, worker, two bots, courier."""
    common = {
        "DATABASE_URL": database,
        "DATA_DIR": str(data_dir),
        "SERVICE_TOKEN": SECRET,
        "SECRET_KEY": SECRET,
        "LOG_LEVEL": "WARNING",
    }
    behind = {**common, "SMTP_URL": smtp}
    backend = Part("backend", ["backend", "--no-worker"], behind, folder / "backend.log", born_by)
    worker = Part("worker", ["worker"], behind, folder / "worker.log", born_by)
    front = {
        **common,
        "BACKEND_URL": backend.url,
        "TELEGRAM_TOKEN": telegram.token,
        "TELEGRAM_API_BASE": telegram.base_url,
        "TELEGRAM_WEBHOOK_URL": hook,
        "TELEGRAM_WEBHOOK_SECRET": SECRET,
    }
    bots = [Part(name, ["bot", "--no-courier"], front, folder / f"{name}.log", born_by) for name in ("bot-1", "bot-2")]
    return [backend, worker, *bots, Part("courier", ["courier"], front, folder / "courier.log", born_by)]


@asynccontextmanager
async def scene(
    seed: int, folder: Path, data_dir: Path, trouble: Trouble, say: Callable[[str], None], settled: Settle[Someone]
) -> AsyncIterator[Scene[Someone]]:
    """All residents are there and all parts answer; after the block the parts are ended."""
    async with (
        nursery() as children,
        postgres(folder) as database,
        StandIn(faults=trouble) as telegram,
        running_mailbox() as mailbox,
    ):
        rng = random.Random(f"{seed}:balancer")
        engine = make_engine(database.url)
        await migrate_backend(engine)
        await migrate_bot(engine)
        sessions = make_sessions(engine)
        residents = await settled(telegram, sessions)
        say(f"{len(residents)} residents are linked")
        async with asyncio.TaskGroup() as group:
            balancer = Balancer([], rng, group)
            await balancer.start()
            parts = make_parts(children, folder, data_dir, database.url, mailbox.url, telegram, balancer.url)
            balancer.bots = [part for part in parts if part.name.startswith("bot")]
            try:
                async with asyncio.TaskGroup() as starting:
                    for part in parts:
                        starting.create_task(part.start())
                say("all parts answer")
                yield Scene(telegram, mailbox, database, sessions, balancer, parts, residents)
            finally:
                await asyncio.gather(*(part.stop() for part in parts))
                await balancer.stop()
                await engine.dispose()


async def torture(plan: Plan, folder: Path, data_dir: Path, say: Callable[[str], None]) -> Figures:
    """``folder``: for the database and the logs. Raises AssertionError (in a group) when something never comes."""
    trouble = Trouble(rng=random.Random(f"{plan.seed}:trouble"), hangs=not plan.leaps)

    async def settled(telegram: StandIn, sessions: Sessions) -> Sequence[Resident]:
        residents = people(telegram, plan.residents, plan.seed)
        await settle(sessions, KeyedHash(SECRET), [one.chat.id for one in residents], datetime.now(UTC))
        return residents

    async with scene(plan.seed, folder, data_dir, trouble, say, settled) as on:
        began = time.monotonic()
        gone: list[Resident] = []
        killer = Killer(
            on.parts, plan.kills, on.database, plan.restarts, on.balancer, plan.seed, say,
            served=lambda: len(gone) / plan.residents,
        )  # fmt: skip
        async with asyncio.TaskGroup() as group:
            leaping = group.create_task(keep_leaping(on.sessions)) if plan.leaps else None
            await _days_work(plan, on, killer, gone)
            say("all is sent; waiting for what is open")
            await until_settled(on, plan.patience)
            if leaping is not None:
                leaping.cancel()
        troubles = troubles_of(on, trouble, "bot"), troubles_of(on, trouble, "courier")
        verdict = await judge(on.sessions, on.telegram, on.mailbox, on.residents, on.parts, troubles)
        return Figures(
            verdict=verdict,
            kills={part.name: part.kills for part in on.parts},
            false_starts=sum(part.false_starts for part in on.parts),
            restarts=on.database.restarts,
            deliveries=on.balancer.deliveries,
            doubled=on.balancer.doubled,
            repeated=on.balancer.repeated,
            refused=on.balancer.refused,
            trouble=trouble.met,
            seconds=time.monotonic() - began,
        )


def troubles_of(on: Scene[Someone], trouble: Trouble, senders: str) -> Troubles:
    """What went wrong for those parts whose name begins so."""
    kills = [moment for part in on.parts if part.name.startswith(senders) for moment in part.killed]
    return Troubles(trouble.broken, kills, on.database.ended)


async def _days_work(plan: Plan, on: Scene[Resident], killer: Killer, gone: list[Resident]) -> None:
    """The residents come as the killing goes on, so that there is something to kill until its end; who is done is ``gone``."""
    waiting = list(reversed(on.residents))
    count = len(waiting)

    async def lane() -> None:
        while waiting:
            resident = waiting.pop()
            await killer.reached(resident.number / count - 0.05)
            await plan_for(on.sessions, resident, datetime.now(UTC))
            await visit(on.telegram, resident, plan.patience)
            gone.append(resident)
            killer.changes.changed()

    async with asyncio.TaskGroup() as group:
        group.create_task(killer.run())
        for _ in range(plan.at_once):
            group.create_task(lane())


async def until_settled(on: Scene[Someone], patience: float) -> None:
    """Until Telegram has delivered everything and no row of turns or messages is open."""
    async with asyncio.timeout(patience):
        await on.telegram.world.changes.until(lambda: not on.telegram.world.updates.pending, patience)
        while await open_rows(on.sessions) or on.balancer.under_way:
            await asyncio.sleep(LOOK_SECONDS)


async def keep_leaping(sessions: Sessions) -> None:
    """``leap``, until cancelled."""
    while True:
        with contextlib.suppress(SQLAlchemyError):  # PostgreSQL is being restarted; the next leap comes
            await leap(sessions)
        await asyncio.sleep(LEAP_SECONDS)
