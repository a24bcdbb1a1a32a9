"""Periods in words and figures, as ``YYYY-MM-DD/YYYY-MM-DD``: found by their forms (``period_forms``), resolved by ``period_spans``."""

import re
from collections.abc import Iterator
from contextlib import suppress
from datetime import date

from nlu.entities import calendar
from nlu.entities.period_forms import FORMS
from nlu.entities.reader import Reader
from nlu.interpreter import Entity

_HINTS = re.compile(
    r"[0-9]|jan|feb|mar|apr|maj|may|jun|jul|avg|aug|sep|okt|oct|nov|dec|lan[is]|leto|let[aou]\b|zim|pomlad|polet|jesen|winter|spring|summer|autumn"
    r"|mese|mesc|month|year|kvartal|cetrt|trimes|quarter|tede|week|vceraj|yesterday|zadnj|zadne|pretekl|minul|prejsn|pol(?:\s|let|ovic)|half|dn[ie]|day"
)
"""A text without any of these has no period: most messages are spared the forms."""


def find(reader: Reader, today: date) -> None:
    """The longest forms first; a form that makes no calendar sense (31. 2.) is claimed and says nothing."""
    if not _HINTS.search(reader.low):
        return
    for pattern, resolve in FORMS:
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
