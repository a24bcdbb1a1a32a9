"""Numbers that mean something else than a reading: money, times, durations, counts, areas, rates. Claimed, never guessed."""

import re

from nlu.entities.reader import Reader

UNIT = r"(?:m\s?3|m³|m\^3|kubik\w{0,3}|kubov|kubicn\w{1,3}(?:\s+met\w+)?|cubic\s+met\w+|kwh|mwh|gj|kilovatn\w+\s+ur\w*|megavatn\w+\s+ur\w*)(?![\w])"
"""What a meter counts; folded."""
_ELSEWHERE = tuple(
    re.compile(pattern)
    for pattern in (
        # money and shares
        r"(?<![0-9.,])[0-9][0-9.,]*\s?(?:€|eur\b|evr\w{0,3}|cent\w{0,3}|%|euros?\b|procent\w*|percent|pounds?\b|dollars?\b)",
        r"(?:€|\beur)\s?[0-9][0-9.,]*",
        # times of day
        r"\b[0-9]{1,2}\s?[:.]\s?[0-9]{2}\s?(?:h|uri|ure|ura|am|pm)\b|\b[0-2]?[0-9]:[0-5][0-9]\b|\b[0-2]?[0-9]\s?(?:h|am|pm)\b",
        r"\b(?:ob|do|od|at|until|till|po|before|after|pred|okrog|around)\s+[0-2]?[0-9](?:[.:][0-5][0-9])?\.?\s?(?:h|uri|ure|uro|am|pm|o'?clock)\b",
        r"\bob\s+[0-2]?[0-9](?:[.:][0-5][0-9])?(?![\w.,]*[0-9])|\bmed\s+[0-2]?[0-9]\.?\s*(?:in|do|-)\s*[0-2]?[0-9]\.?\s*(?:h|uro|ur)?\b",
        # durations, ages, counts
        r"\b[0-9]{1,3}[-\s]?(?:dni|dneh|dnevi|dnem|dan\b|dnev\w*|mesec\w*|mesc\w*|ted\w+|let\b|leta\b|leti\b|letih\b|letn\w+|ur(?:e|o|i|ah|ama|ami)?\b|minut\w*|days?|months?|weeks?|years?|hours?|min\b|minutes?)",
        r"\b[0-9]{1,3}\s?(?:racun\w*|poloznic\w*|stev?e?c\w*|vodomer\w*|stanovanj\w*|oseb\w*|ljudi|clan\w*|otro\w*|krat\b|kosov|nadstropj\w*|obrok\w*|cifr\w*|stevilk\w*|radiator\w*|decimal\w*|mest[ai]?\b)",
        r"\b[0-9]{1,3}\s?(?:invoices?|bills?|meters\b|people|persons?|tenants?|flats?|digits?|instalments?|installments?|times|readings?|radiators?|of\s+us)",
        r"\b[0-9]{1,2}\s?x\b|\bx\s?[0-9]{1,2}\b",
        r"\b(?:zadnj\w{1,2}|prvi?h?|last|first)\s+[0-9]{1,2}\b",
        # areas, temperatures, litres alone, pressure, phases
        r"\b[0-9]{1,4}(?:[.,][0-9]+)?\s?(?:m2\b|m²|kvadrat\w*|kv\.?\s?m\b|square|sqm\b)",
        r"-?\b[0-9]{1,2}(?:[.,][0-9])?\s?(?:°|stopinj\w*|stop\.|celzij\w*|degrees?)",
        r"\b[0-9]{1,3}(?:[.,][0-9]+)?\s?(?:bar\w{0,2}|kg|km|cm|mm|gb|mb|watt?\w*|amper\w*|amps?)\b",
        # ordinals: a day of the month, a row of a list
        r"\b[0-3]?[0-9]\.\s*(?:ali|in|do|-)\s*[0-3]?[0-9]\.(?=\s*(?:v\s+mesec|dan\b|dne\b|dnem\b|$|[a-z?!]))|\b[0-3]?[0-9]\.(?=\s*(?:v\s+mesecu|dan\b|dne\b|v\s+vrst))",
        r"\b[0-3]?[0-9](?:st|nd|rd|th)\b",
        r"\b(?:do|je|bo|by|until|danes|jutri|today|vsak)\s+[0-3]?[0-9]\.(?=\s*(?:,|$|[?!]|[a-z]))",
        # differences and red digits, which are litres
        r"\bza\s+[0-9][0-9.,]*\s+(?:prevec|premalo|previsok\w*|prenizk\w*|prevelik\w*)|\b(?:higher|lower|off|out|wrong)\s+by\s+[0-9][0-9.,]*\b|\b[0-9][0-9.,]*\s+too\s+(?:high|low|much)",
        r"\b(?:rdec\w+|red)(?:\s+(?:ones?|digits?|numbers?|figures?|bit|part|stevilk\w*|cifr\w*))?\s*(?:pa\s+|so\s+|je\s+|are\s+|is\s+|:\s*)?[0-9]{1,4}\b",
        r"\b(?:napak\w*|error|koda?\s+napake|http)\s+(?:st\.?\s*|no\.?\s*|code\s+)?[0-9]{3}\b",
        r"\b(?:klic\w*|call\w*|pokli\w*)\s+11[0-9]\b",
        # papers and other numbers that bear a name
        r"\b(?:davcn\w+|emso|ddv|trr|sklic\w*|referenc\w*|opomin\w*|narocil\w*|pogodb\w*|tiket\w*|zahtevk?\w*|zadev\w|ticket|order|contract|tax|reference|case|vpr(?:asanj)?\w*|tock\w|clen\w*|page|stran)\s*(?:id\s*)?(?:st\.?|stevilk\w|no\.?|number)?[:\s#]*[0-9][0-9-]*",
        r"\b(?:sporocil[oau]|dopis\w?|message|letter)\s+(?:st\.?\s*|no\.?\s*|number\s*)?[0-9]{1,3}\b",
        r"\b(?:stev?e?c\w{0,2}|vodomer\w{0,2}|merilnik\w{0,2}|meter)\s+[1-9](?=\s*[:=),]|\s+[0-9])",
        r"\b(?:koda?|kodo|code|pin)\s*(?:je|is|:)?\s*[0-9]{4,8}\b",
        r"\b(?:tip\w?|model\w?|type|razred\w?|class|dn)\s*[0-9]{1,4}\b",
    )
)
_LITRES_ALONE = re.compile(r"\b[0-9]{1,6}(?:[.,][0-9]+)?\s?(?:l\b|lit\w{1,5})")
_RATE = re.compile(
    rf"\b[0-9][0-9.,]*\s?{UNIT}\s*(?:na|/|a|an|per)\s*(?:mesec|dan|leto|osebo|teden|month|day|year|week|person)\b"
)
"""What is usual, not what a meter shows: "a je 12 kubikov na mesec veliko"."""
_METERED = re.compile(rf"[0-9]\s?{UNIT}")


def claim(reader: Reader) -> None:
    """Marks those numbers as taken. A number with a meter's unit is never claimed here, but for litres on their own."""
    for pattern in (_RATE, *_ELSEWHERE):
        for match in list(reader.matches(pattern)):
            if pattern is _RATE or not _METERED.search(match.group()):
                reader.claim(match)


def claim_litres(reader: Reader) -> None:
    """After readings such as "48 m³ 517 l" have taken their litres: "512 litrov" is what ran out, or the red digits."""
    for match in list(reader.matches(_LITRES_ALONE)):
        reader.claim(match)
