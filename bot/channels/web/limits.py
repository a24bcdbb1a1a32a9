"""How many turns a visitor, and an address, may send: a token bucket each, kept in this process alone."""

from collections import OrderedDict
from dataclasses import dataclass, field

MOST_BUCKETS = 20_000


@dataclass(slots=True)
class Limiter:
    """``burst`` at once, then ``per_minute``. ``allow`` takes a monotonic time in seconds."""

    per_minute: float
    burst: float
    _buckets: OrderedDict[str, tuple[float, float]] = field(default_factory=OrderedDict)

    def allow(self, key: str, at: float) -> bool:
        """Takes one token of ``key``; False: none is left. The longest unused buckets are forgotten first."""
        tokens, before = self._buckets.pop(key, (self.burst, at))
        tokens = min(self.burst, tokens + (at - before) * self.per_minute / 60)
        allowed = tokens >= 1
        self._buckets[key] = (tokens - 1 if allowed else tokens, at)
        while len(self._buckets) > MOST_BUCKETS:
            self._buckets.popitem(last=False)
        return allowed
