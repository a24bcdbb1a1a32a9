"""Days, months and years as they are written: "25. 11. 2026", "3. maja", "avgusta lani", "8/2025"; folded text in, spans out."""

import re
from datetime import date

from nlu.entities import calendar
from nlu.entities.calendar import Span

_MONTHS = (
    r"jan(?:uar[a-z]{0,2}|uarsk\w{1,3}|uary|\.)?", r"feb(?:ruar[a-z]{0,2}|ruarsk\w{1,3}|ruary|\.)?", r"mar(?:e?c[a-z]{0,2}|cevsk\w{1,3}|ch|\.)", r"apr(?:il[a-z]{0,2}|ilsk\w{1,3}|\.)?", r"maj(?:a|u|em|sk\w+)?|(?:(?<=\bin\s)|(?<=\bfor\s)|(?<=\bof\s)|(?<=\bsince\s)|(?<=\bfrom\s)|(?<=\bto\s)|(?<=\blast\s)|(?<=\bthis\s)|(?<=\bthe\s)|(?<=\band\s)|(?<=\buntil\s)|(?<=\btill\s)|(?<=[0-9]\s)|(?<=\ball\s)|(?<=\bmy\s))may|(?<!\w)may(?=\s+20[0-9]{2}|\s+(?:invoice|bill|usage|consumption|statement)|\W*$|\s*(?:to|-|–)\s)",
    r"jun(?:ij[a-z]{0,2}|ijsk\w{1,3}|e|\.)?", r"jul(?:ij[a-z]{0,2}|ijsk\w{1,3}|y|\.)?", r"avg(?:ust[a-z]{0,2}|ustovsk\w{1,3}|\.)|avg(?!\s+(?:daily|monthly|per|use|usage|consumption)|\.)|aug(?:ust|\.)?", r"sept(?:emb(?:er|rsk\w{1,3}|r[a-z]{0,2})|\.)?|sep\b",
    r"okt(?:ob(?:er|rsk\w{1,3}|r[a-z]{0,2})|\.)?|oct(?:ober|\.)?", r"nov(?:emb(?:er|rsk\w{1,3}|r[a-z]{0,2})|\.)|(?:(?<=[0-9]\s)|(?<=[0-9]\.\s))nov\b", r"dec(?:emb(?:er|rsk\w{1,3}|r[a-z]{0,2})|\.)?",
)  # fmt: skip
MONTH = "(?:" + "|".join(_MONTHS) + r")(?!\w)"
_MONTH_RES = tuple(re.compile(rf"(?:{pattern})(?!\w)") for pattern in _MONTHS)
YEAR = r"(?:20[0-4][0-9])"
YEAR_WORD = (
    rf"(?:{YEAR}|lani|lansk\w+|letos|letosnj\w+|predlani|(?:preteklega|prejsnjega|tega)\s+leta|last\s+year|this\s+year)"
)
DATE = rf"(?:[0-3]?[0-9]\.\s?[01]?[0-9]\.(?:\s?{YEAR}\b)?|[0-3]?[0-9]\.?\s+{MONTH}(?:\s+{YEAR}\b)?|{YEAR}-[01][0-9]-[0-3][0-9]|[0-3]?[0-9]/[01]?[0-9]/{YEAR})"
MONTH_YEAR = rf"(?:{MONTH}(?:\s+(?:leta\s+|of\s+)?{YEAR_WORD}\b)?|(?:lani|letos|predlani|lansk\w+|letosnj\w+)\s+{MONTH}|[01]?[0-9]/{YEAR}\b)"
END = rf"(?:{DATE}|{MONTH_YEAR}|(?:let[ao]\s+)?{YEAR}\b)"
_FIGURE_DATE = re.compile(rf"^([0-3]?[0-9])\.\s?([01]?[0-9])\.(?:\s?({YEAR}))?$|^([0-3]?[0-9])/([01]?[0-9])/({YEAR})$")
_NAMED_DATE = re.compile(rf"^([0-3]?[0-9])\.?\s+({MONTH})(?:\s+({YEAR}))?$")


def in_year(words: str | None, today: date) -> int | None:
    """``2025``, ``lani``, ``this year`` as a year."""
    if not words:
        return None
    figure = re.search(YEAR, words)
    if figure:
        return int(figure.group())
    if words.startswith("predlan"):
        return today.year - 2
    return today.year - 1 if words.startswith(("lan", "pret", "prej")) or "last" in words else today.year


def _month_number(words: str) -> int | None:
    for number, pattern in enumerate(_MONTH_RES, start=1):
        if re.search(rf"(?<!\w)(?:{pattern.pattern})", words):
            return number
    return None


def day_of(words: str, today: date) -> date | None:
    """A date in figures or with a month's name; without a year the newest that has come."""
    if re.fullmatch(rf"{YEAR}-[01][0-9]-[0-3][0-9]", words):
        return date.fromisoformat(words)
    figures = _FIGURE_DATE.match(words)
    if figures:
        day, number, year = (figures.group(1, 2, 3)) if figures.group(1) else figures.group(4, 5, 6)
        return _dated(int(day), int(number), year, today)
    named = _NAMED_DATE.match(words)
    number_of_month = _month_number(named.group(2)) if named else None
    return _dated(int(named.group(1)), number_of_month, named.group(3), today) if named and number_of_month else None


def _dated(day: int, number: int, year: str | None, today: date) -> date:
    if year:
        return date(int(year), number, day)
    found = date(today.year, number, day)
    return found if found <= today else date(today.year - 1, number, day)


def month_in(words: str, today: date) -> Span | None:
    """A month by name or as ``8/2025``; without a year the newest that has begun."""
    numeric = re.search(rf"\b([01]?[0-9])/({YEAR})", words)
    if numeric:
        return calendar.month(int(numeric.group(2)), int(numeric.group(1)))
    number = _month_number(words)
    if number is None:
        return None
    named = re.search(YEAR_WORD, words)
    year = in_year(named.group() if named else None, today)
    return calendar.recent_month(today, number) if year is None else calendar.month(year, number)


def end_of(words: str, today: date) -> Span | None:
    """One end of a range, as the span it covers."""
    words = re.sub(r"^let[ao]\s+", "", words.strip())
    day = day_of(words, today)
    if day:
        return Span(day, day)
    if re.fullmatch(YEAR, words):
        return calendar.year(int(words))
    return month_in(words, today)
