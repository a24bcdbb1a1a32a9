"""Sealed values: what has to be read again, and must not be readable in the database alone."""

import base64

from cryptography.fernet import Fernet, InvalidToken
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF


class SealBroken(Exception):
    """It was sealed under another key, for another purpose, or changed since."""


class Seal:
    """Fernet (AES-128-CBC with HMAC-SHA-256) under a key that HKDF derives from the installation's ``secret_key``.

    ``purpose`` names the use and whose value it is, so a sealed value moved to another row doesn't open there.
    """

    def __init__(self, key: str, purpose: str) -> None:
        derived = HKDF(SHA256(), length=32, salt=None, info=f"hisnik:{purpose}".encode()).derive(key.encode())
        self._fernet = Fernet(base64.urlsafe_b64encode(derived))

    def close(self, text: str) -> str:
        """The sealed value, ASCII."""
        return self._fernet.encrypt(text.encode()).decode()

    def open(self, sealed: str) -> str:
        """Raises ``SealBroken``."""
        try:
            return self._fernet.decrypt(sealed.encode()).decode()
        except InvalidToken as error:
            raise SealBroken() from error
