"""What the bot counts. A registry is handed in; there is one a process, made by the composition root."""

from dataclasses import dataclass
from typing import Self

from prometheus_client import CollectorRegistry, Counter, Histogram

SECONDS = (0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0, 30.0)
"""Upper ends of the buckets."""


@dataclass(frozen=True, slots=True)
class BotMetrics:
    """``updates`` by channel and kind, ``turns`` (latency) by channel, ``fallbacks`` by why, ``pushes`` by channel and outcome."""

    updates: Counter
    turns: Histogram
    fallbacks: Counter
    pushes: Counter

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
