"""What the bot counts. A registry is handed in; there is one a process, made by the composition root."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from typing import Protocol, Self

from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram

SECONDS = (0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0, 30.0)
"""Upper ends of the buckets."""
Check = Callable[[], Awaitable[str | None]]
"""What is wrong, for ``/readyz``; None: nothing."""


@dataclass(frozen=True, slots=True)
class BotMetrics:
    """``updates`` by channel and kind, ``turns`` (latency) by channel, ``fallbacks`` by why, ``pushes`` by channel and outcome."""

    updates: Counter
    turns: Histogram
    fallbacks: Counter
    pushes: Counter
    faults: list[Check] = field(default_factory=list)
    """Channels put theirs in, while they are wired."""

    @classmethod
    def on(cls, registry: CollectorRegistry) -> Self:
        """Registers them; once a registry."""
        fallbacks = Counter("hisnik_nlu_fallbacks", "Texts that were not understood.", ["why"], registry=registry)
        for why in ("lost", "tie", "out_of_scope"):
            fallbacks.labels(why)  # a counter that stands at 0 can be alerted on
        return cls(
            updates=Counter(
                "hisnik_updates", "Turns handed in, redelivered ones too.", ["channel", "kind"], registry=registry
            ),
            turns=Histogram(
                "hisnik_turn_seconds",
                "From a turn's arrival to its stored reply.",
                ["channel"],
                buckets=SECONDS,
                registry=registry,
            ),
            fallbacks=fallbacks,
            pushes=Counter("hisnik_pushes", "Attempts to deliver a push.", ["channel", "outcome"], registry=registry),
        )


class Courier(Protocol):
    """What is told of a courier."""

    @property
    def leads(self) -> bool: ...

    @property
    def in_hand(self) -> int: ...

    @property
    def token_refused(self) -> bool: ...


def watch_courier(registry: CollectorRegistry, courier: Courier) -> None:
    """Gauges that are read when they are asked for."""
    leads = Gauge("hisnik_courier_leads", "Whether this courier sends, or stands by.", registry=registry)
    leads.set_function(lambda: float(courier.leads))
    hand = Gauge("hisnik_courier_in_hand", "Pushes that are claimed and not ended.", registry=registry)
    hand.set_function(lambda: float(courier.in_hand))
    refused = Gauge("hisnik_courier_token_refused", "Whether a channel refuses the bot's token.", registry=registry)
    refused.set_function(lambda: float(courier.token_refused))
