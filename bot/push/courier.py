"""Claims due pushes from the backend, renders them, has a channel deliver them, reports what became of them.

Knows no channel: each channel hands in its ``Deliver``. The network call is outside any transaction (a claimed row is held by a
lease). After a crash the backend decides what becomes of a row by its event; what it would send again is sent here one at a time,
each reported before the next, so that a crash doubles one message at most. All else is reported in batches, with the next claim.
"""

import asyncio
import logging
import time
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass, field, replace

from backend.ledger.contract import Outcome, PushOutcome, PushView
from backend.observability.contract import belongs_to
from bot.backend import BackendClient, BackendDown, BackendRefusal
from bot.dialogue.pushes import render_push
from bot.dialogue.texts import Texts
from bot.dialogue.turn import Message
from bot.errors import BotError
from bot.push.budget import BudgetKeeper
from bot.push.claims import Batches, Claimed, Claims
from bot.push.delivery import REFUSED, Carry, Deliver, Delivery
from bot.push.reports import Reporter

log = logging.getLogger(__name__)

IDLE_SECONDS = 1.0
LONGEST_WAIT_SECONDS = 8.0
HANGS_SECONDS = 2.0
"""So long the next claim waits for calls that are open."""
FINISH_SECONDS = 5.0
"""So long a stop waits for calls that are open."""
NOT_BEGUN = Delivery(Outcome.retry, after_seconds=0, error="not begun")

Render = Callable[[str, Mapping[str, str], Texts], Message]
"""``(event, values, texts)``: the feature that owns the event writes it."""


def _one_lane(_push: PushView) -> str:
    return ""


@dataclass(slots=True)
class Courier:
    """``owner`` names this process to the backend; unique among couriers that run at the same time.

    ``budgets``: what the budget of a channel belongs to; a channel that is not in it has one of its own. ``carriers``: for
    channels that take the whole push. ``lane``: what would be sent again is sent one at a time in each lane.
    """

    backend: BackendClient
    texts: Mapping[str, Texts]
    owner: str
    deliverers: Mapping[str, Deliver]
    render: Render = render_push
    budgets: Mapping[str, str] = field(default_factory=dict)
    batches: Batches = field(default_factory=Batches)
    carriers: Mapping[str, Carry] = field(default_factory=dict)
    lane: Callable[[PushView], str] = _one_lane
    budget: BudgetKeeper = field(init=False)
    _reporter: Reporter = field(init=False)
    _claims: Claims = field(init=False)
    _flying: set[asyncio.Task[None]] = field(init=False, default_factory=set)
    _ended: asyncio.Event = field(init=False, default_factory=asyncio.Event)
    _one_at_a_time: dict[str, asyncio.Lock] = field(init=False, default_factory=dict)
    _held_until: float = field(init=False, default=0.0)
    _refused: dict[str, str] = field(init=False, default_factory=dict)
    _stopping: bool = field(init=False, default=False)

    def __post_init__(self) -> None:
        keys = {channel: self.budgets.get(channel, channel) for channel in (*self.deliverers, *self.carriers)}
        self.budget = BudgetKeeper(self.backend, self.owner, keys)
        self._reporter = Reporter(self.backend, self.owner)
        self._claims = Claims(self.backend, self.owner, self.batches, self.budget, self._reporter)

    async def refused(self) -> str | None:
        """A check for ``/readyz``: the channels that take the bot's token no more. Nothing is lost: its pushes wait."""
        return ", ".join(sorted(self._refused.values())) or None

    @property
    def token_refused(self) -> bool:
        """Whether a channel refuses the token."""
        return bool(self._refused)

    @property
    def leads(self) -> bool:
        """Whether this process sends, or stands by."""
        return bool(self.budget.channels)

    @property
    def in_hand(self) -> int:
        """Pushes that are claimed and not ended."""
        return len(self._flying)

    async def run_once(self) -> int:
        """Delivers one batch to its end; gives how many rows were claimed. Raises ``BackendDown``."""
        if not self.budget.channels:
            await self.budget.ask()
        claimed = await self._claims.claim(self.in_hand)
        async with asyncio.TaskGroup() as group:
            self._start(group, claimed)
        await self._reporter.flush()
        return claimed.found

    async def run_forever(self, idle_seconds: float = IDLE_SECONDS) -> None:
        """Until cancelled; then open calls are waited for, and the budget is given back."""
        async with asyncio.TaskGroup() as group:
            keeping = group.create_task(self.budget.run_forever()), group.create_task(self._reporter.run_forever())
            try:
                await self._work(group, idle_seconds)
            finally:
                self._stopping = True
                if self._flying:
                    await asyncio.wait(self._flying, timeout=FINISH_SECONDS)
                for task in keeping:
                    task.cancel()
                with suppress(TimeoutError):
                    async with asyncio.timeout(FINISH_SECONDS):
                        await self._reporter.flush()
                await self.budget.give_back()

    async def _work(self, group: asyncio.TaskGroup, idle_seconds: float) -> None:
        """While the backend is down it asks again, ever more slowly."""
        pause, found = idle_seconds, True
        while True:
            try:
                await self._until_free()
                if found or await self.backend.pushes_wait(self.budget.channels):
                    claimed = await self._claims.claim(self.in_hand)
                    self._start(group, claimed)
                    found = bool(claimed.found)
                    await self._most_done()
                pause = idle_seconds
            except (BackendDown, BackendRefusal) as error:
                log.warning("pushes wait: %s", error)
                # a claim that may have been carried out is asked for again, before anything else
                found, pause = False, min(pause * 2, LONGEST_WAIT_SECONDS)
            if not found:
                await asyncio.sleep(pause)
                found = self._claims.unanswered

    async def _until_free(self) -> None:
        """Waits for the budget, for the end of a hold, and for room."""
        await self.budget.granted()
        await asyncio.sleep(max(self._held_until - time.monotonic(), 0))
        await self._fewer_than(self.batches.room)

    async def _most_done(self) -> None:
        """Until a batch is in hand at most: two after the next claim. Calls that hang are waited for two seconds."""
        with suppress(TimeoutError):
            async with asyncio.timeout(HANGS_SECONDS):
                await self._fewer_than(self.batches.batch + 1)

    async def _fewer_than(self, count: int) -> None:
        """Until so few rows are in hand. An event: to wait for hundreds of tasks anew at each end costs more than a call."""
        while len(self._flying) >= count:
            self._ended.clear()
            await self._ended.wait()

    def _start(self, group: asyncio.TaskGroup, claimed: Claimed) -> None:
        for push in claimed.pushes:
            task = group.create_task(self._serve(push, claimed.begin_by))
            self._flying.add(task)
            task.add_done_callback(self._end)

    def _end(self, task: asyncio.Task[None]) -> None:
        self._flying.discard(task)
        self._ended.set()

    async def _serve(self, push: PushView, begin_by: float) -> None:
        belongs_to(push.request)
        if push.repeatable:
            async with self._one_at_a_time.setdefault(self.lane(push), asyncio.Lock()):
                await self._report(push, await self._deliver(push, begin_by))
        else:
            await self._report(push, await self._deliver(push, begin_by))

    async def _report(self, push: PushView, delivery: Delivery) -> None:
        if delivery.hold and delivery.after_seconds:
            self._held_until = max(self._held_until, time.monotonic() + delivery.after_seconds)
        self._note(push.channel, delivery)
        outcome = PushOutcome(
            push_id=push.id,
            outcome=delivery.outcome,
            external_id=delivery.external_id,
            after_seconds=delivery.after_seconds,
            hold=delivery.hold,
            error=delivery.error[:300] if delivery.error else None,
        )
        if not push.repeatable and not delivery.hold:
            self._reporter.later(outcome)
        elif not await self._reporter.report(outcome):
            log.warning("push %d: its outcome %s was not taken", push.id, delivery.outcome)

    def _note(self, channel: str, delivery: Delivery) -> None:
        if delivery.error == REFUSED:
            if channel not in self._refused:
                log.error("%s refuses the token: pushes wait, nothing is lost; set the new token and restart", channel)
            self._refused[channel] = f"{channel} refuses the token"
        elif delivery.outcome is Outcome.sent:
            self._refused.pop(channel, None)

    async def _deliver(self, push: PushView, begin_by: float) -> Delivery:
        now = time.monotonic()
        if now < self._held_until:  # claimed before the channel said "too many": goes back with the others
            return replace(NOT_BEGUN, after_seconds=int(self._held_until - now) + 1)
        if self._stopping or now > begin_by or push.channel not in self.budget.channels:
            return NOT_BEGUN
        if push.channel in self.carriers:
            return await self._carry(push)
        try:
            message = self.render(push.event, push.values, self.texts[push.language])
        except (LookupError, ValueError, BotError) as error:
            log.error("push %d: event %s can't be rendered: %s", push.id, push.event, type(error).__name__)
            return Delivery(Outcome.failed, error=f"render: {type(error).__name__}")
        try:
            return await self.deliverers[push.channel](push.external_id, message)
        except Exception as error:  # noqa: BLE001 - a channel whose own store is away, say: one push must not end the courier
            log.warning("push %d: %s went wrong: %s", push.id, push.channel, type(error).__name__)
            return Delivery(Outcome.unclear, error=type(error).__name__)

    async def _carry(self, push: PushView) -> Delivery:
        try:
            return await self.carriers[push.channel](push)
        except Exception as error:
            log.error("push %d: %s went wrong", push.id, push.channel, exc_info=True)
            return Delivery(Outcome.retry, error=type(error).__name__)
