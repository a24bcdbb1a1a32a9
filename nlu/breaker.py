"""A circuit breaker: a service that failed several times in a row is left alone for a while, so that nobody waits for it."""

from collections.abc import Callable

FAILURES = 3
"""In a row. One may be chance; three waits of a second each are what residents pay at most."""
PAUSE = 30.0
"""Seconds until one request tries again; a restarted Rasa server loads its model about as long."""


class Breaker:
    """Ask ``admits`` before a request, then say ``succeeded`` or ``failed``. ``clock`` counts seconds and never goes back.

    Closed: everything is admitted. Open: nothing is. Half open: after each pause one request is, and decides.
    """

    def __init__(self, clock: Callable[[], float], *, failures: int = FAILURES, pause: float = PAUSE) -> None:
        self._clock = clock
        self._most = failures
        self._pause = pause
        self._failures = 0
        self._opened: float | None = None

    @property
    def open(self) -> bool:
        """Since the last failures nothing has succeeded."""
        return self._opened is not None

    def admits(self) -> bool:
        """Whether a request may be made now.

        The one that tries after a pause begins the next pause: if it is cancelled and never says how it ended, another
        one will try, and meanwhile no second one does.
        """
        if self._opened is None:
            return True
        now = self._clock()
        if now - self._opened < self._pause:
            return False
        self._opened = now
        return True

    def succeeded(self) -> None:
        """Closes."""
        self._failures = 0
        self._opened = None

    def failed(self) -> None:
        """Opens after enough failures in a row."""
        self._failures += 1
        if self._failures >= self._most:
            self._opened = self._clock()
