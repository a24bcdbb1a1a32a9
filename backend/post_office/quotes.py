"""What somebody wrote anew in an answer: without the mail that they answer, and without their signature. Pure.

Our own mails begin with a line above which the answer is to be written (``mail-ticket-line``); it is found first. What other
programs put in front of a quote is told by its form: an attribution that ends in a colon, a block of From, Sent, To, a ruled line.
"""

import re

from backend.contract import Language
from backend.texts import texts

_QUOTE = re.compile(r"\s{0,3}>")
_RULE = re.compile(
    r"\s*(-{3,}\s*(original message|izvirno sporočilo|prvotno sporočilo|posredovano sporočilo)\s*-{3,}|_{20,})\s*$",
    re.I,
)
_FROM = re.compile(r"\s*\*?(od|from|pošiljatelj|von|da)\s*:\*?\s*\S", re.I)
_FIELD = re.compile(
    r"\s*\*?(poslano|sent|datum|date|za|to|prejemnik|zadeva|subject|kp|cc|gesendet|an|inviato|a)\s*:\*?", re.I
)
_WROTE = re.compile(r"(wrote|napisal|napisala|pisal|pisala|piše|je poslal|schrieb|ha scritto)|@", re.I)
_SIGNATURE = re.compile(r"--\s*$")
_DEVICE = re.compile(r"\s*(sent from my |poslano iz |poslano z mojega |get outlook for |pridobi outlook za )", re.I)
_LETTERS = re.compile(r"[^\w]+")


def _bare(line: str) -> str:
    return _LETTERS.sub("", line).lower()


def _marks() -> frozenset[str]:
    return frozenset(_bare(texts(language)("mail-ticket-line")) for language in Language)


def written(text: str) -> str:
    """The new part; may be empty."""
    lines = text.split("\n")
    lines = lines[: _beginning_of_history(lines)]
    kept: list[str] = []
    for line in lines:
        if _QUOTE.match(line):
            _drop_attribution(kept)
            continue
        if _SIGNATURE.match(line):
            break
        kept.append(line.rstrip())
    while kept and (not kept[-1].strip() or _DEVICE.match(kept[-1])):
        kept.pop()
    return re.sub(r"\n{3,}", "\n\n", "\n".join(kept)).strip()


def _beginning_of_history(lines: list[str]) -> int:
    """The first line of what isn't marked as quoted and is one all the same."""
    marks = _marks()
    for place, line in enumerate(lines):
        if _QUOTE.match(line):
            continue
        if _bare(line) in marks or (_bare(line + (lines[place + 1] if place + 1 < len(lines) else "")) in marks):
            before = list(lines[:place])
            _drop_attribution(before)
            return len(before)
        if _RULE.match(line):
            rest = [each for each in lines[place + 1 : place + 4] if each.strip()]
            if "_" not in line or (rest and _FROM.match(rest[0])):
                return place
        following = lines[place + 1 : place + 6]
        if _FROM.match(line) and sum(1 for each in following if _FIELD.match(each)) >= 2:
            return place
    return len(lines)


def _drop_attribution(kept: list[str]) -> None:
    """``V pet., 27. nov. 2026 ob 10:00 je Janez <…> napisal:`` right before a quote, in up to three lines."""
    end = len(kept)
    while end and not kept[end - 1].strip():
        end -= 1
    if not end or not kept[end - 1].rstrip().endswith(":"):
        return
    start = end - 1
    while start > 0 and end - start < 3 and kept[start - 1].strip():
        start -= 1
    for first in range(end - 1, start - 1, -1):
        said = " ".join(kept[first:end])
        if _WROTE.search(said) and re.search(r"\d", said):
            del kept[first:]
            return
