"""Payment references: which ones are valid. Source: the banks' rules for SI models, ISO 11649 for RF."""

import re

from stdnum import iso11649


def si12_check_digit(digits: str) -> str:
    """The digit that follows twelve ``digits``: weights 2 to 13 from the right, 11 − (sum mod 11), 10 and 11 give 0."""
    total = sum(weight * int(digit) for weight, digit in enumerate(reversed(digits), start=2))
    check = 11 - total % 11
    return str(check if check < 10 else 0)


def is_reference(joined: str) -> bool:
    """Whether model and number, joined without spaces, are a valid reference of a kind that bills bear."""
    model, number = joined[:4], joined[4:]
    if model == "SI12":
        return bool(re.fullmatch(r"[0-9]{13}", number)) and si12_check_digit(number[:12]) == number[12]
    if model == "SI00":
        return bool(re.fullmatch(r"[0-9]{1,12}(?:-[0-9]{1,12}){0,2}", number)) and len(number) <= 20
    if model == "SI99":
        return not number
    return len(joined) <= 25 and joined.startswith("RF") and bool(iso11649.is_valid(joined))


def spaced_reference(joined: str) -> str:
    """As people read it: the model, a space, the number."""
    return f"{joined[:4]} {joined[4:]}".rstrip()


def spaced_iban(iban: str) -> str:
    """In groups of four."""
    return " ".join(iban[start : start + 4] for start in range(0, len(iban), 4))


def normal_number(number: str) -> str:
    """An invoice number as it is compared: letters a–z and digits alone, case ignored."""
    return re.sub(r"[^a-z0-9]", "", number.lower())
