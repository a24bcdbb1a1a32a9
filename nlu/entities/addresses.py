"""Where people live: streets with house numbers, floors, flats, towns with their post codes. Claimed, since they are no entities.

Run before periods and readings: "Ulica 9. maja 21, 2000 Maribor" holds neither a day nor a year nor a reading.
"""

import re

from nlu.entities.reader import Reader

_STREET = r"(?:ulic\w|ul\.|cest\w|c\.|pot\b|poti\b|trg\w?|nabrezj\w|vas\b|naselj\w|drevored\w?|breg\b|street|road|avenue|lane)"
_HOUSE = r"[0-9]{1,3}\s?[a-f]?\b(?!\s*(?:m3|m³|kub|mwh|kwh|[.,][0-9]))"
_TOWN = r"(?:,?\s*[1-9][0-9]{3}\s+[a-z]\w+)"
_ADDRESSES = tuple(
    re.compile(pattern)
    for pattern in (
        rf"\b[a-z]{{3,}}\s+{_STREET}\s+{_HOUSE}{_TOWN}?",
        rf"\b{_STREET}\s+(?:[0-9]{{1,2}}\.\s*\w+\s+|(?:[a-z]\w*\s+){{0,3}}){_HOUSE}{_TOWN}?",
        rf"\b[a-z]{{3,}}(?:sk|ov|ev)[aoei]\s+{_HOUSE},\s*[1-9][0-9]{{3}}\s+[a-z]\w+",
        r"\b[0-9]{1,3}\s?[a-f]?\s+[a-z]\w+\s+(?:street|road|avenue|lane)\b",
        rf"\b(?:stanovanj[ea]|apartma|vhod|lamela|blok|stolpnica|flat|apartment|unit|entrance)\s+(?=[0-9]{{1,2}}\b){_HOUSE}",
        rf"\b(?:stanovanj\w+|apartma\w*|vhod\w?|lamel\w|blok\w?|stolpnic\w|his\w|hisn\w+|flat|apartment|unit|entrance|house)\s+(?:st(?:evilk\w)?\.?|no\.?|number)\s*{_HOUSE}",
        r"\b[0-9]{1,2}\.?\s*(?:(?:in|and|&|,|do|-)\s*[0-9]{1,2}\.?\s*)?(?:nadstropj\w*|nadstr\b|etaz\w*|floors?\b|(?:st|nd|rd|th)\s+floor)",
        r"\bfloors?\s+[0-9]{1,2}(?:\s*(?:and|to|-|,|&)\s*[0-9]{1,2})?",
    )
)
_NAMED = re.compile(rf"\b(?P<name>[a-z]{{3,}}(?:\s+[a-z]{{3,}})?)\s+{_HOUSE}(?P<town>{_TOWN})?")
_AT = re.compile(r"\b(?:na|v|iz|at|in|to|naslov\w?|address|ulici)\s+$")
_OF_SOMEONE = re.compile(r"(?:[aei]nsk|[a-z]{3}sk|[a-z]{3}[oe]v)[aoei]$")
_METER_WORD = re.compile(
    r"\b(?:stev?e?c|vodomer|merilnik|plinomer|kalorimet|delilnik|stanj|odcit|popis|hladn|topl|mrzl|vod[aeio]|elektri|plin|toplot|ogrev|meter|reading|water|cold|hot|heat|gas|stevilk|ur[aio]\b|nov[aoei]\b"
    r"|racun|faktur|poloznic|invoice|bill|januar|februar|marec|marc|april|maj|junij|julij|avgust|septemb|oktob|novemb|decemb|january|february|march|june|july|august|october|code|sifr|placnik)"
)
_TOWN_ALONE = re.compile(r"(?<=,)\s*[1-9][0-9]{3}\s+(?P<town>[a-z]\w+)")


def claim(reader: Reader) -> None:
    """Marks addresses as taken."""
    for pattern in _ADDRESSES:
        for match in list(reader.matches(pattern)):
            if not _METER_WORD.match(match.group()):
                reader.claim(match)
    for match in list(reader.matches(_NAMED)):
        _claim_named(reader, match)
    for match in list(reader.matches(_TOWN_ALONE)):
        if reader.capital(match.start("town")):
            reader.claim(match)


def _claim_named(reader: Reader, match: re.Match[str]) -> None:
    """ "na Dunajski 128", "Cankarjeva 4", "Trubarjevo 14, 3000 Celje": a name in capitals and a house number."""
    name = match.group("name")
    last = match.start("name") + name.rfind(" ") + 1
    capitals = [start for start in (match.start("name"), last) if reader.capital(start)]
    if not capitals or _METER_WORD.search(name) or reader.shouted:
        return
    if match.group("town") or _AT.search(reader.low[: capitals[0]]) or (last in capitals and _OF_SOMEONE.search(name)):
        reader.claim(match)
