"""E-mail addresses and phone numbers."""

import re

import phonenumbers

from nlu.entities.reader import Reader

_EMAIL = re.compile(r"(?<![\w.+-])[a-z0-9][a-z0-9._%+-]{0,63}@[a-z0-9-]{1,63}(?:\.[a-z0-9-]{1,63}){1,6}")
_GIVES_WAY = re.compile(r"\b(?:namesto|instead\s+of|rather\s+than|ne|not)\s+$")
_LINK = re.compile(r"(?:https?://|www\.)\S+")
_LABEL = r"(?:tel(?:efon\w*)?|gsm|mob(?:itel|iln\w*|ile)?|phone|cell|klic\w*|pokli\w*|stevilk\w*|number|call)"
_PHONE = re.compile(
    r"(?<![\w.,/-])(?:(?:\+|00)[1-9][0-9]{0,2}[ ./()-]{0,2}(?:\(0\))?(?:[ ./()-]{0,2}[0-9]){6,12}|0[1-9](?:[ /()-]{0,2}[0-9]){6,8})(?![\w@-]|[.,][0-9])"
)
_LABELLED = re.compile(
    r"\b(?:tel(?:efon\w*)?|gsm|mobitel|phone)\b[.: ]{0,4}(?:st\.|stevilka|number|je|is)?[.: ]{0,3}([0-9][0-9 /-]{4,14}[0-9])(?![\w@])"
)
_REGION = "SI"


def find_emails(reader: Reader) -> None:
    """Addresses as written, without the full stop of the sentence; "namesto a@b.si" gives way to the other one.

    Links are claimed, so their digits mean nothing.
    """
    found = list(reader.matches(_EMAIL))
    for match in found:
        if len(found) > 1 and _GIVES_WAY.search(reader.low[max(0, match.start() - 16) : match.start()]):
            reader.claim(match)
        else:
            reader.add("email", reader.as_written(match), match)
    for match in reader.matches(_LINK):
        reader.claim(match)


def find_phones(reader: Reader) -> None:
    """E.164 where it is a possible number (Slovenia unless a country is written), its digits where only a label says so."""
    for match in reader.matches(_PHONE):
        value = e164(match.group())
        if value is not None:
            reader.add("phone", value, match)
    for match in reader.matches(_LABELLED):
        reader.add("phone", re.sub(r"[^0-9]", "", match.group(1)), match, 1)


def e164(written: str) -> str | None:
    """``041 555 123`` is ``+38641555123``; nothing for what cannot be dialled."""
    try:
        number = phonenumbers.parse(written, _REGION)
    except phonenumbers.NumberParseException:
        return None
    if not phonenumbers.is_possible_number(number):
        return None
    return phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)
