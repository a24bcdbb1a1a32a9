"""What became of incoming mails, counted."""

from dataclasses import dataclass
from typing import Self

from prometheus_client import CollectorRegistry, Counter


@dataclass(frozen=True, slots=True)
class PostMetrics:
    """``hisnik_mails_in{outcome, reason}``: ``reason`` of refusals alone."""

    mails: Counter

    @classmethod
    def on(cls, registry: CollectorRegistry) -> Self:
        """Registers; once a registry."""
        mails = Counter("hisnik_mails_in", "Mails that came in.", ["outcome", "reason"], registry=registry)
        for outcome in ("answer", "note", "message", "again", "loop", "later"):
            mails.labels(outcome, "")  # a counter that stands at 0 can be alerted on
        return cls(mails)

    def taken(self, outcome: str) -> None:
        """250."""
        self.mails.labels(outcome, "").inc()

    def refused(self, reason: str) -> None:
        """5xx."""
        self.mails.labels("refused", reason).inc()

    def put_off(self) -> None:
        """4xx: the mail server keeps it."""
        self.mails.labels("later", "").inc()
