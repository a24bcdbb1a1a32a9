"""Support under ``kill -9``: residents write, staff answer in their groups, while bots, backend and courier die at random."""

import asyncio
import random
import time
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from backend.database import Sessions
from tests.telegram_server.faults import Limiter
from tests.telegram_server.standin import StandIn
from tests.torture.killer import Killer
from tests.torture.run import Scene, keep_leaping, scene, troubles_of, until_settled
from tests.torture.support_people import Visit, Writer, settle_writers, writers
from tests.torture.support_verdict import SupportVerdict, judge_support
from tests.torture.trouble import TROUBLED, Trouble

KILLED = ("backend", "bot-1", "bot-2", "courier")
SUPPORT_TROUBLED = (
    *TROUBLED,
    "createForumTopic",
    "closeForumTopic",
    "reopenForumTopic",
    "editMessageText",
    "editMessageCaption",
    "setMessageReaction",
    "pinChatMessage",
    "deleteMessage",
    "getFile",
    "getChatMember",
)


@dataclass(frozen=True, slots=True)
class SupportPlan:
    """``kills``: of all parts together, at least. ``leaps``: time that nobody uses is skipped, and no group has a limit."""

    residents: int
    kills: int
    seed: int
    of_a_group: int = 5
    at_once: int = 20
    patience: float = 900.0
    leaps: bool = False


@dataclass(frozen=True, slots=True)
class SupportFigures:
    """What was done, and what came of it."""

    verdict: SupportVerdict
    kills: dict[str, int]
    deliveries: int
    doubled: int
    repeated: int
    refused: int
    trouble: Counter[str]
    seconds: float


async def torture_support(
    plan: SupportPlan, folder: Path, data_dir: Path, say: Callable[[str], None]
) -> SupportFigures:
    """``folder``: for the database and the logs. Raises AssertionError (in a group) when something never comes."""
    limiter = None if plan.leaps else Limiter(time.monotonic, chat=(20, 1.0))
    rng = random.Random(f"{plan.seed}:trouble")
    trouble = Trouble(limiter=limiter, rng=rng, troubled=SUPPORT_TROUBLED)

    async def settled(telegram: StandIn, sessions: Sessions) -> Sequence[Writer]:
        residents = writers(telegram, plan.residents, plan.of_a_group, plan.seed)
        await settle_writers(sessions, residents, datetime.now(UTC))
        return residents

    async with scene(plan.seed, folder, data_dir, trouble, say, settled) as on:
        began = time.monotonic()
        killed = [part for part in on.parts if part.name in KILLED]
        killer = Killer(killed, -(-plan.kills // len(killed)), on.database, 0, on.balancer, plan.seed, say)
        async with asyncio.TaskGroup() as group:
            leaping = group.create_task(keep_leaping(on.sessions)) if plan.leaps else None
            await _days_work(plan, on, killer)
            say("all is said; waiting for what is open")
            await until_settled(on, plan.patience)
            if leaping is not None:
                leaping.cancel()
        courier = troubles_of(on, trouble, "courier")
        verdict = await judge_support(on.sessions, on.telegram, on.mailbox, on.residents, on.parts, courier)
        return SupportFigures(
            verdict=verdict,
            kills={part.name: part.kills for part in killed},
            deliveries=on.balancer.deliveries,
            doubled=on.balancer.doubled,
            repeated=on.balancer.repeated,
            refused=on.balancer.refused,
            trouble=trouble.met,
            seconds=time.monotonic() - began,
        )


async def _days_work(plan: SupportPlan, on: Scene[Writer], killer: Killer) -> None:
    """They come as the killing goes on."""
    waiting = list(reversed(on.residents))

    async def lane() -> None:
        while waiting:
            one = waiting.pop()
            await killer.reached(0.7 * one.number / plan.residents - 0.05)
            await Visit(on.telegram, one, plan.patience).run()

    async with asyncio.TaskGroup() as group:
        group.create_task(killer.run())
        for _ in range(plan.at_once):
            group.create_task(lane())
