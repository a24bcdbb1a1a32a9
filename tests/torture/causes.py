"""Why something was said twice: told apart by the moments of the two sendings and of what went wrong between them."""

import itertools
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from tests.telegram_server.world import Posted

Cause = Literal[
    "call broken after its effect", "killed before the mark", "PostgreSQL gone before the mark", "both at once"
]
BEFORE = 0.3
MARKED_WITHIN = 2.5
"""Seconds in which a busy machine marks what it has sent (a call that is slow on purpose takes two)."""


@dataclass(frozen=True, slots=True)
class Troubles:
    """Moments, by the wall clock. ``broken``: by chat, calls that had their effect and no answer; ``kills``: of the senders."""

    broken: Mapping[object, Sequence[float]]
    kills: Sequence[float]
    restarts: Sequence[float]

    def of(self, first: Posted, second: Posted) -> Cause:
        """Why there is a second one. "both at once" is what nothing else explains."""
        since, until = first.date - BEFORE, min(second.date, first.date + MARKED_WITHIN)
        if any(since <= moment <= until for moment in self.broken.get(first.chat.id, ())):
            return "call broken after its effect"
        if any(since <= moment <= until for moment in self.kills):
            return "killed before the mark"
        if any(since <= moment <= until for moment in self.restarts):
            return "PostgreSQL gone before the mark"
        return "both at once"

    def count(self, same: Iterable[Posted]) -> Counter[Cause]:
        """Of messages that should be one, in their order: a cause for each beyond the first."""
        posts = sorted(same, key=lambda post: post.date)
        return Counter(self.of(first, second) for first, second in itertools.pairwise(posts))
