"""Meter readings: a number that stands where a reading stands, and nothing else. When in doubt there is no reading.

Sources: residents report whole m³ ("48 m³ 517 l" is 48); a comma is the decimal mark, a point before three digits groups
thousands (``1.204 m3`` is 1204) except before MWh and GJ, where such amounts are decimals.
"""

import re
from dataclasses import replace

from nlu.entities import not_readings, number_words
from nlu.entities.not_readings import UNIT
from nlu.entities.reader import Reader
from nlu.entities.reading_context import compared, is_english, speaks_of_reading
from nlu.entities.standing import holding, standings

_LITRES = r"(?:\s*(?:in|and|,)?\s*[0-9]{1,3}\s*(?:l|lit\w{1,5})(?!\w))?"
_NUMBER = re.compile(
    r"(?<![\w.,/:@#+\-−–*^])(?P<number>[0-9](?:[0-9]|[.,](?=[0-9])|(?<=[0-9])[\u00a0\u202f'](?=[0-9]{3}))*)"
    rf"(?P<rest>\s?{UNIT}{_LITRES})?(?![\w@]|[/:+*^=][0-9]|\s?[-–−][0-9]|\s?[%€]|\)|\s*(?:x|×)\s*[0-9])"
)
_SPACED = re.compile(
    rf"(?<![\w.,/:@#+\-])(?P<number>[1-9][0-9]{{0,2}}(?:\s[0-9]{{3}})+(?:[.,][0-9]{{1,3}})?|[0-9](?:\s[0-9]){{3,7}})(?P<rest>\s?{UNIT}{_LITRES})?(?!\w|[.,][0-9])"
)
_NO_OTHER_UNIT = r"(?!\s+(?:ev?r|dn[ie]|dan|mes|let|min|ur[aei]?\b|oseb|lit|proc|odst|stop|kvad|cent|day|month|year|hour|per|people|degr|square))"
_SPOKEN = re.compile(rf"(?<!\w)(?<!\bza )(?P<number>{number_words.RUN})(?P<rest>\s?{UNIT}{_LITRES})?{_NO_OTHER_UNIT}")
_SPOKEN_FROM = 20
_COUNTED = re.compile(
    r"\s+(?!(?:na|za|od|do|pri|ampak|namesto|kubi|vod|hladn|topl|mrzl|ogrev|elektr|strom|plin|toplot|prosim|hvala|lep|zdaj|danes|samo|oziroma|kopaln|kuhinj|stran"
    r"|with|from|instead|please|thank|today|cold|warm|water|heat|gas|kitchen|bath|cubic|cube|unit|also|then|upstairs|downstairs|kilo|mega|odcit|stanj|stev|meter|this|that|last|rather|while|where)\w*)[a-z]{4,}"
)
"""A word behind a number that belongs to no reading: what is counted. Beside numbers without one it is set aside."""
_NAMED_BEFORE = re.compile(
    r"(?:hladn\w|topl\w|mrzl\w|vod\w|stanje|kaze|pise|ima|je|reads|shows|says|is|at|cold|hot|water|[:=])\s*$"
)
_FIGURES = re.compile(r"[0-9]+")
_ENUMERATION = re.compile(r"(?:^|(?<=\s))[1-9][.)](?=\s*[a-z])")
_HEAT_UNIT = re.compile(r"mwh|gj")
_DECIMALS = 3
_WHOLE_DIGITS = 8
_MOST = 20
"""Nobody has more meters: a text with more numbers is a table of something, and no reading is taken from it."""


def parse_reading(text: str) -> str | None:
    """The reading in an answer to "what does the meter show?": a lone number, or the only one in the text; else nothing.

    Looser than ``find``: no context is needed, since the question gives it.
    """
    low = Reader.of(text).low.strip().rstrip(".!")
    match = _SPACED.fullmatch(low) or _NUMBER.fullmatch(low)
    if match is None:
        return None
    return normalised(match.group("number"), match.group("rest") or "")


def normalised(number: str, unit: str = "", *, english: bool = False) -> str | None:
    """A decimal with a point and no leading zeros, or nothing where the marks make no sense (``12,3,4``).

    ``english``: ``1,318`` is a thousand and more, unless the unit is one that is given with three decimals.
    """
    digits = re.sub(r"[\s\u00a0\u202f']", "", number)
    whole, decimals = digits, ""
    if "," in digits and "." in digits:
        thousands, mark = (".", ",") if digits.rfind(",") > digits.rfind(".") else (",", ".")
        if not re.fullmatch(rf"[0-9]{{1,3}}(?:\{thousands}[0-9]{{3}})+\{mark}[0-9]{{1,{_DECIMALS}}}", digits):
            return None
        whole, decimals = digits.replace(thousands, "").split(mark)
    elif english and re.fullmatch(r"[1-9][0-9]{0,2}(?:,[0-9]{3})+", digits) and not _HEAT_UNIT.search(unit):
        whole = digits.replace(",", "")
    elif "," in digits:
        if not re.fullmatch(rf"[0-9]+,[0-9]{{1,{_DECIMALS}}}", digits):
            return None
        whole, decimals = digits.split(",")
    elif re.fullmatch(r"[1-9][0-9]{0,2}\.[0-9]{3}", digits) and _HEAT_UNIT.search(unit):
        whole, decimals = digits.split(".")
    elif re.fullmatch(r"[1-9][0-9]{0,2}(?:\.[0-9]{3})+", digits):
        whole = digits.replace(".", "")
    elif "." in digits:
        if not re.fullmatch(rf"[0-9]+\.[0-9]{{1,{_DECIMALS}}}", digits):
            return None
        whole, decimals = digits.split(".")
    if len(whole) > _WHOLE_DIGITS:
        return None
    whole = whole.lstrip("0") or "0"
    return f"{whole}.{decimals}" if decimals else whole


def find(reader: Reader) -> None:
    """Claims numbers that mean other things, then takes what is left where the words speak of a reading."""
    candidates = _candidates(reader)
    not_readings.claim_litres(reader)
    candidates = [match for match in candidates if reader.free(*match.span("number"))]
    if len(candidates) > 1:
        for match in list(reader.matches(_ENUMERATION)):
            reader.claim(match)
        candidates = [match for match in candidates if reader.free(*match.span("number"))]
    uncounted = [match for match in candidates if not _counts(reader, match)]
    candidates = uncounted or candidates or _spoken(reader)
    if not candidates or len(candidates) > _MOST:
        return
    found = standings(reader.low, [match.span() for match in candidates])
    english = is_english(reader.low)
    set_against = compared(reader, found)
    holds = holding(found)
    for match, hold in zip(candidates, holds, strict=True):
        value = _value(match, english=english)
        if hold and value is not None and (set_against or speaks_of_reading(reader, match, candidates)):
            reader.add("reading_value", value, match)
    _group(reader, [reader.source.offset(match.end()) for match in candidates])


def _counts(reader: Reader, match: re.Match[str]) -> bool:
    """ "38 stopnic": a number of things, unless a meter's name stands before it."""
    named = _NAMED_BEFORE.search(reader.low[max(0, match.start() - 16) : match.start()])
    return named is None and _COUNTED.match(reader.low, match.end()) is not None


def _spoken(reader: Reader) -> list[re.Match[str]]:
    """Numbers in words, where there are none in figures; small ones count things ("dva števca"), the smallest also units."""
    return [
        match
        for match in reader.matches(_SPOKEN)
        if (number_words.value_of(match.group("number")) or 0) >= _SPOKEN_FROM // (2 if match.group("rest") else 1)
    ]


def _value(match: re.Match[str], *, english: bool) -> str | None:
    number = match.group("number")
    if number[0].isdecimal():
        return normalised(number, match.group("rest") or "", english=english)
    value = number_words.value_of(number)
    return None if value is None else str(value)


def _candidates(reader: Reader) -> list[re.Match[str]]:
    """Well-bounded numbers. "1 204" is one number before a unit, with decimals or as the only figures: else it may be two readings."""
    spaced = list(reader.matches(_SPACED))
    only = len(spaced) == 1 and len(_FIGURES.findall(_SPACED.sub(" ", reader.low))) == 0
    whole = [match for match in spaced if only or match.group("rest") or re.search("[.,]", match.group("number"))]
    for match in spaced:
        if match not in whole:
            reader.claim(match)
    covered = [match.span() for match in whole]
    single = [m for m in reader.matches(_NUMBER) if not any(start <= m.start() < end for start, end in covered)]
    return sorted(whole + single, key=lambda match: match.start())


def _group(reader: Reader, ends: list[int]) -> None:
    """Ties each reading to its meter: labels stand before their readings, or after them when the first number comes first."""
    meters = [e for e in reader.entities if e.name == "meter_serial" or (e.name == "service" and e.value != "waste")]
    values = sorted((e for e in reader.entities if e.name == "reading_value"), key=lambda entity: entity.start)
    if not values or not meters:
        return
    before = min(meter.start for meter in meters) < values[0].start
    groups: dict[int, str] = {}
    for number, value in enumerate(values):
        low = max((end for end in ends if end <= value.start), default=0) if before else value.end
        high = (
            value.start
            if before
            else (values[number + 1].start if number + 1 < len(values) else len(reader.source.text))
        )
        if len(values) == len(ends) == 1:
            low, high = 0, len(reader.source.text)
        near = [meter for meter in meters if low <= meter.start < high]
        if near:
            groups |= {id(entity): str(number + 1) for entity in (value, *near)}
    reader.entities = [
        replace(entity, group=groups[id(entity)]) if id(entity) in groups else entity for entity in reader.entities
    ]
