"""What Telegram does wrong, drawn from a seed: 429, 500, connections that drop before or after the effect, timeouts."""

import random
import time
from collections import Counter, defaultdict
from collections.abc import Collection
from dataclasses import dataclass, field

from tests.telegram_server.errors import ApiError, server_error, too_many
from tests.telegram_server.faults import Break, Faults

TROUBLED = ("sendMessage", "sendPhoto", "answerCallbackQuery", "editMessageReplyMarkup")
SLOW_SECONDS = 2.0


@dataclass(slots=True)
class Trouble(Faults):
    """``rate``: how many calls of 1 go wrong; ``hangs``: whether some are never answered (the caller gives up after a minute).
    ``troubled``: the methods it is about.

    403 is not drawn here: the residents block the bot (``residents``).
    """

    rng: random.Random = field(default_factory=random.Random)
    rate: float = 0.08
    troubled: Collection[str] = TROUBLED
    hangs: bool = False
    met: Counter[str] = field(default_factory=Counter)
    broken: defaultdict[object, list[float]] = field(default_factory=lambda: defaultdict(list))
    """By chat: when a call had its effect and its caller could not know."""

    def strike(self, method: str, chat: object) -> ApiError | Break | float | None:
        """Draws for every call, so that a seed means the same draws whatever is called."""
        chance, which = self.rng.random(), self.rng.random()
        if method not in self.troubled or chance >= self.rate:
            return None
        if self.hangs and which > 0.98:
            self.met["timeout"] += 1
            return Break.hang
        name, wrong = self._kinds()[int(which * 5)]
        self.met[name] += 1
        if wrong is Break.drop_after:
            self.broken[chat].append(time.time())
        return wrong

    def _kinds(self) -> tuple[tuple[str, ApiError | Break | float], ...]:
        return (
            ("429", too_many(1)),
            ("500", server_error()),
            ("dropped before", Break.drop_before),
            ("dropped after", Break.drop_after),
            ("slow", SLOW_SECONDS),
        )
