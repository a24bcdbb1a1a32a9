"""Whether the words around a number speak of a meter's reading. When in doubt they don't."""

import re

from nlu.entities.reader import Reader
from nlu.entities.standing import Standing

_STRONG = re.compile(
    r"\bstanj|\bodi?[ct]{1,2}i?[ct]?e?k|\bodcit|\bodbir|\bs?a?m?o?popis|\bpopravk|\bpopravek|\bpoprav(?:i|l)|\bstevcn|\breading|\breads?\b|\breadout|\bnamest|\binstead|\bcorrect|\bmoral[aoi]?\s+bi"
    r"|\bkaz[ea]|\bpokazuj|\bnapis|\bpise\b|\bvrednost|\bshows?\b|\bsays\b|\bdial\b|\bmeritev|\bprebral"
)
_CONTEXT = re.compile(
    r"\bst[ei]{0,2}v?e?c[auieo]?[mv]?\b|\bstev?c|\bste{1,2}v?c|\bvodom|\bmerilnik|\bkalorimet|\bdelilnik|\bplinomer|\b(?:hladn|topl|mrzl)[aeoi]\b|\btoplot|\bvod[aeo]\b|\bogrev|\belektri|\bstrom|\bplin|\bna\s+uri\b|\bvodo\b"
    r"|\bmeter\b|\bcounter\b|\bcold\b|\bhot\b|\bwater\b|\bheat|\belectric|\bgas\b|\bodda[jl]|\bvnes|\bvpis|\bzapis|\bzapomn|\bjavlj|\bsporoc|\bposiljam|\bsubmit|\brecord|\benter\b|\bput\s+down|\bkubi[kc]|\bcubes?\b"
    r"|\bstevilka\s+(?:je|kaze)|\bstevilke\s*(?:so|:)|\bcrne\s+stevilke|\bblack\s+(?:digits|ones|numbers)|\b(?:number|figure|value|digits)\s+(?:is|are)\b|\bbelez|\bzabelez|\bzavedi|\bvelja\b|\bnote\b|\blog\b|\btype\s+in\b|\breporting\b|\bplease\s+use\b"
    r"|\b(?:kopalnic|kuhinj|stranisc|klet|garaz|pritlic|nadstrop|kitchen|bathroom|toilet|cellar|basement|upstairs|downstairs|zgornj|spodnj)\w*(?:\s+stanovanj\w+)?\s*[:=]?\s*(?=[0-9])|\b[ht]v\s+(?=[0-9])"
)
_STATE_BEFORE = re.compile(
    r"\b(?:stanj[eau]|odcit\w+|reading|kaze|shows|reads|stoji\s+na|still\s+at|stands\s+at|na\s+stev?cu)\b[^0-9]*$"
)
_USE_BEFORE = re.compile(r"\bporab[^0-9,.;]*$")
_OTHER_WISH = re.compile(
    r"\bporab|\bpotros|\bcen[aeo]?\b|\bcenik|\bplac(?!nik|nis|e\b|es\b)|\bdolg|\bdolz|\bopomn|\bspomn|\bopoz|\bpovez|\bregistr|\bprijav|\bpuscan|\bpusca|\bokvar|\bmanjka|\bobracun|\bobrok"
    r"|\bconsum|\bused?\b(?<!please\suse)|\busage|\bprice|\btariff|\bpay(?!er)|\bowe|\bremind|\bleak|\bcost|\bni\s+(?:\w+\s+)?(?:vode|ogrevanja|tople|elektrike|plina)\b|\bcev|\bkaplja|\bzamas|\bpoplav|\bpocil|\bracun"
    r"|\bpoloznic|\binvoice|\bbill|\bplus\b|\bminus\b|\bkrat\b|\btimes\b|\bdeljeno\b"
)
_OF_A_PERSON = re.compile(r"\bnaslov|\btelefon|\bprofil|\bimen|\baddress|\bphone|\bmail\b|\bname\b")
_METER = re.compile(r"\bvodom|\bst[ei]{0,2}v?e?c\w?\b|\bstev?c|\bplinomer|\bkalorim|\bmeter\b|\bodcit|\breading\b")
_CONSUMED = re.compile(
    r"\bporab|\bpotros|\bconsum|\bused\b|\busage|\bcen[aeo]?\b|\bcenik|\bprice|\btariff|\b(?:kol(?:iko|ko|k)|kaj|kok)\s+(?:\w+\s+){0,3}(?:stane|pride|kosta|znasa|bi\s+prisl\w)\b"
    r"|\bhow\s+much\s+(?:is|are|does|do|would|for)\b|\bmanjka"
)
_TWO_TARIFFS = re.compile(
    r"\b(?:high|low|day|night|peak|off-peak|visok\w|nizk\w|velik\w|mal\w|visj\w|nizj\w)\s+tari(?:ff|f)\w*"
)
_MISTAKE = re.compile(r"\bzatip|\bzmot|\bfals|\bnarobe|\bnapac|\bpomot|\bwrong|\bmistake|\btypo|\bmisread|\bvejic")
_FILLER = re.compile(
    r"\b(?:ja|ok|ne|je|to|torej|pol|potem|no|evo|tole|pa|se|enkrat|mislim|mislil|mislila|da|sem|sm|smo|mam|imam|imamo|zdaj|zdej|zdj|hvala|prosim|lp|lep|pozdrav|zivjo|dober|dan|tocno|okoli|ups|oprostite|oprosti|sorry|i|mean|it|its|s"
    r"|is|the|yes|no|please|thanks|hi|hello|now|novo|nova|danes|dans|today|this|morning|evening|zjutraj|zjutri|zvecer|dopoldne|popoldne|odcital|odcitala|popisal|popisala|reads|m3|l|evo|tukaj|tu|here|prav|pravilno|zmota|napaka|so|well"
    r"|bi|in|and|we|are|at|still|like|before|ob|kot|prejsnjic|enako|pravi|recimo)\b|[^\w]+"
)
_NEAR = 80
"""Characters before a number that may tell what it is."""
_CODE_DIGITS = 6
"""So many digits alone may be a payer code."""


_ENGLISH = re.compile(
    r"\b(?:the|my|is|it's|meter|reading|reads|cold|hot|water|at|please|code|heating|heat|value|for|from|correct|change|current|electricity)\b"
)
_SLOVENIAN = re.compile(
    r"\b(?:je|sem|stanj\w|vod\w|na|za|prosim|stev\w*|odcit\w*|topl\w|hladn\w|mrzl\w|kaze|pise|in|ampak|namesto|lp|hvala)\b"
)


def is_english(low: str) -> bool:
    """Whether the words around a number are English, where a comma groups thousands."""
    return bool(_ENGLISH.search(low)) and not _SLOVENIAN.search(low)


def compared(reader: Reader, found: list[Standing]) -> bool:
    """ "prej 1200, zdaj 1234", "ni 5120 ampak 5210", "naj bo 745,3": values set against others speak of readings by themselves."""
    if Standing.corrected in found:
        against = {Standing.former, Standing.denied, Standing.instead} & {*found}
        other = _OTHER_WISH.search(reader.low) or _of_a_person(reader)
        return bool(against or _MISTAKE.search(reader.low)) or not other
    return Standing.current in found and Standing.former in found


def speaks_of_reading(reader: Reader, match: re.Match[str], candidates: list[re.Match[str]]) -> bool:
    """Judged by the words of the whole text; where they speak of use or prices, only by those right before the number."""
    before = reader.low[max(0, match.start() - _NEAR) : match.start()]
    if _CONSUMED.search(_TWO_TARIFFS.sub(" ", reader.low)):
        return bool(_STATE_BEFORE.search(before)) and not _USE_BEFORE.search(before)
    metered = match.group("rest") is not None
    if not metered and _digits(match) >= _CODE_DIGITS and not _STRONG.search(reader.low):
        return False
    if _STRONG.search(reader.low) or _TWO_TARIFFS.search(before):
        return True
    if _OTHER_WISH.search(reader.low) or (not metered and _of_a_person(reader)):
        return False
    if metered or reader.has("meter_serial") or _CONTEXT.search(reader.low):
        return True
    return len(candidates) == 1 and _alone(reader, match)


def _of_a_person(reader: Reader) -> bool:
    """A house number, a part of a phone number; a meter in the same text outweighs it."""
    return bool(_OF_A_PERSON.search(reader.low)) and not _METER.search(reader.low)


def _alone(reader: Reader, match: re.Match[str]) -> bool:
    """The message is the number with small words around ("ne, 1843")."""
    rest = "".join(
        " " if taken or match.start() <= at < match.end() else char
        for at, (char, taken) in enumerate(zip(reader.low, reader.taken, strict=True))
    )
    return not _FILLER.sub("", rest)


def _digits(match: re.Match[str]) -> int:
    """Before the decimals, without leading zeros; a number in words is no code."""
    if not match.group("number")[0].isdecimal():
        return 0
    return len(re.split(r"[.,]", match.group("number"))[0].lstrip("0"))
