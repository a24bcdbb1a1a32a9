"""What goes wrong on purpose: by method, chat and count; and a limiter like Telegram's."""

from collections import deque
from collections.abc import Callable
from dataclasses import dataclass, field
from enum import Enum

from tests.telegram_server.errors import ApiError, too_many


class Break(Enum):
    """Faults that are no answer."""

    drop_before = "the connection drops before the method has an effect"
    drop_after = "the method has its effect, then the connection drops: the caller can't know"
    hang = "no answer, until the caller gives up"


@dataclass(slots=True)
class Fault:
    """``wrong``: a refusal, a break, or seconds of latency. ``method`` and ``chat`` None: any."""

    wrong: ApiError | Break | float
    method: str | None = None
    chat: int | None = None
    times: int = 1

    def hits(self, method: str, chat: object) -> bool:
        """Whether this call goes wrong."""
        right_method = self.method is None or self.method.lower() == method.lower()
        return self.times > 0 and right_method and (self.chat is None or self.chat == chat)


@dataclass(slots=True)
class Limiter:
    """About 30 messages a second over all chats, 1 a second in one chat, 20 a minute in a group (k)."""

    clock: Callable[[], float]
    overall: tuple[int, float] = (30, 1.0)
    chat: tuple[int, float] = (1, 1.0)
    group: tuple[int, float] = (20, 60.0)
    refused: int = 0
    """So many 429s."""
    _sent: dict[str, deque[float]] = field(default_factory=dict)

    def take(self, chat_id: int) -> None:
        """Counts one message, or refuses it with 429 and the whole seconds to wait."""
        windows = {"overall": self.overall, f"chat {chat_id}": self.chat}
        if chat_id < 0:
            windows = {"overall": self.overall, f"group {chat_id}": self.group}
        now = self.clock()
        waits = [self._wait(key, window, now) for key, window in windows.items()]
        if max(waits) > 0:
            self.refused += 1
            raise too_many(int(max(waits)) + 1)
        for key in windows:
            self._sent[key].append(now)

    def _wait(self, key: str, window: tuple[int, float], now: float) -> float:
        count, seconds = window
        sent = self._sent.setdefault(key, deque())
        while sent and sent[0] <= now - seconds:
            sent.popleft()
        return sent[0] + seconds - now if len(sent) >= count else 0.0


@dataclass(slots=True)
class Faults:
    """Planned faults, in the order they were planned; ``limiter`` None: no limits."""

    planned: list[Fault] = field(default_factory=list)
    limiter: Limiter | None = None

    def plan(
        self, wrong: ApiError | Break | float, method: str | None = None, *, chat: int | None = None, times: int = 1
    ) -> Fault:
        """The next ``times`` calls that fit go wrong; the given fault counts down."""
        fault = Fault(wrong, method, chat, times)
        self.planned.append(fault)
        return fault

    def strike(self, method: str, chat: object) -> ApiError | Break | float | None:
        """The fault of this call, if any; counts it."""
        for fault in self.planned:
            if fault.hits(method, chat):
                fault.times -= 1
                return fault.wrong
        return None
