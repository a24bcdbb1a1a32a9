"""Wrappers that count, and that give a turn its request id; none of them changes what is done.

The id is the beginning of the turn's key's hash, as its idempotency keys are: a redelivered turn has the same one.
"""

import hashlib
import logging
from collections.abc import Mapping
from time import perf_counter

from backend.observability.contract import traced
from bot.backend import BackendClient
from bot.channels.desk import Desk
from bot.dialogue.abilities import Registry
from bot.dialogue.conversation import Conversation
from bot.dialogue.engine import Clock, Engine
from bot.dialogue.receiving import Receiving
from bot.dialogue.texts import Texts
from bot.dialogue.turn import Message, Pressed, Reply, Said, Sent, Started, Turn
from bot.metrics import BotMetrics
from bot.push.delivery import Deliver, Delivery
from nlu.interpreter import Interpreter

log = logging.getLogger(__name__)


def request_id_of(turn: Turn) -> str:
    """16 hexadecimal digits; nothing of the chat can be read from them."""
    return hashlib.sha256(turn.key.encode()).hexdigest()[:16]


def kind_of(turn: Turn) -> str:
    """``text``, ``button``, ``start``, or what kind of file it is."""
    match turn.content:
        case Said():
            return "text"
        case Pressed():
            return "button"
        case Started():
            return "start"
        case Sent(kind):
            return kind


class WatchedDesk:
    """A ``Desk`` before another one."""

    def __init__(self, desk: Desk, metrics: BotMetrics) -> None:
        self._desk = desk
        self._metrics = metrics

    async def receive(self, turn: Turn) -> Reply:
        """As the other; raises what it raises."""
        kind, began = kind_of(turn), perf_counter()
        self._metrics.updates.labels(turn.channel, kind).inc()
        with traced(request_id_of(turn)):
            reply = await self._desk.receive(turn)
            seconds = perf_counter() - began
            self._metrics.turns.labels(turn.channel).observe(seconds)
            if log.isEnabledFor(logging.DEBUG):
                told = {"channel": turn.channel, "kind": kind, "ms": round(seconds * 1000, 1)}
                log.debug("%s %s", turn.channel, kind, extra=told)
        return reply

    async def mark_sent(self, turn: Turn) -> None:
        """As the other."""
        with traced(request_id_of(turn)):
            await self._desk.mark_sent(turn)


class WatchedEngine(Engine):
    """Counts what was not understood. Turns that waited are traced here: nobody hands them in anew."""

    def __init__(
        self,
        interpreter: Interpreter,
        registry: Registry,
        texts: Mapping[str, Texts],
        clock: Clock,
        metrics: BotMetrics,
        receiving: Receiving,
    ) -> None:
        super().__init__(interpreter, registry, texts, clock, receiving)
        self._metrics = metrics

    async def answer(self, turn: Turn, conversation: Conversation, backend: BackendClient) -> Reply:
        """As the engine."""
        with traced(request_id_of(turn)):
            said = await super().answer(turn, conversation, backend)
        if said.unclear is not None:
            self._metrics.fallbacks.labels(said.unclear.why).inc()
        return said


def watched(deliverers: Mapping[str, Deliver], metrics: BotMetrics) -> dict[str, Deliver]:
    """The same deliverers, counted by channel and outcome."""
    return {channel: _counted(channel, deliver, metrics) for channel, deliver in deliverers.items()}


def _counted(channel: str, deliver: Deliver, metrics: BotMetrics) -> Deliver:
    async def send(external_id: str, message: Message) -> Delivery:
        delivery = await deliver(external_id, message)
        metrics.pushes.labels(channel, delivery.outcome.value).inc()
        return delivery

    return send
