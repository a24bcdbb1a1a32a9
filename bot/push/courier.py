"""Claims due pushes from the backend, renders them, has a channel deliver them, reports what became of them.

Knows no channel: each channel hands in its ``Deliver``. The network call is outside any transaction (the claim is a lease),
and a report that doesn't reach the backend leaves the row to the lease: it may then be sent twice, never lost.
"""

import asyncio
import logging
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from uuid import uuid4

from backend.ledger.contract import Outcome, PushClaim, PushOutcome, PushView
from bot.backend import BackendClient, BackendDown, BackendRefusal
from bot.dialogue.pushes import render_push
from bot.dialogue.texts import Texts
from bot.dialogue.turn import Message
from bot.errors import BotError

log = logging.getLogger(__name__)

BATCH = 20
IDLE_SECONDS = 1.0
LONGEST_WAIT_SECONDS = 30.0


@dataclass(frozen=True, slots=True)
class Delivery:
    """What a channel says of one push. ``after_seconds`` where it named a time to wait; ``error`` without personal data."""

    outcome: Outcome
    external_id: str | None = None
    after_seconds: int | None = None
    error: str | None = None


Deliver = Callable[[str, Message], Awaitable[Delivery]]
"""``(the channel's key of the chat, what to say) -> Delivery``; raises nothing."""

Render = Callable[[str, Mapping[str, str], Texts], Message]
"""``(event, values, texts)``: the feature that owns the event writes it."""


@dataclass(frozen=True, slots=True)
class Courier:
    """``owner`` names this process to the backend; unique among couriers that run at the same time."""

    backend: BackendClient
    texts: Mapping[str, Texts]
    owner: str
    deliverers: Mapping[str, Deliver]
    render: Render = render_push

    async def run_once(self) -> int:
        """Delivers one batch; gives how many rows were claimed. Raises ``BackendDown``."""
        claim = PushClaim(owner=self.owner, channels=sorted(self.deliverers), limit=BATCH)
        claimed = await self.backend.for_turn(f"push-claim:{uuid4().hex}").claim_pushes(claim)
        async with asyncio.TaskGroup() as group:
            for push in claimed.pushes:
                group.create_task(self._serve(push))
        return len(claimed.pushes)

    async def run_forever(self, idle_seconds: float = IDLE_SECONDS) -> None:
        """Until cancelled. While the backend is down it asks again, ever more slowly."""
        wait = idle_seconds
        while True:
            try:
                more = await self.run_once()
                wait = idle_seconds
            except (BackendDown, BackendRefusal) as error:
                log.warning("pushes wait: %s", error)
                more, wait = 0, min(wait * 2, LONGEST_WAIT_SECONDS)
            if not more:
                await asyncio.sleep(wait)

    async def _serve(self, push: PushView) -> None:
        delivery = await self._deliver(push)
        outcome = PushOutcome(
            owner=self.owner,
            outcome=delivery.outcome,
            external_id=delivery.external_id,
            after_seconds=delivery.after_seconds,
            error=delivery.error,
        )
        try:
            await self.backend.for_turn(f"push-outcome:{uuid4().hex}").report_push(push.id, outcome)
        except (BackendDown, BackendRefusal) as error:
            log.warning("push %d: its outcome %s was not taken: %s", push.id, delivery.outcome, error)

    async def _deliver(self, push: PushView) -> Delivery:
        try:
            message = self.render(push.event, push.values, self.texts[push.language])
        except (LookupError, ValueError, BotError) as error:
            log.error("push %d: event %s can't be rendered: %s", push.id, push.event, type(error).__name__)
            return Delivery(Outcome.failed, error=f"render: {type(error).__name__}")
        return await self.deliverers[push.channel](push.external_id, message)
