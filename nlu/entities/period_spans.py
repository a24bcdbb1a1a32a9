"""What the period forms mean (``period_forms``): a match and today -> its first and last day, or None where it means nothing.

Meanings chosen: "zadnje leto" and "zadnjih N mesecev" are N calendar months with the running one, up to today; "lani" and
"last year" are the calendar year; a month without a year is the newest one that has begun; "to zimo" the newest winter.
"""

import re
from collections.abc import Callable
from datetime import date

from nlu.entities import calendar
from nlu.entities.calendar import Span
from nlu.entities.dates import YEAR, YEAR_WORD, day_of, end_of, in_year

Meaning = Callable[[re.Match[str], date], Span | None]

COUNTS = {
    "eno": 1, "en": 1, "one": 1, "dva": 2, "dve": 2, "dveh": 2, "two": 2, "tri": 3, "treh": 3, "three": 3, "stiri": 4, "stirih": 4, "four": 4, "pet": 5, "petih": 5, "five": 5, "sest": 6,
    "sestih": 6, "six": 6, "sedem": 7, "sedmih": 7, "seven": 7, "osem": 8, "osmih": 8, "eight": 8, "devet": 9, "devetih": 9, "nine": 9, "deset": 10,
    "desetih": 10, "ten": 10, "dvanajst": 12, "dvanajstih": 12, "twelve": 12, "enajst": 11, "eleven": 11, "osemnajst": 18, "stiriindvajset": 24, "couple of": 2,
}  # fmt: skip
_UNITS = {"m": 1, "l": 12, "y": 12, "c": 3, "k": 3, "q": 3}
_ORDINALS = {
    "prv": 1,
    "1": 1,
    "first": 1,
    "drug": 2,
    "2": 2,
    "second": 2,
    "tretj": 3,
    "3": 3,
    "third": 3,
    "cetrt": 4,
    "4": 4,
    "fourth": 4,
}
_SEASONS = {
    "zim": "winter",
    "poz": "winter",
    "win": "winter",
    "spo": "spring",
    "pom": "spring",
    "spr": "spring",
    "pol": "summer",
    "sum": "summer",
    "jes": "autumn",
    "aut": "autumn",
}


def between(match: re.Match[str], today: date) -> Span | None:
    """ "od marca do maja": the year of the end holds for the beginning that has none; a range over New Year begins earlier."""
    to = end_of(match.group("to"), today)
    since = end_of(match.group("since"), today)
    if to is None or since is None:
        return None
    if not re.search(YEAR_WORD, match.group("since")):
        since = Span(since.first.replace(year=to.last.year), since.last)
    if since.first > to.last and not re.search(YEAR_WORD, match.group("since")):
        since = Span(since.first.replace(year=to.last.year - 1), since.last)
    return Span(since.first, to.last)


def since(match: re.Match[str], today: date) -> Span | None:
    """To this day; but "račun od oktobra" is that of October."""
    since = end_of(match.group("since"), today)
    if since is None:
        return None
    if not match.groupdict().get("on") and _PAPER_BEFORE.search(
        match.string[max(0, match.start() - 24) : match.start()]
    ):
        return since
    return Span(since.first, today)


_PAPER_BEFORE = re.compile(
    r"\b(?:racuna?|rac|faktur[ao]|poloznic[ao]|obracuna?|razdelilnika?|invoice|bill|statement)\s*$"
)


def until(match: re.Match[str], today: date) -> Span | None:
    """ "do konca oktobra": from the year's beginning."""
    to = end_of(match.group("to"), today)
    return Span(date(to.last.year, 1, 1), to.last) if to else None


def two_years(match: re.Match[str], _today: date) -> Span:
    """ "2025/2026"."""
    return Span(date(int(match.group("first")), 1, 1), date(int(match.group("last")), 12, 31))


def last_count(match: re.Match[str], today: date) -> Span:
    words = match.group("count")
    count = int(words) if words.isdecimal() else COUNTS[words]
    unit = match.group("unit")
    if unit.startswith(("dn", "da")):
        return calendar.last_days(today, count)
    if unit.startswith(("ted", "w")):
        return calendar.last_days(today, count * 7)
    return calendar.last_months(today, count * _UNITS[unit[0]])


def quarter(match: re.Match[str], today: date) -> Span:
    named = match.groupdict()
    number = (
        int(named["figure"])
        if named.get("figure")
        else next(n for stem, n in _ORDINALS.items() if match.group("ordinal").startswith(stem))
    )
    return _newest(lambda year: calendar.quarter(year, number), match, today)


def half(match: re.Match[str], today: date) -> Span:
    number = next(n for stem, n in _ORDINALS.items() if match.group("ordinal").startswith(stem))
    return _newest(lambda year: calendar.half(year, number), match, today)


def _newest(build: Callable[[int], Span], match: re.Match[str], today: date) -> Span:
    year = in_year(match.group("year"), today)
    if year is not None:
        return build(year)
    this_year = build(today.year)
    return this_year if this_year.first <= today else build(today.year - 1)


def previous_quarter(_match: re.Match[str], today: date) -> Span:
    end = calendar.shifted(today, -((today.month - 1) % 3) - 1)
    return calendar.quarter(end.year, (end.month + 2) // 3)


def season_of_two_years(match: re.Match[str], _today: date) -> Span:
    """ "zimo 2024/2025" begins in the first; "poletje 2024/25" is nothing else."""
    return calendar.season(int(match.group("first")), _SEASONS[match.group("season")[:3]])


def season(match: re.Match[str], today: date) -> Span:
    name = _SEASONS[match.group("season")[:3]]
    words = match.group("before") or match.group("year")
    if words and not re.search(YEAR, words) and (words.startswith(("lan", "prejsn")) or "last" in words):
        return calendar.season_last_year(today, name)
    year = in_year(words if words and re.search(YEAR, words) else None, today)
    return calendar.recent_season(today, name) if year is None else calendar.season(year, name)


def whole_year(match: re.Match[str], today: date) -> Span:
    return calendar.year(in_year(match.group(), today) or today.year)


def one_day(match: re.Match[str], today: date) -> Span | None:
    day = day_of(match.group(), today)
    return Span(day, day) if day else None
