"""Meter readings: a number that stands where a reading stands, and nothing else. When in doubt there is no reading.

Sources: residents report whole m³ ("48 m³ 517 l" is 48); a comma is the decimal mark, a point before three digits groups
thousands (``1.204 m3`` is 1204) except before MWh and GJ, where such amounts are decimals.
"""

import re
from dataclasses import replace

from nlu.entities.reader import Reader

_UNIT = r"(?:m\s?3|m³|m\^3|kubik\w{0,3}|kubov|kubicn\w{1,3}(?:\s+met\w+)?|cubic\s+met\w+|kwh|mwh|gj|kilovatn\w+\s+ur\w*)(?![\w])"
_LITRES = r"(?:\s*(?:in|and|,)?\s*[0-9]{1,3}\s*(?:l|lit\w{1,5})(?!\w))?"
_NUMBER = re.compile(
    r"(?<![\w.,/:@#+\-−–*^])(?P<number>[0-9](?:[0-9]|[.,](?=[0-9])|(?<=[0-9])[\u00a0\u202f'](?=[0-9]{3}))*)"
    rf"(?P<rest>\s?{_UNIT}{_LITRES})?(?![\w@]|[/:+*^=][0-9]|\s?[-–−][0-9]|\s?[%€]|\)|\s*(?:x|×)\s*[0-9])"
)
_SPACED = re.compile(
    rf"(?<![\w.,/:@#+\-])(?P<number>[1-9][0-9]{{0,2}}(?:\s[0-9]{{3}})+)(?P<rest>\s?{_UNIT}{_LITRES})?(?!\w|[.,][0-9])"
)
_NO_VALUE = tuple(
    re.compile(pattern)
    for pattern in (
        r"(?<![0-9.,])[0-9][0-9.,]*\s?(?:€|eur\b|evr\w{0,3}|cent\w{0,3}|%|euros?\b|procent\w*|percent)",
        r"(?:€|\beur)\s?[0-9][0-9.,]*",
        r"\b[0-9]{1,2}\s?[:.]\s?[0-9]{2}\s?(?:h|uri|ure|ura|am|pm)\b|\b[0-2]?[0-9]:[0-5][0-9]\b",
        r"\b(?:ob|do|od|at|until|po)\s+[0-2]?[0-9](?:[.:][0-5][0-9])?\s?(?:h|uri|ure|uro|am|pm|o'?clock)\b|\bob\s+[0-2]?[0-9](?:[.:][0-5][0-9])?(?![\w.,]*[0-9])",
        r"\b[0-9]{1,3}\s?(?:dni|dneh|dnevi|dnem|dan\b|dnev|mesec\w*|ted\w+|let\b|leta\b|leti\b|letih\b|ur\b|ure\b|uro\b|minut\w*|h\b|days?|months?|weeks?|years?|hours?|min\b)",
        r"\b[0-9]{1,3}\s?(?:racun\w*|poloznic\w*|stev?e?c\w*|vodomer\w*|stanovanj\w*|oseb\w*|ljudi|clan\w*|otro\w*|krat\b|kosov|nadstropj\w*|invoices?|bills?|meters?|people|persons?|flats?)",
        r"\b(?:ulic\w|cest\w|pot\b|poti\b|trg\w?|nabrezj\w|vas\b|naselj\w|drevored\w?|street|road|avenue)\s+[0-9]{1,3}\s?[a-z]?\b(?:,?\s*[0-9]{4}\s+[a-z]\w+)?",
        r"\b[a-z]{3,}sk[aoei]\s+[0-9]{1,3}\s?[a-z]?\b(?:,\s*[0-9]{4}\s+[a-z]\w+)",
        r"\b(?:stanovanj\w+|apartma\w*|vhod\w?|lamel\w|blok\w?|hisn\w+\s+stevilk\w|garaz\w|sob\w|flat|apartment|unit|room)\s+(?:st\.?\s*)?[0-9]{1,3}\b(?!\s*(?:m3|m³|kub))",
        r"\b(?:davcn\w+|emso|ddv|trr|sklic\w*|referenc\w*|opomin\w*|narocil\w*|pogodb\w*|tiket\w*|zahtevk?\w*|ticket|order|contract|tax)\s*(?:st\.?|stevilk\w|no\.?|number)?[:\s]*[0-9][0-9-]*",
        r"\b(?:stev?e?c\w{0,2}|vodomer\w{0,2}|merilnik\w{0,2}|meter)\s+[1-9](?=\s*[:=),]|\s+[0-9])",
        r"\b(?:koda?|kodo|code|pin)\s*(?:je|is|:)?\s*[0-9]{4,8}\b",
    )
)
_ENUMERATION = re.compile(r"(?:^|(?<=\s))[1-9][.)](?=\s*[a-z])")
_OLD = re.compile(
    r"(?:\bnamesto|\binstead\s+of|\brather\s+than|\bprej(?:e|sn\w+)?(?:\s+\w+)?|\bzadnjic(?:\s+\w+){0,2}|\b(?:je\s+)?bil[aoi]?|\bstar[aei]?(?:\s+\w+)?|\bprevious(?:ly)?(?:\s+\w+)?|\bwas|\bold(?:\s+\w+)?"
    r"|\blani(?:\s+\w+){0,2}|\blast\s+(?:year|month|time)(?:\s+\w+)?|\b(?:ne|ni|not)|\bwrong(?:ly)?(?:\s+\w+)?|\bnapacn\w+(?:\s+\w+)?)\s*[:=]?\s*$"
)
_SHOULD = re.compile(
    r"\b(?:moral[aoi]?\s+(?:bi\s+)?(?:biti|bit)|pravilno|should\s+(?:be|have\s+been)|correct(?:ly)?|bi\s+moral\w?)\b[^0-9]*$"
)
_STRONG = re.compile(
    r"\bstanj|\bodcit|\bodbir|\bpopis|\bpopravk|\bpopravek|\bpoprav(?:i|l)|\bstevcn|\breading|\breads?\b|\bnamest|\binstead|\bcorrect|\bmoral[aoi]?\s+bi|\bkaz[ea]|\bnapis|\bpise\b|\bvrednost|\bshows?\b|\bsays\b|\bdial\b"
)
_CONTEXT = re.compile(
    r"\bst[ei]?v?e?c[auieo]?[mv]?\b|\bstev?c|\bvodomer|\bmerilnik|\bkalorimet|\bdelilnik|\bplinomer|\b(?:hladn|topl|mrzl)[aeoi]\b|\btoplot|\bvod[aeo]\b|\bogrev|\belektri|\bplin|\bna\s+uri\b|\bvodo\b"
    r"|\bmeter\b|\bcounter\b|\bcold\b|\bhot\b|\bwater\b|\bheat|\belectric|\bgas\b|\bodda[jl]|\bvnes|\bvpis|\bvpis|\bzapis|\bjavlj|\bsporoc|\bsubmit|\brecord|\benter\b|\bput\s+down"
)
_OTHER_WISH = re.compile(
    r"\bporab|\bpotros|\bcen[aeo]?\b|\bcenik|\bplac|\bdolg|\bdolz|\bopomn|\bspomn|\bopoz|\bpovez|\bregistr|\bprijav|\bpuscan|\bpusca|\bokvar|\bmanjka"
    r"|\bconsum|\bused?\b|\busage|\bprice|\btariff|\bpay|\bowe|\bremind|\bleak|\bcost|\bstane\b|\bracun|\bpoloznic|\binvoice|\bbill|\bplus\b|\bminus\b|\bkrat\b"
)
_CONSUMED = re.compile(
    r"\bporab|\bpotros|\bconsum|\bused\b|\busage|\bcen[aeo]?\b|\bcenik|\bprice|\btariff|\bstane\b|\bmanjka"
)
_FILLER = re.compile(
    r"\b(?:ja|ok|ne|je|to|torej|pol|potem|no|evo|tole|pa|se|enkrat|mislim|mislil|mislila|sem|sm|mam|imam|zdaj|zdej|zdj|hvala|prosim|lp|lep|pozdrav|zivjo|dober|dan|tocno|okoli|ups|oprostite|oprosti|sorry|i|mean|it|its"
    r"|is|the|yes|no|please|thanks|hi|hello|now|novo|nova|danes|today|m3|l|evo|tukaj|tu|here|prav|pravilno|zmota|napaka|so|well|bi|in|and)\b|[^\w]+"
)
_HEAT_UNIT = re.compile(r"mwh|gj")
_DECIMALS = 3
_WHOLE_DIGITS = 8
_MOST = 20
"""Nobody has more meters: a text with more numbers is a table of something, and no reading is taken from it."""
_NEAR = 80
"""Characters before a number that may tell what it is."""


def parse_reading(text: str) -> str | None:
    """The reading in an answer to "what does the meter show?": a lone number, or the only one in the text; else nothing.

    Looser than ``find``: no context is needed, since the question gives it.
    """
    low = Reader.of(text).low.strip().rstrip(".!")
    match = _SPACED.fullmatch(low) or _NUMBER.fullmatch(low)
    if match is None:
        return None
    return normalised(match.group("number"), match.group("rest") or "")


def normalised(number: str, unit: str = "") -> str | None:
    """A decimal with a point and no leading zeros, or nothing where the marks make no sense (``12,3,4``)."""
    digits = re.sub(r"[\s\u00a0\u202f']", "", number)
    whole, decimals = digits, ""
    if "," in digits and "." in digits:
        thousands, mark = (".", ",") if digits.rfind(",") > digits.rfind(".") else (",", ".")
        if not re.fullmatch(rf"[0-9]{{1,3}}(?:\{thousands}[0-9]{{3}})+\{mark}[0-9]{{1,{_DECIMALS}}}", digits):
            return None
        whole, decimals = digits.replace(thousands, "").split(mark)
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
    for pattern in _NO_VALUE:
        for match in list(reader.matches(pattern)):
            if not re.search(_UNIT, match.group()):
                reader.claim(match)
    candidates = _candidates(reader)
    if len(candidates) > 1:
        for match in list(reader.matches(_ENUMERATION)):
            reader.claim(match)
        candidates = [match for match in candidates if reader.free(*match.span("number"))]
    if not candidates or len(candidates) > _MOST:
        return
    found = [match for match in candidates if _speaks_of_reading(reader, match, candidates)]
    for match in found:
        value = normalised(match.group("number"), match.group("rest") or "")
        if value is not None:
            reader.add("reading_value", value, match)
    _group(reader)


def _candidates(reader: Reader) -> list[re.Match[str]]:
    """Well-bounded numbers. "1 204" is one number before a unit and none without: it might be two readings."""
    spaced = list(reader.matches(_SPACED))
    for match in spaced:
        if match.group("rest") is None:
            reader.claim(match)
    whole = [match for match in spaced if match.group("rest") is not None]
    covered = [match.span() for match in whole]
    single = [m for m in reader.matches(_NUMBER) if not any(start <= m.start() < end for start, end in covered)]
    return sorted(whole + single, key=lambda match: match.start())


def _speaks_of_reading(reader: Reader, match: re.Match[str], candidates: list[re.Match[str]]) -> bool:
    before = reader.low[max(0, match.start() - _NEAR) : match.start()]
    if _OLD.search(before) and not _SHOULD.search(before) and len(candidates) > 1:
        return False
    if _SHOULD.search(before) is None and any(
        _SHOULD.search(reader.low[max(0, other.start() - _NEAR) : other.start()]) for other in candidates
    ):
        return False
    strong = bool(_STRONG.search(reader.low))
    if _CONSUMED.search(reader.low):
        return bool(re.search(r"\b(?:stanj[eau]|odcit\w+|reading)\b[^0-9]*$", before)) and not re.search(
            r"\bporab[^0-9]*$", before
        )
    if strong:
        return True
    if _OTHER_WISH.search(reader.low):
        return False
    if match.group("rest") is not None or _CONTEXT.search(reader.low):
        return True
    return len(candidates) == 1 and _alone(reader, match)


def _alone(reader: Reader, match: re.Match[str]) -> bool:
    """The message is the number with small words around ("ne, 1843"); six and more digits may be a payer code."""
    rest = f"{reader.low[: match.start()]} {reader.low[match.end() :]}"
    return len(match.group("number").split(",")[0].split(".")[0]) <= 5 and not _FILLER.sub("", rest)


def _group(reader: Reader) -> None:
    """Ties each reading to its meter: labels stand before their readings, or after them when the first number comes first."""
    meters = [e for e in reader.entities if e.name == "meter_serial" or (e.name == "service" and e.value != "waste")]
    values = sorted((e for e in reader.entities if e.name == "reading_value"), key=lambda entity: entity.start)
    if not values or not meters:
        return
    before = min(meter.start for meter in meters) < values[0].start
    groups: dict[int, str] = {}
    for number, value in enumerate(values):
        low = (values[number - 1].end if number else 0) if before else value.end
        high = (
            value.start
            if before
            else (values[number + 1].start if number + 1 < len(values) else len(reader.source.text))
        )
        if len(values) == 1:
            low, high = 0, len(reader.source.text)
        near = [meter for meter in meters if low <= meter.start < high]
        if near:
            groups |= {id(entity): str(number + 1) for entity in (value, *near)}
    reader.entities = [
        replace(entity, group=groups[id(entity)]) if id(entity) in groups else entity for entity in reader.entities
    ]
