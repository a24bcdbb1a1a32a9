"""What the backend counts. A registry is handed in; there is one a process, made by the composition root."""

from dataclasses import dataclass
from typing import Self

from prometheus_client import CollectorRegistry, Counter, Histogram

from backend.mail import Mail, Mailer, MailError, MailRefused

SECONDS = (0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0)
"""Upper ends of the buckets."""


@dataclass(frozen=True, slots=True)
class BackendMetrics:
    """``requests`` by method, route template and status; ``seconds`` by route template; ``mails`` by outcome of an attempt."""

    requests: Counter
    seconds: Histogram
    mails: Counter

    @classmethod
    def on(cls, registry: CollectorRegistry) -> Self:
        """Registers them; once a registry."""
        mails = Counter("hisnik_mails", "Attempts to send a mail.", ["outcome"], registry=registry)
        for outcome in ("sent", "retried", "failed"):
            mails.labels(outcome)  # a counter that stands at 0 can be alerted on
        return cls(
            requests=Counter(
                "hisnik_backend_requests",
                "Requests that the backend answered.",
                ["method", "route", "status"],
                registry=registry,
            ),
            seconds=Histogram(
                "hisnik_backend_request_seconds",
                "From the request to the end of its answer.",
                ["route"],
                buckets=SECONDS,
                registry=registry,
            ),
            mails=mails,
        )


@dataclass(frozen=True, slots=True)
class CountingMailer:
    """A ``Mailer`` that counts what another one does. A mail that waits for its next attempt is "retried"."""

    mailer: Mailer
    metrics: BackendMetrics

    async def send(self, mail: Mail) -> str:
        """As the other; raises what it raises."""
        try:
            sent = await self.mailer.send(mail)
        except MailError as error:
            self.metrics.mails.labels("failed" if isinstance(error, MailRefused) else "retried").inc()
            raise
        self.metrics.mails.labels("sent").inc()
        return sent
