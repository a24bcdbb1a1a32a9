"""Keyed hashes: what has to be recognised again and must not be readable in the database."""

import hashlib
import hmac


class KeyedHash:
    """HMAC-SHA-256 with the installation's ``secret_key``; ``purpose`` keeps one use's hashes apart from another's.

    A slow password hash is not used: the secrets are printed on bills, and the answer must take the same time for a
    known and an unknown payer (see docs/decisions).
    """

    def __init__(self, key: str) -> None:
        self._key = key.encode()

    def __call__(self, purpose: str, *parts: str) -> str:
        """64 hexadecimal digits."""
        message = "\x1f".join((purpose, *parts)).encode()
        return hmac.new(self._key, message, hashlib.sha256).hexdigest()

    def matches(self, expected: str | None, purpose: str, *parts: str) -> bool:
        """Compares in constant time; None never matches, after the same work."""
        return hmac.compare_digest(expected or "", self(purpose, *parts))
