"""How codes are compared, and the signed deep links that carry one. Pure."""

import hmac
import re
import unicodedata

from backend.secrets import KeyedHash

SIGNATURE_DIGITS = 16
LONGEST_PAYLOAD = 64
"""Telegram's limit for ``?start=``, which also allows letters, digits, ``-`` and ``_`` only."""


def normal_code(text: str) -> str:
    """A payer code without blanks and control marks; full-width digits become plain ones."""
    folded = unicodedata.normalize("NFKC", text)
    return "".join(sign for sign in folded if unicodedata.category(sign)[0] not in "CZ")


def normal_number(text: str) -> str:
    """An invoice number as it is compared: also without regard to case."""
    return normal_code(text).casefold()


def _signature(keyed: KeyedHash, slug: str, code: str) -> str:
    return keyed("start-payload", slug, code)[:SIGNATURE_DIGITS]


def start_payload(keyed: KeyedHash, slug: str, code: str) -> str:
    """``<slug>_<payer code>_<signature>`` for a bill or a letter; presets both. ValueError where Telegram wouldn't take it."""
    payload = f"{slug}_{normal_code(code)}_{_signature(keyed, slug, normal_code(code))}"
    if len(payload) > LONGEST_PAYLOAD or not re.fullmatch(r"[A-Za-z0-9_-]+", payload):
        raise ValueError("a deep link holds 64 letters, digits, - and _ at most; this payer code doesn't fit")
    return payload


def signed_code(keyed: KeyedHash, payload: str) -> tuple[str, str] | None:
    """``(slug, payer code)`` of a payload with a right signature, else None."""
    parts = payload.rsplit("_", 2)
    if len(parts) != 3:
        return None
    slug, code, signature = parts
    right = hmac.compare_digest(signature.encode(), _signature(keyed, slug, code).encode())
    return (slug, code) if right and code else None
