"""Meter readings: a number that stands where a reading stands, and nothing else. When in doubt there is no reading.

Sources: residents report whole m³ ("48 m³ 517 l" is 48); a comma is the decimal mark, a point before three digits groups
thousands (``1.204 m3`` is 1204) except before MWh and GJ, where such amounts are decimals.
"""

import re
from dataclasses import replace

from nlu.entities import not_readings
from nlu.entities.not_readings import UNIT
from nlu.entities.reader import Reader
from nlu.entities.standing import Standing, holding, standings

_LITRES = r"(?:\s*(?:in|and|,)?\s*[0-9]{1,3}\s*(?:l|lit\w{1,5})(?!\w))?"
_NUMBER = re.compile(
    r"(?<![\w.,/:@#+\-−–*^])(?P<number>[0-9](?:[0-9]|[.,](?=[0-9])|(?<=[0-9])[\u00a0\u202f'](?=[0-9]{3}))*)"
    rf"(?P<rest>\s?{UNIT}{_LITRES})?(?![\w@]|[/:+*^=][0-9]|\s?[-–−][0-9]|\s?[%€]|\)|\s*(?:x|×)\s*[0-9])"
)
_SPACED = re.compile(
    rf"(?<![\w.,/:@#+\-])(?P<number>[1-9][0-9]{{0,2}}(?:\s[0-9]{{3}})+)(?P<rest>\s?{UNIT}{_LITRES})?(?!\w|[.,][0-9])"
)
_ENUMERATION = re.compile(r"(?:^|(?<=\s))[1-9][.)](?=\s*[a-z])")
_STRONG = re.compile(
    r"\bstanj|\bodcit|\bodbir|\bpopis|\bpopravk|\bpopravek|\bpoprav(?:i|l)|\bstevcn|\breading|\breads?\b|\bnamest|\binstead|\bcorrect|\bmoral[aoi]?\s+bi|\bkaz[ea]|\bnapis|\bpise\b|\bvrednost|\bshows?\b|\bsays\b|\bdial\b"
)
_CONTEXT = re.compile(
    r"\bst[ei]?v?e?c[auieo]?[mv]?\b|\bstev?c|\bvodomer|\bmerilnik|\bkalorimet|\bdelilnik|\bplinomer|\b(?:hladn|topl|mrzl)[aeoi]\b|\btoplot|\bvod[aeo]\b|\bogrev|\belektri|\bplin|\bna\s+uri\b|\bvodo\b"
    r"|\bmeter\b|\bcounter\b|\bcold\b|\bhot\b|\bwater\b|\bheat|\belectric|\bgas\b|\bodda[jl]|\bvnes|\bvpis|\bvpis|\bzapis|\bjavlj|\bsporoc|\bsubmit|\brecord|\benter\b|\bput\s+down"
)
_MISTAKE = re.compile(r"\bzatip|\bzmot|\bfals|\bnarobe|\bnapac|\bpomot|\bwrong|\bmistake|\btypo|\bmisread")
_STATE_BEFORE = re.compile(r"\b(?:stanj[eau]|odcit\w+|reading|kaze|shows|reads)\b[^0-9]*$")
_USE_BEFORE = re.compile(r"\bporab[^0-9]*$")
_OTHER_WISH = re.compile(
    r"\bporab|\bpotros|\bcen[aeo]?\b|\bcenik|\bplac(?!nik|nis)|\bdolg|\bdolz|\bopomn|\bspomn|\bopoz|\bpovez|\bregistr|\bprijav|\bpuscan|\bpusca|\bokvar|\bmanjka"
    r"|\bconsum|\bused?\b|\busage|\bprice|\btariff|\bpay|\bowe|\bremind|\bleak|\bcost|\bni\s+(?:\w+\s+)?(?:vode|ogrevanja|tople|elektrike|plina)\b|\bcev|\bkaplja|\bzamas|\bpoplav|\bpocil|\bracun|\bpoloznic|\binvoice|\bbill|\bplus\b|\bminus\b|\bkrat\b"
)
_CONSUMED = re.compile(
    r"\bporab|\bpotros|\bconsum|\bused\b|\busage|\bcen[aeo]?\b|\bcenik|\bprice|\btariff|\b(?:kol(?:iko|ko|k)|kaj|kok)\s+(?:\w+\s+){0,3}(?:stane|pride|kosta|znasa|bi\s+prisl\w)\b"
    r"|\bhow\s+much\s+(?:is|are|does|do|would|for)\b|\bmanjka"
)
_FILLER = re.compile(
    r"\b(?:ja|ok|ne|je|to|torej|pol|potem|no|evo|tole|pa|se|enkrat|mislim|mislil|mislila|sem|sm|mam|imam|zdaj|zdej|zdj|hvala|prosim|lp|lep|pozdrav|zivjo|dober|dan|tocno|okoli|ups|oprostite|oprosti|sorry|i|mean|it|its"
    r"|is|the|yes|no|please|thanks|hi|hello|now|novo|nova|danes|dans|zjutraj|zjutri|zvecer|dopoldne|popoldne|sem|odcital|odcitala|smo|popisal|popisala|today|this|morning|evening|its|reads|m3|l|evo|tukaj|tu|here|prav|pravilno|zmota|napaka|so|well|bi|in|and)\b|[^\w]+"
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
    not_readings.claim(reader)
    candidates = _candidates(reader)
    not_readings.claim_litres(reader)
    candidates = [match for match in candidates if reader.free(*match.span("number"))]
    if len(candidates) > 1:
        for match in list(reader.matches(_ENUMERATION)):
            reader.claim(match)
        candidates = [match for match in candidates if reader.free(*match.span("number"))]
    if not candidates or len(candidates) > _MOST:
        return
    found = standings(reader.low, [match.span() for match in candidates])
    compared = _compared(reader, found)
    holds = holding(found)
    for match, hold in zip(candidates, holds, strict=True):
        value = normalised(match.group("number"), match.group("rest") or "")
        if hold and value is not None and (compared or _speaks_of_reading(reader, match, candidates)):
            reader.add("reading_value", value, match)
    _group(reader, [reader.source.offset(match.end()) for match in candidates])


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


def _compared(reader: Reader, found: list[Standing]) -> bool:
    """ "prej 1200, zdaj 1234", "zatipkal sem se, ni 5120 ampak 5210": two values beside each other speak of a reading by themselves."""
    if Standing.corrected in found:
        return bool({Standing.former, Standing.denied} & {*found}) or bool(_MISTAKE.search(reader.low))
    return Standing.current in found and Standing.former in found


def _speaks_of_reading(reader: Reader, match: re.Match[str], candidates: list[re.Match[str]]) -> bool:
    """Judged by the words of the whole text; where they speak of use or prices, only by those right before the number."""
    before = reader.low[max(0, match.start() - _NEAR) : match.start()]
    if _CONSUMED.search(reader.low):
        return bool(_STATE_BEFORE.search(before)) and not _USE_BEFORE.search(before)
    if _STRONG.search(reader.low):
        return True
    if _OTHER_WISH.search(reader.low):
        return False
    if match.group("rest") is not None or _CONTEXT.search(reader.low):
        return True
    return len(candidates) == 1 and _alone(reader, match)


def _alone(reader: Reader, match: re.Match[str]) -> bool:
    """The message is the number with small words around ("ne, 1843"); six and more digits may be a payer code."""
    rest = "".join(
        " " if taken or match.start() <= at < match.end() else char
        for at, (char, taken) in enumerate(zip(reader.low, reader.taken, strict=True))
    )
    return len(match.group("number").split(",")[0].split(".")[0]) <= 5 and not _FILLER.sub("", rest)


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
