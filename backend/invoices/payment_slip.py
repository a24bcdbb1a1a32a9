"""The UPN QR payment slip: data -> payload -> QR. Source: the banks' programmers' guide to UPN QR (May 2017).

The payload is 20 fields, each ended by LF, in ISO-8859-2: what that code page lacks is replaced before, never lost by surprise.
"""

import io
import unicodedata
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import lru_cache

import segno

ENCODING = "iso-8859-2"
MASK = 3
MOST_CENTS = 99_999_999_999
REPLACED = str.maketrans(
    {
        "–": "-", "—": "-", "‐": "-", "‑": "-", "−": "-", "’": "'", "‘": "'", "“": '"', "”": '"', "„": '"', "«": '"',
        "»": '"', "…": "...", "€": "EUR", "\u00ad": "", "ø": "o", "Ø": "O", "æ": "ae", "Æ": "AE", "œ": "oe", "Œ": "OE",
        "ð": "d", "Ð": "Đ", "þ": "th", "Þ": "Th", "ı": "i",
    }
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class PaymentSlip:
    """What a slip says. ``amount`` in euros, above zero; ``iban`` and ``reference`` without spaces; texts of any length."""

    payer_name: str
    payer_street: str
    payer_town: str
    amount: Decimal
    purpose_code: str
    purpose: str
    due_on: date | None
    iban: str
    reference: str
    recipient_name: str
    recipient_street: str
    recipient_town: str


def _letter(letter: str) -> str:
    """One character as ISO-8859-2 has it: itself, its base letter, or a question mark; what can't be seen is a space."""
    if unicodedata.category(letter)[0] in "ZC":
        return " " if unicodedata.category(letter) != "Cf" else ""
    try:
        letter.encode(ENCODING)
    except UnicodeEncodeError:
        base = "".join(part for part in unicodedata.normalize("NFKD", letter) if not unicodedata.combining(part))
        return base if base and base.isascii() and base.isprintable() else "?"
    return letter


def plain(text: str, most: int) -> str:
    """``text`` as a field can hold it: at most ``most`` characters, all in ISO-8859-2, no spaces around."""
    normal = unicodedata.normalize("NFC", text).translate(REPLACED)
    return " ".join("".join(map(_letter, normal)).split())[:most].strip()


def _cents(amount: Decimal) -> str:
    cents = amount * 100
    if cents != cents.to_integral_value() or not 0 < cents <= MOST_CENTS:
        raise ValueError("the amount of a slip is above zero, in whole cents, at most eleven digits of them")
    return f"{int(cents):011d}"


def payload(slip: PaymentSlip) -> str:
    """The 20 fields; the last is the sum of the lengths of the first 19, plus 19."""
    fields = [
        "UPNQR", "", "", "", "",
        plain(slip.payer_name, 33), plain(slip.payer_street, 33), plain(slip.payer_town, 33),
        _cents(slip.amount), "", "",
        slip.purpose_code, plain(slip.purpose, 42), slip.due_on.strftime("%d.%m.%Y") if slip.due_on else "",
        slip.iban, slip.reference,
        plain(slip.recipient_name, 33), plain(slip.recipient_street, 33), plain(slip.recipient_town, 33),
    ]  # fmt: skip
    control = sum(map(len, fields)) + len(fields)
    return "\n".join([*fields, f"{control:03d}", ""])


@lru_cache(maxsize=64)
def make_qr(text: str) -> segno.QRCode:
    """Version 15, level M, one byte segment, ECI 000004. ``boost_error`` would raise the level silently.

    The mask is fixed: weighing all eight takes four fifths of the time, and a reader takes any (see docs/decisions).
    """
    return segno.make_qr(
        text, version=15, error="m", mode="byte", encoding=ENCODING, eci=True, boost_error=False, mask=MASK
    )


def qr_svg(slip: PaymentSlip) -> str:
    """77×77 modules as one path, without the quiet zone: for the printed form."""
    written = io.BytesIO()
    make_qr(payload(slip)).save(written, kind="svg", border=0, xmldecl=False, svgclass=None, lineclass=None)
    return written.getvalue().decode()


def qr_png(slip: PaymentSlip) -> bytes:
    """850×850 pixels with the quiet zone of four modules: for a bank app on another screen."""
    written = io.BytesIO()
    make_qr(payload(slip)).save(written, kind="png", scale=10, border=4)
    return written.getvalue()
