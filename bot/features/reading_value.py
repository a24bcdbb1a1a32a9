"""A typed meter value: what a resident wrote, read strictly. A reading is never guessed.

Babel's parser takes ``1234.5`` for 12345 in Slovenian, so this one is written by hand. Sources of the ways of writing:
residents write ``1834``, ``01834``, ``1834,5 m3``, ``1.204 m3``, ``512.6``, ``48 m³ 517 l``.
"""

import re
import unicodedata
from decimal import Decimal
from enum import StrEnum


class Fault(StrEnum):
    """What is wrong with a text that should have been a value. Names of texts ``readings-fault-<fault>``."""

    words = "words"
    """No number in it, or more than a number."""
    negative = "negative"
    exponent = "exponent"
    separators = "separators"
    other_digits = "other-digits"
    too_long = "too-long"


_LEAD = re.compile(
    r"^(?:(?:ne|no|nov[oa]|trenutn[oa]|pravo|moje|stanje|stevec|odcitek|je|na|pa|kaze|znasa|vodomer|it|is|it's|the|my|meter|"
    r"reading|value|shows|says|pise|popravi|correct|to|actually)[\s:,=.]+)+"
)
_UNIT = re.compile(r"\s*(?:m\s?[3³]|kubik\w*|kubic\w*(?:\s+met\w+)?|cubic met\w+|kwh|mwh)?\s*[.!]?\s*$")
_LITRES = re.compile(r"(\d{1,9})\s*m[3³]\s*(?:in|and)?\s*(\d{1,3})\s*l(?:it\w*)?\.?")
_FOLD = str.maketrans("čšžćđ", "cszcd")


def parse_value(text: str, decimals: int = 0, language: str = "sl") -> Decimal | Fault:
    """The value, or what is wrong. ``decimals`` of the meter settle ``15.872`` (a heat meter's three decimals, elsewhere
    fifteen thousand); ``language`` settles ``1,834`` (in English a thousand, unless the meter has three decimals)."""
    if any(unicodedata.category(letter) == "Nd" and not letter.isascii() for letter in text):
        return Fault.other_digits
    plain = text.strip().lower().translate(_FOLD)
    number = _LEAD.sub("", plain)
    litres = _LITRES.fullmatch(number)
    if litres:
        return Decimal(litres[1]) + Decimal(litres[2]) / 1000
    number = _UNIT.sub("", number).lstrip("+").strip()
    if not re.search(r"\d", number):
        return Fault.words
    if re.fullmatch(r"[-−–]\s?\d[\d.,\s]*", number):
        return Fault.negative
    if re.fullmatch(r"\d+(?:[.,]\d+)?e[+-]?\d+", number):
        return Fault.exponent
    if not re.fullmatch(r"\d[\d.,' ]*", number):
        return Fault.words
    if sum(sign.isdigit() for sign in number) > 15:
        return Fault.too_long
    return _decimal(number, decimals, language)


def _decimal(number: str, decimals: int, language: str) -> Decimal | Fault:
    """Digits with separators only."""
    if re.fullmatch(r"\d{1,3}([ ']\d{3})+([.,]\d+)?", number):
        number = re.sub(r"[ ']", "", number)
    if number.isdigit():
        return Decimal(number)
    if re.fullmatch(r"\d+[.,]\d+", number):
        thousands = "," if language == "en" else "."
        grouped = re.fullmatch(r"[1-9]\d{0,2}[.,]\d{3}", number) and thousands in number and decimals != 3
        return Decimal(re.sub(r"[.,]", "" if grouped else ".", number))
    if re.fullmatch(r"[1-9]\d{0,2}(\.\d{3})+(,\d+)?", number):
        return Decimal(number.replace(".", "").replace(",", "."))
    if re.fullmatch(r"[1-9]\d{0,2}(,\d{3})+\.\d+", number) or (
        language == "en" and re.fullmatch(r"[1-9]\d{0,2}(,\d{3})+", number)
    ):
        return Decimal(number.replace(",", ""))
    return Fault.separators
