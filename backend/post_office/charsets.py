"""Bytes of a mail -> text, whatever they claim to be. Pure.

Mail programs say iso-8859-2 and write windows-1250, say us-ascii and write anything: what can't be meant is read as what it is
mostly. Nothing here fails.
"""

import codecs
import re
import unicodedata

COMMON = "windows-1250"
"""What Slovenian mail without a right name is written in, where it is not UTF-8."""
_MEANT = {"iso8859-1": "windows-1252", "iso8859-2": "windows-1250", "ascii": "utf-8"}
_NO_LETTERS = re.compile("[\x80-\x9f]")
_NOT_FOR_MAIL = frozenset(
    {"idna", "punycode", "unicode-escape", "raw-unicode-escape", "undefined", "utf-7", "mbcs", "oem"}
)
"""Of Python's own: slow on purpose-made input, or no charset at all."""


def decoded(data: bytes, charset: str | None) -> str:
    """The text; signs that no reading gives stand as �."""
    name = _known(charset)
    try:
        text = data.decode(name or "utf-8")
    except (UnicodeDecodeError, LookupError):
        return _guessed(data)
    if name in _MEANT and _NO_LETTERS.search(text):
        return data.decode(_MEANT[name], "replace")
    return text


def _known(charset: str | None) -> str | None:
    try:
        name = codecs.lookup((charset or "").strip().strip("\"'")).name
    except (LookupError, ValueError):  # a zero in the name is a ValueError
        return None
    return None if name.replace("_", "-") in _NOT_FOR_MAIL else name


def _guessed(data: bytes) -> str:
    try:
        return data.decode()
    except UnicodeDecodeError:
        return data.decode(COMMON, "replace")


def readable(text: str) -> str:
    """Lines end in ``\\n``; what can't be shown or stored (zeros, half characters, marks of direction) is gone."""
    lines = text.replace("\r\n", "\n").replace("\r", "\n").replace("\u2028", "\n").replace("\u2029", "\n")
    kept = (sign for sign in lines.replace("\xa0", " ") if sign in "\n\t\u200d" or unicodedata.category(sign)[0] != "C")
    return "".join(kept)
