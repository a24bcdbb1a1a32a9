"""What was seen or said lately, to spare a second time."""

REMEMBERED = 10_000


class Recent:
    """Keys seen lately; the oldest are forgotten."""

    def __init__(self) -> None:
        self._keys: dict[str, None] = {}

    def add(self, key: str) -> bool:
        """Remembers ``key``; whether it is new."""
        if key in self._keys:
            return False
        self._keys[key] = None
        if len(self._keys) > REMEMBERED:
            del self._keys[next(iter(self._keys))]
        return True

    def forget(self, key: str) -> None:
        """As if never seen."""
        self._keys.pop(key, None)
