"""Periods in words and figures, as ``YYYY-MM-DD/YYYY-MM-DD``; Slovenian (also without šumniki) and English.

Meanings chosen: "zadnje leto" and "zadnjih N mesecev" are N calendar months with the running one, up to today; "lani" and
"last year" are the calendar year; a month without a year is the newest one that has begun; "to zimo" the newest winter.
"""

import re
from collections.abc import Callable, Iterator
from contextlib import suppress
from datetime import date

from nlu.entities import calendar
from nlu.entities.calendar import Span
from nlu.entities.dates import DATE, END, MONTH, MONTH_YEAR, YEAR, YEAR_WORD, day_of, end_of, in_year, month_in
from nlu.entities.reader import Reader
from nlu.interpreter import Entity

_UNTIL_NOW = r"(?:naprej|dalje|do\s+(?:danes|zdaj|sedaj|konca)|on(?:wards?)?|till?\s+now|until\s+(?:now|today)|to\s+(?:date|now))"
_COUNTS = {
    "eno": 1, "en": 1, "one": 1, "dva": 2, "dve": 2, "dveh": 2, "two": 2, "tri": 3, "treh": 3, "three": 3, "stiri": 4, "stirih": 4, "four": 4, "pet": 5, "petih": 5, "five": 5, "sest": 6,
    "sestih": 6, "six": 6, "sedem": 7, "sedmih": 7, "seven": 7, "osem": 8, "osmih": 8, "eight": 8, "devet": 9, "devetih": 9, "nine": 9, "deset": 10,
    "desetih": 10, "ten": 10, "dvanajst": 12, "dvanajstih": 12, "twelve": 12, "enajst": 11, "eleven": 11, "osemnajst": 18, "stiriindvajset": 24, "couple of": 2,
}  # fmt: skip
_COUNT = r"(?:[0-9]{1,2}|" + "|".join(sorted(_COUNTS, key=len, reverse=True)) + ")"
_LAST = r"(?:zadnj?\w{1,3}|pretekl\w{1,2}|minul\w{1,2}|(?:the\s+)?(?:last|past|previous))"
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
_ORDINAL = r"(?P<ordinal>prv\w{1,3}|drug\w{1,3}|tretj\w{1,3}|cetrt(?:o|em|ega|i)|[1-4]\.|first|second|third|fourth)"
_QUARTER_WORD = r"(?:kvartal\w{0,2}|cetrtletj\w{1,2}|trimeseci\w+|quarter)"
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
_SEASON = r"(?P<season>pozimi|zim[aoe]|spomladi|pomlad\w?|poleti|poletj\w{1,2}|jesen\w?|winter|spring|summer|autumn)"
_OF_YEAR = rf"(?:\s*(?:leta\s+|of\s+|in\s+)?(?P<year>{YEAR_WORD}))?"


_HINTS = re.compile(
    r"[0-9]|jan|feb|mar|apr|maj|may|jun|jul|avg|aug|sep|okt|oct|nov|dec|lan[is]|leto|let[aou]\b|zim|pomlad|polet|jesen|winter|spring|summer|autumn"
    r"|mese|mesc|month|year|kvartal|cetrt|trimes|quarter|tede|week|vceraj|yesterday|zadnj|zadne|pretekl|minul|prejsn|pol(?:\s|let|ovic)|half|dn[ie]|day"
)
"""A text without any of these has no period: most messages are spared the forms below."""


def find(reader: Reader, today: date) -> None:
    """The longest forms first; a form that makes no calendar sense (31. 2.) is claimed and says nothing."""
    if not _HINTS.search(reader.low):
        return
    for pattern, resolve in _FORMS:
        for match in reader.matches(pattern):
            span = None
            with suppress(ValueError, OverflowError):
                span = resolve(match, today)
            if span is not None and span.first <= span.last:
                reader.add("period", str(span), match)
            else:
                reader.claim(match)
    for match in list(_bare_years(reader)):
        reader.add("period", str(calendar.year(int(match.group()))), match)


def settle(reader: Reader) -> None:
    """Beside a reading, a day is when it was read, and a year without "za" tells of the meter; neither is asked for."""
    if reader.has("reading_value"):
        reader.entities = [e for e in reader.entities if e.name != "period" or not _tells_of_reading(reader, e)]


def _tells_of_reading(reader: Reader, period: Entity) -> bool:
    first, last = period.value[:10], period.value[11:]
    words = reader.source.text[period.start : period.end]
    if re.search(r"\b[0-9]{1,2}(?:[. ]|st|nd|rd|th|$)", words) and period.value[:7] == last[:7]:
        return True
    whole_year = first.endswith("-01-01") and last.endswith("-12-31")
    before = reader.source.text[max(0, period.start - 8) : period.start].casefold()
    return first == last or (whole_year and not re.search(r"\b(?:za|for)\s+(?:leto\s+)?$", before))


def _bare_years(reader: Reader) -> Iterator[re.Match[str]]:
    """ "za 2025", "poraba vode 2025": a year, unless it stands where a reading stands ("stanje 2025", "2025 m3")."""
    for match in reader.matches(_BARE_YEAR):
        before = reader.low[max(0, match.start() - 40) : match.start()]
        if _FOR_BEFORE.search(before) or _OF_PAPERS.search(reader.low) or not _READING_BEFORE.search(before):
            yield match


_FOR_BEFORE = re.compile(r"\b(?:za|v|for|in|leta?)\s+$")
_OF_PAPERS = re.compile(
    r"\b(?:obracun|racun|poloznic|porab|potros|arhiv|zgodovin|pretekl|cenik|bill|invoice|usage|consum|history|archive)"
)
_BARE_YEAR = re.compile(r"(?<![\w.,/+:-])20[0-3][0-9](?!\w|[.,][0-9]|\s*(?:m3|m³|kub|cubic|kwh|mwh))")
_READING_BEFORE = re.compile(
    r"(?:\bstanj[eu](?:\s+\w+)?|\bodcit(?:e?k|ka)|\bje|\bbi?l[oa]|\bwas|\bbiti?|\bbe|\bkaze|\bpise|\bna|\bstev?e?c\w{0,2}|\bvodomer\w{0,2}|\bvod[aoe]|\b(?:topl|hladn|mrzl)[aoe]|\breading|\bis|\bsays|\bshows|\breads|\bat"
    r"|\bodda\w+|\bvnes\w+|\bvpis\w+|\bzapis\w*|\bjavlj\w+|\bsporoc\w+)\s*[:=,]?\s*$"
)


def _range(match: re.Match[str], today: date) -> Span | None:
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


def _since(match: re.Match[str], today: date) -> Span | None:
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


def _until(match: re.Match[str], today: date) -> Span | None:
    """ "do konca oktobra": from the year's beginning."""
    to = end_of(match.group("to"), today)
    return Span(date(to.last.year, 1, 1), to.last) if to else None


def _two_years(match: re.Match[str], _today: date) -> Span:
    """ "2025/2026"."""
    return Span(date(int(match.group("first")), 1, 1), date(int(match.group("last")), 12, 31))


def _last_count(match: re.Match[str], today: date) -> Span:
    words = match.group("count")
    count = int(words) if words.isdecimal() else _COUNTS[words]
    unit = match.group("unit")
    if unit.startswith(("dn", "da")):
        return calendar.last_days(today, count)
    if unit.startswith(("ted", "w")):
        return calendar.last_days(today, count * 7)
    return calendar.last_months(today, count * _UNITS[unit[0]])


def _quarter(match: re.Match[str], today: date) -> Span:
    named = match.groupdict()
    number = (
        int(named["figure"])
        if named.get("figure")
        else next(n for stem, n in _ORDINALS.items() if match.group("ordinal").startswith(stem))
    )
    return _newest(lambda year: calendar.quarter(year, number), match, today)


def _half(match: re.Match[str], today: date) -> Span:
    number = next(n for stem, n in _ORDINALS.items() if match.group("ordinal").startswith(stem))
    return _newest(lambda year: calendar.half(year, number), match, today)


def _newest(build: Callable[[int], Span], match: re.Match[str], today: date) -> Span:
    year = in_year(match.group("year"), today)
    if year is not None:
        return build(year)
    this_year = build(today.year)
    return this_year if this_year.first <= today else build(today.year - 1)


def _previous_quarter(_match: re.Match[str], today: date) -> Span:
    end = calendar.shifted(today, -((today.month - 1) % 3) - 1)
    return calendar.quarter(end.year, (end.month + 2) // 3)


def _season_of_two_years(match: re.Match[str], _today: date) -> Span:
    """ "zimo 2024/2025" begins in the first; "poletje 2024/25" is nothing else."""
    return calendar.season(int(match.group("first")), _SEASONS[match.group("season")[:3]])


def _season(match: re.Match[str], today: date) -> Span:
    name = _SEASONS[match.group("season")[:3]]
    words = match.group("before") or match.group("year")
    if words and not re.search(YEAR, words) and (words.startswith(("lan", "prejsn")) or "last" in words):
        return calendar.season_last_year(today, name)
    year = in_year(words if words and re.search(YEAR, words) else None, today)
    return calendar.recent_season(today, name) if year is None else calendar.season(year, name)


def _whole_year(match: re.Match[str], today: date) -> Span:
    return calendar.year(in_year(match.group(), today) or today.year)


def _one_day(match: re.Match[str], today: date) -> Span | None:
    day = day_of(match.group(), today)
    return Span(day, day) if day else None


_FORMS: tuple[tuple[re.Pattern[str], Callable[[re.Match[str], date], Span | None]], ...] = tuple(
    (re.compile(pattern), resolve)
    for pattern, resolve in (
        (
            rf"(?<!\w)(?:od|med|from|between)\s+(?P<since>{END})\s*(?:do|in|pa|to|till?|until|and|-|–)\s+(?:konca\s+|vkljucno\s+|including\s+|the\s+end\s+of\s+)?(?P<to>{END})",
            _range,
        ),
        (
            rf"(?<![\w.,])(?P<since>{DATE}|{MONTH_YEAR})\s*(?:-|–|\bdo\b|\bto\b)\s*(?P<to>{DATE}|{MONTH_YEAR})",
            _range,
        ),
        (
            rf"(?<!\w)(?:od|since|from)\s+(?:leta\s+|zacetka\s+|the\s+start\s+of\s+)?(?P<since>{END})(?P<on>\s+{_UNTIL_NOW}(?!\w))?",
            _since,
        ),
        (
            rf"(?<!\w)(?:do\s+konca|until\s+the\s+end\s+of|to\s+the\s+end\s+of)\s+(?P<to>{MONTH_YEAR})",
            _until,
        ),
        (rf"(?<!\w){_SEASON}\s+(?P<first>20[0-4][0-9])\s?/\s?(?:20)?[0-9]{{2}}(?!\w)", _season_of_two_years),
        (r"(?<![\w./-])(?P<first>20[0-4][0-9])/(?P<last>20[0-4][0-9])(?![\w/-])", _two_years),
        (
            r"(?<!\w)od\s+(?:zacetka|novega)\s+leta(?!\w)|(?<!\w)(?:year\s+to\s+date|since\s+(?:the\s+)?new\s+year)",
            lambda _m, t: Span(date(t.year, 1, 1), t),
        ),
        (
            rf"(?<!\w){_LAST}\s+(?P<count>{_COUNT})\s+(?P<unit>mesec\w{{0,2}}|let[aio]?|leti|cetrtletj\w{{0,2}}|kvartal\w{{0,2}}|quarters?|dn[ie]\w?|dnev\w?|tedn\w{{1,2}}|months?|years?|days|weeks?)(?!\w)",
            _last_count,
        ),
        (
            rf"(?<!\w)(?:{_LAST}|zadnje)\s+(?:pol\s+leta|polletje|half[\s-]?year|half\s+a\s+year)(?!\w)|(?<!\w)pol\s+leta\s+nazaj(?:\s+do\s+danes)?(?!\w)",
            lambda _m, t: calendar.last_months(t, 6),
        ),
        (
            rf"(?<!\w)(?:zadnj|prejsnj|pretekl|minul)\w{{1,2}}\s+{_QUARTER_WORD}(?!\w)|(?<!\w)(?:last|previous|past)\s+quarter(?!\w)",
            _previous_quarter,
        ),
        (
            r"(?<!\w)(?:zadnj(?:e|em|ega)\s+let[oaue]?|(?:the\s+last|the\s+past|past)\s+year)(?!\w)",
            lambda _m, t: calendar.last_months(t, 12),
        ),
        (rf"(?<!\w)q(?P<figure>[1-4])(?!\w){_OF_YEAR}", _quarter),
        (rf"(?<!\w){_ORDINAL}\s*{_QUARTER_WORD}(?!\w){_OF_YEAR}", _quarter),
        (
            rf"(?<!\w){_ORDINAL}\s*(?:polletj\w{{1,2}}|polovic\w{{1,2}}(?:\s+leta)?|half(?:\s+of\s+the\s+year)?)(?!\w){_OF_YEAR}",
            _half,
        ),
        (
            rf"(?<!\w)(?P<before>(?:to|ta|letosnj\w+|letos|lansk\w+|lani|prejsnj\w+|pretekl\w+|minul\w+|zadnj\w+|this|last)\s+)?{_SEASON}(?!\w){_OF_YEAR}",
            _season,
        ),
        (rf"(?<![\w.,/]){DATE}(?![\w/]|[0-9])", _one_day),
        (
            rf"(?<!\w)(?:(?:lani|letos|predlani|this|last)\s+{MONTH}|{MONTH}(?:\s+(?:leta\s+|of\s+)?{YEAR_WORD}(?!\w))?|(?:0?[1-9]|1[0-2])/{YEAR}(?!\w))",
            lambda m, t: month_in(m.group(), t),
        ),
        (
            r"(?<!\w)(?:prejsnj?|zadnj|pretekl|minul)(?:i|ega|em)?\s+mese?c\w?(?!\w)|(?<!\w)(?:last|previous|past)\s+month(?:'s)?(?!\w)",
            lambda _m, t: calendar.month_before(t),
        ),
        (
            r"(?<!\w)(?:predprejsnj|predzadnj)\w{1,3}\s+mesec\w?(?!\w)|(?<!\w)month\s+before\s+last(?!\w)",
            lambda _m, t: calendar.month_before(t, 2),
        ),
        (
            r"(?<!\w)(?:t[ae](?:ga)?|tale|tega|tem|tekoc\w{1,3}|trenutn\w{1,3})\s+mesec\w?(?!\w)|(?<!\w)(?:this|current)\s+month(?!\w)",
            lambda _m, t: calendar.running_month(t),
        ),
        (
            r"(?<!\w)(?:prejsnj|pretekl|zadnj)(?:i|ega)\s+teden\w?(?!\w)|(?<!\w)last\s+week(?!\w)",
            lambda _m, t: calendar.week_of(calendar.last_days(t, 8).first),
        ),
        (r"(?<!\w)ta\s+teden(?!\w)|(?<!\w)this\s+week(?!\w)", lambda _m, t: calendar.week_of(t)),
        (
            r"(?<!\w)vceraj(?!\w)|(?<!\w)yesterday(?!\w)",
            lambda _m, t: Span(calendar.last_days(t, 2).first, calendar.last_days(t, 2).first),
        ),
        (r"(?<!\w)predlan(?:i|sk\w+)(?:\s+let[oaue])?(?!\w)", lambda _m, t: calendar.year(t.year - 2)),
        (
            r"(?<!\w)(?:lani|lansk\w{1,3}(?:\s+let[oaue])?|(?:prejsnj|pretekl|minul)\w{1,3}\s+let(?:o|a|u|e|om)|cel\w?\s+lansk\w*\s+let[oaue]?|last\s+year(?:'s)?|previous\s+year)(?!\w)",
            lambda _m, t: calendar.year(t.year - 1),
        ),
        (
            r"(?<!\w)(?:letos|letosnj\w{1,3}(?:\s+let[oaue])?|(?:tekoc\w{1,3}|t(?:o|ega|em))\s+let[oau]|this\s+year(?:'s)?|current\s+year)(?!\w)",
            lambda _m, t: calendar.year(t.year),
        ),
        (rf"(?<!\w)(?:leta|leto|letu|year|let)\s+(?P<year>{YEAR})(?!\w)", _whole_year),
    )
)
