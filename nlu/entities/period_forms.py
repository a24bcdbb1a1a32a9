"""How periods are written, Slovenian (also without šumniki) and English: patterns, the longest first, each with its meaning."""

import re
from datetime import date

from nlu.entities import calendar
from nlu.entities import period_spans as spans
from nlu.entities.calendar import Span
from nlu.entities.dates import DATE, END, MONTH, MONTH_YEAR, YEAR, YEAR_WORD, month_in
from nlu.entities.period_spans import COUNTS, Meaning

_UNTIL_NOW = r"(?:naprej|dalje|do\s+(?:danes|zdaj|sedaj|konca)|on(?:wards?)?|till?\s+now|until\s+(?:now|today)|to\s+(?:date|now))"
_COUNT = r"(?:[0-9]{1,2}|" + "|".join(sorted(COUNTS, key=len, reverse=True)) + ")"
_LAST = r"(?:zadnj?\w{1,3}|pretekl\w{1,2}|minul\w{1,2}|(?:the\s+)?(?:last|past|previous))"
_ORDINAL = r"(?P<ordinal>prv\w{1,3}|drug\w{1,3}|tretj\w{1,3}|cetrt(?:o|em|ega|i)|[1-4]\.|first|second|third|fourth)"
_QUARTER_WORD = r"(?:kvartal\w{0,2}|cetrtletj\w{1,2}|trimeseci\w+|quarter)"
_SEASON = r"(?P<season>pozimi|zim[aoe]|spomladi|pomlad\w?|poleti|poletj\w{1,2}|jesen\w?|winter|spring|summer|autumn)"
_OF_YEAR = rf"(?:\s*(?:leta\s+|of\s+|in\s+)?(?P<year>{YEAR_WORD}))?"

FORMS: tuple[tuple[re.Pattern[str], Meaning], ...] = tuple(
    (re.compile(pattern), resolve)
    for pattern, resolve in (
        (
            rf"(?<!\w)(?:od|med|from|between)\s+(?P<since>{END})\s*(?:do|in|pa|to|till?|until|and|-|–)\s+(?:konca\s+|vkljucno\s+|including\s+|the\s+end\s+of\s+)?(?P<to>{END})",
            spans.between,
        ),
        (
            rf"(?<![\w.,])(?P<since>{DATE}|{MONTH_YEAR})\s*(?:-|–|\bdo\b|\bto\b)\s*(?P<to>{DATE}|{MONTH_YEAR})",
            spans.between,
        ),
        (
            rf"(?<!\w)(?:od|since|from)\s+(?:leta\s+|zacetka\s+|the\s+start\s+of\s+)?(?P<since>{END})(?P<on>\s+{_UNTIL_NOW}(?!\w))?",
            spans.since,
        ),
        (
            rf"(?<!\w)(?:do\s+konca|until\s+the\s+end\s+of|to\s+the\s+end\s+of)\s+(?P<to>{MONTH_YEAR})",
            spans.until,
        ),
        (rf"(?<!\w){_SEASON}\s+(?P<first>20[0-4][0-9])\s?/\s?(?:20)?[0-9]{{2}}(?!\w)", spans.season_of_two_years),
        (r"(?<![\w./-])(?P<first>20[0-4][0-9])/(?P<last>20[0-4][0-9])(?![\w/-])", spans.two_years),
        (
            r"(?<!\w)od\s+(?:zacetka|novega)\s+leta(?!\w)|(?<!\w)(?:year\s+to\s+date|since\s+(?:the\s+)?new\s+year)",
            lambda _m, t: Span(date(t.year, 1, 1), t),
        ),
        (
            rf"(?<!\w){_LAST}\s+(?P<count>{_COUNT})\s+(?P<unit>mesec\w{{0,2}}|let[aio]?|leti|cetrtletj\w{{0,2}}|kvartal\w{{0,2}}|quarters?|dn[ie]\w?|dnev\w?|tedn\w{{1,2}}|months?|years?|days|weeks?)(?!\w)",
            spans.last_count,
        ),
        (
            rf"(?<!\w)(?:{_LAST}|zadnje)\s+(?:pol\s+leta|polletje|half[\s-]?year|half\s+a\s+year)(?!\w)|(?<!\w)pol\s+leta\s+nazaj(?:\s+do\s+danes)?(?!\w)",
            lambda _m, t: calendar.last_months(t, 6),
        ),
        (
            rf"(?<!\w)(?:zadnj|prejsnj|pretekl|minul)\w{{1,2}}\s+{_QUARTER_WORD}(?!\w)|(?<!\w)(?:last|previous|past)\s+quarter(?!\w)",
            spans.previous_quarter,
        ),
        (
            r"(?<!\w)(?:zadnj(?:e|em|ega)\s+let[oaue]?|(?:the\s+last|the\s+past|past)\s+year)(?!\w)",
            lambda _m, t: calendar.last_months(t, 12),
        ),
        (rf"(?<!\w)q(?P<figure>[1-4])(?!\w){_OF_YEAR}", spans.quarter),
        (rf"(?<!\w){_ORDINAL}\s*{_QUARTER_WORD}(?!\w){_OF_YEAR}", spans.quarter),
        (
            rf"(?<!\w){_ORDINAL}\s*(?:polletj\w{{1,2}}|polovic\w{{1,2}}(?:\s+leta)?|half(?:\s+of\s+the\s+year)?)(?!\w){_OF_YEAR}",
            spans.half,
        ),
        (
            rf"(?<!\w)(?P<before>(?:to|ta|letosnj\w+|letos|lansk\w+|lani|prejsnj\w+|pretekl\w+|minul\w+|zadnj\w+|this|last)\s+)?{_SEASON}(?!\w){_OF_YEAR}",
            spans.season,
        ),
        (rf"(?<![\w.,/]){DATE}(?![\w/]|[0-9])", spans.one_day),
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
        (rf"(?<!\w)(?:leta|leto|letu|year|let)\s+(?P<year>{YEAR})(?!\w)", spans.whole_year),
    )
)
