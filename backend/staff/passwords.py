"""Passwords of staff: argon2id off the event loop; an unknown account costs the same time as a known one."""

import asyncio
import secrets
import unicodedata
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

from argon2 import PasswordHasher
from argon2.exceptions import VerifyMismatchError

from backend.errors import Invalid

SHORTEST = 12
"""Characters. Length, and no rules of composition (NIST SP 800-63B, 5.1.1.2)."""
LONGEST = 200


class PasswordUnfit(Invalid):
    """Too short, too long, or the account's own address."""

    code = "password_unfit"


@dataclass(frozen=True, slots=True)
class Checked:
    """``renewed``: the password's new hash, where the stored one was made with weaker parameters."""

    right: bool
    renewed: str | None = None


class Passwords:
    """argon2id with argon2-cffi's parameters (RFC 9106, low memory: 64 MiB, three passes). Two at a time, at most."""

    def __init__(self, hasher: PasswordHasher | None = None) -> None:
        self._hasher = hasher or PasswordHasher()
        self._threads = ThreadPoolExecutor(max_workers=2, thread_name_prefix="password")
        self._nobodys: str | None = None

    async def hash(self, password: str) -> str:
        """What is stored."""
        return await asyncio.get_running_loop().run_in_executor(self._threads, self._hasher.hash, _plain(password))

    async def check(self, stored: str | None, password: str) -> Checked:
        """Whether ``password`` is the stored one; None, for an account that doesn't exist, is wrong after the same work."""
        return await asyncio.get_running_loop().run_in_executor(self._threads, self._check, stored, _plain(password))

    def _check(self, stored: str | None, password: str) -> Checked:
        if self._nobodys is None:
            self._nobodys = self._hasher.hash(secrets.token_urlsafe(16))
        try:
            self._hasher.verify(stored or self._nobodys, password)
        except VerifyMismatchError:
            return Checked(False)
        weak = stored is not None and self._hasher.check_needs_rehash(stored)
        return Checked(stored is not None, self._hasher.hash(password) if weak else None)


def check_fit(password: str, email: str) -> None:
    """Raises ``PasswordUnfit``."""
    if not SHORTEST <= len(password) <= LONGEST or password.lower() == email.lower():
        raise PasswordUnfit(shortest=SHORTEST)


def generated() -> str:
    """A password of 100 bits that can be read out: five groups of four."""
    letters = "abcdefghjkmnpqrstuvwxyz23456789"
    return "-".join("".join(secrets.choice(letters) for _ in range(4)) for _ in range(5))


def _plain(password: str) -> str:
    """The same letters typed on another keyboard are the same password; what is beyond all bounds is cut."""
    return unicodedata.normalize("NFKC", password[: LONGEST + 1])
