"""Numbers that name things: invoices, payer codes, second secrets, meters. And those that name nothing for us."""

import re

from nlu.entities.reader import Reader

_GLUE = r"(?:\s*(?:st(?:evilk[ao])?\.?|no\.?|nr\.?|number|je|is|the|z|s|:|#|=|,|-)){0,3}\s*"
_METER = r"(?:st[ei]?v?e?c[a-z]{0,3}|vodomer[a-z]{0,3}|merilnik[a-z]{0,3}|kalorimet[a-z]{1,4}|delilnik[a-z]{0,3}|plinomer[a-z]{0,3}|meter)"
_SHAPED = re.compile(
    r"(?<![\w/.,-])(?:(?:r|rn|ir|ra|fa|inv)[-/ ]?[0-9]{2,4}[-/][0-9]{2,8}(?:[-/][0-9]{1,8})?|20[0-4][0-9]-(?:[0-9]{2}-[0-9]{3,8}|[0-9]{4,8})|20[0-4][0-9]/(?!20[0-4][0-9]\b)[0-9]{3,8})(?![\w-]|/[0-9])"
)
"""Cost splits and invoices with hyphens: ``R-2026-10-4711``, ``2026-10-004512``; a date has two digits at its end."""
_POINT = re.compile(r"(?<![\w-])om-?\s?[0-9]{1,8}(?![\w-])")
_IBAN = re.compile(r"\bsi[0-9]{2}(?:[ -]?[0-9]{1,12}){1,7}\b|\brf[0-9]{2}\w{1,21}\b")
_INVOICE_WORD = r"(?:rac(?:un[a-z]{0,3})?|faktur[a-z]{0,2}|poloznic[a-z]{0,3}|razdelilnik[a-z]{0,2}|obracun[a-z]{0,3}|dobropis[a-z]{0,2}|rn|invoices?|bills?)"
_INVOICE = re.compile(
    rf"\b{_INVOICE_WORD}\b\.?{_GLUE}([0-9]{{6,14}}|[0-9]{{1,4}}[-/][0-9]{{4,9}}|[0-9]{{1,4}}[-/][0-9]{{2,4}}[-/][0-9]{{2,9}}|[a-z]{{1,3}}-?[0-9]{{4,12}})(?![\w-]|[.,/][0-9])"
)
_NINE = re.compile(r"(?<![\w.,/+-])20[12][0-9]{6}(?![\w-]|[.,][0-9])")
_PAYER = re.compile(
    r"\b(?:(?:plac?nisk\w+|uporabnisk\w+)\s+(?:stevilk\w*|sifr\w*|kod\w*)|(?:sifr\w*|kod[aeo]|stevilk\w*|st\.)\s+(?:placnik\w*|strank\w*|odjemalc\w*|kupc\w*)"
    rf"|sifr\w*|placnik\w*|(?:payer|customer|client)(?:\s+(?:code|number|no|id))?)\b\.?{_GLUE}([0-9]{{3,9}})(?![\w-]|[.,][0-9])"
)
_SECRET = re.compile(
    rf"\b(?:geslo\w*|password|kontroln\w+\s+(?:stevilk\w*|kod\w*)|control\s+(?:number|code)|passcode)\b(?:\s+(?:na|za|z|s|iz|from|on|of|for|the|my|moje|is|je|pa|zadnji|racun\w*|povezav\w+|dopis\w*|letter|bill|invoice|portal\w*|dostop\w*)\b){{0,4}}{_GLUE}((?=[\w-]*[0-9])[a-z0-9][\w-]{{2,24}})"
)
_LINKING = re.compile(
    r"\bpovez|\bpovej?z|\bregistr|\bprijav|\bvpis|\bdodaj|\bdodal|\bprikljuc|\blink\b|\bconnect|\bsign\s+(?:me\s+)?up|\badd\b|\bpair\b|\blog\s*in\b"
)
_SHOWING = re.compile(
    r"\bposlj|\bposil|\bpokaz|\brabi|\bpotrebuj|\bsend\b|\bshow\b|\bneed\b|\bpdf\b|\bkopij|\bdvojnik|\bplacan|\bporavnan|\bza\s+placnik|\bpaid\b|\bcopy\b"
)
_UNLINKING = re.compile(
    r"\bodjav|\bumakn|\bodvez|\bodklop|\bodstran|\bprekin|\bloci|\bizbris|\bodpovez|\bunlink|\bdisconnect|\bremove\b|\bdetach"
)
_CODE_WORD = re.compile(r"\b(?:kod[aoe]|sifr[aoe]|code)\s+([0-9]{3,9})(?![\w-]|[.,][0-9])")
_SERIAL_LABELLED = re.compile(
    rf"\b(?:{_METER}|serijsk\w+|serial)\s*(?:(?:st(?:evilk[aoei])?|ser|no|nr|number|s\s+stevilko|z\s+oznako)\b\.?[\s:]*){{1,2}}(?:je|is)?\s*([0-9]{{6,12}})(?![\w-]|[.,][0-9])"
)
_EIGHT = re.compile(r"(?<![\w.,/+-])[0-9]{8}(?![\w-]|[.,][0-9])")
_CODE = re.compile(r"(?<![\w.,/+:-])[0-9]{4,9}(?![\w/-]|[.,:][0-9])")


def find_shaped(reader: Reader) -> None:
    """Numbers known by their shape alone: cost splits, metering points, IBANs and references."""
    for match in reader.matches(_SHAPED):
        reader.add(_secret_or_invoice(reader), reader.as_written(match), match)
    for pattern in (_POINT, _IBAN):
        for match in reader.matches(pattern):
            reader.claim(match)


def find_labelled(reader: Reader) -> None:
    """Numbers after the word that names them. In a message that links an account, the invoice's number is its second secret."""
    for match in reader.matches(_SECRET):
        reader.add("control_number", reader.as_written(match, 1), match, 1)
    for match in reader.matches(_PAYER):
        reader.add("payer_code", match.group(1), match, 1)
    if _UNLINKING.search(reader.low) or _LINKING.search(reader.low):
        for match in reader.matches(_CODE_WORD):
            reader.add("payer_code", match.group(1), match, 1)
    name = _secret_or_invoice(reader)
    for match in reader.matches(_INVOICE):
        reader.add(name, reader.as_written(match, 1), match, 1)
    for match in reader.matches(_NINE):
        reader.add(name, match.group(), match)


def find_serials(reader: Reader) -> None:
    """Eight digits are printed on every meter; other lengths need "števec št." before them."""
    for match in reader.matches(_SERIAL_LABELLED):
        reader.add("meter_serial", match.group(1), match, 1)
    for match in reader.matches(_EIGHT):
        reader.add("meter_serial", match.group(), match)


def find_bare_codes(reader: Reader) -> None:
    """What no reading wanted: the code in "povezi 4711, komunala", and a message that is nothing but six digits."""
    if reader.has("reading_value") or reader.has("payer_code"):
        return
    alone = reader.low.strip(" .!")
    if _LINKING.search(reader.low) or (len(alone) == 6 and alone.isdecimal()):
        for match in reader.matches(_CODE):
            reader.add("payer_code", match.group(), match)
            return


def _secret_or_invoice(reader: Reader) -> str:
    linking = _LINKING.search(reader.low) or reader.has("payer_code")
    return "control_number" if linking and not _SHOWING.search(reader.low) else "invoice_number"
