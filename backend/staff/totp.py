"""The second factor: codes by time (RFC 6238), six digits every 30 seconds. A code works once."""

import base64
import hmac
import re
from datetime import datetime

import pyotp
import segno

from backend.sealing import Seal
from backend.secrets import KeyedHash

STEP_SECONDS = 30
NEIGHBOURS = (0, -1, 1)
"""Steps that are taken besides the present one: clocks differ (RFC 6238, 5.2)."""


def setup_secret(keyed: KeyedHash, token_hash: str) -> str:
    """Base32, 160 bits: the secret that is offered during one login, the same when its page is loaded again.

    It hangs on the login's own random token, so it needs no place in the database before it is confirmed.
    """
    return base64.b32encode(bytes.fromhex(keyed("staff-totp-setup", token_hash))[:20]).decode()


def step_of(now: datetime) -> int:
    """The number of the time step."""
    return int(now.timestamp()) // STEP_SECONDS


def matching_step(secret: str, code: str, now: datetime, used: int | None) -> int | None:
    """The step whose code was given; None where it is none of the present ones, or not after ``used``."""
    digits = re.sub(r"\s", "", code)
    totp, found = pyotp.TOTP(secret), None
    for step in (step_of(now) + neighbour for neighbour in NEIGHBOURS):
        fits = hmac.compare_digest(totp.generate_otp(step).encode(), digits.encode())
        if fits and (used is None or step > used):
            found = step
    return found


def seal_of(secret_key: str, staff_id: int) -> Seal:
    """Seals one member's secret."""
    return Seal(secret_key, f"staff-totp:{staff_id}")


def setup_uri(secret: str, email: str, provider: str) -> str:
    """What authenticator apps read from the QR code."""
    return pyotp.TOTP(secret).provisioning_uri(name=email, issuer_name=f"hišnik – {provider}")


def qr_svg(uri: str) -> str:
    """The QR code, black on white in any colour scheme; without inline style."""
    svg: str = segno.make_qr(uri, error="l").svg_inline(scale=5, border=4, dark="#000", light="#fff", omitsize=True)
    return svg


def in_groups(secret: str) -> str:
    """The secret as it is typed."""
    return " ".join(secret[at : at + 4] for at in range(0, len(secret), 4))


def code_at(secret: str, now: datetime) -> str:
    """What an authenticator app shows. Raises ``ValueError`` for what is no base32."""
    return pyotp.TOTP(secret.replace(" ", "")).generate_otp(step_of(now))
