"""Cells: text -> value. Each parser raises ``WrongCell`` with what was expected.

Sources of the rules: the banks' guide for IBAN and SI references, ISO 11649 for RF, ``stdnum.si.ddv`` for tax numbers.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, time
from decimal import Decimal
from typing import Annotated

from email_validator import EmailNotValidError, validate_email
from stdnum import iso11649
from stdnum.si import ddv

from backend.contract import Service
from backend.invoices.reference import is_reference
from backend.providers.contract import SecretKind
from backend.readings.contract import ReadingSource
from backend.reminders.steps import MOST_DAYS, OPENING


class WrongCell(ValueError):
    """The cell's text is not what its column holds; the message says what is expected."""


@dataclass(frozen=True, slots=True)
class Cell:
    """How a column is read. ``optional``: an empty cell is None; ``many``: several in a cell, an empty one is ()."""

    parse: Callable[[str], object]
    optional: bool = False
    many: bool = False


def text(most: int, pattern: str = "") -> Callable[[str], str]:
    """Text of at most ``most`` characters, perhaps of a form."""
    form = re.compile(pattern) if pattern else None

    def parse(cell: str) -> str:
        if len(cell) > most:
            raise WrongCell(f"at most {most} characters")
        if "\x00" in cell or (form is not None and not form.fullmatch(cell)):
            raise WrongCell(f"text of the form {pattern}" if pattern else "text")
        return cell

    return parse


def one_of(*names: str) -> Callable[[str], str]:
    """One of a few words."""

    def parse(cell: str) -> str:
        if cell not in names:
            raise WrongCell("one of " + ", ".join(names))
        return cell

    return parse


def whole(least: int, most: int) -> Callable[[str], int]:
    """A whole number within bounds."""

    def parse(cell: str) -> int:
        if not re.fullmatch(r"[0-9]{1,9}", cell) or not least <= int(cell) <= most:
            raise WrongCell(f"a whole number from {least} to {most}")
        return int(cell)

    return parse


def decimal(decimals: int, *, negative: bool = False) -> Callable[[str], Decimal]:
    """A number with a decimal comma or point and no thousands marks, with at most ``decimals`` decimals."""
    form = re.compile(rf"{'-?' if negative else ''}[0-9]{{1,9}}(?:[.,][0-9]{{1,{decimals}}})?")

    def parse(cell: str) -> Decimal:
        if not form.fullmatch(cell):
            sign = "" if negative else ", not negative"
            raise WrongCell(f"a number such as 1234,5 without thousands marks, at most {decimals} decimals{sign}")
        return Decimal(cell.replace(",", "."))

    return parse


def day(cell: str) -> date:
    """``2026-10-27`` or ``27.10.2026``, spaces after the points allowed."""
    local = re.fullmatch(r"([0-9]{1,2})\. ?([0-9]{1,2})\. ?([0-9]{4})", cell)
    iso = re.fullmatch(r"([0-9]{4})-([0-9]{2})-([0-9]{2})", cell)
    try:
        if local:
            return date(int(local[3]), int(local[2]), int(local[1]))
        if iso:
            return date(int(iso[1]), int(iso[2]), int(iso[3]))
    except ValueError as error:
        raise WrongCell("a day that exists") from error
    raise WrongCell("a day such as 2026-10-27 or 27.10.2026")


def clock(cell: str) -> time:
    """``08:00`` or ``8.00``."""
    found = re.fullmatch(r"([0-9]{1,2})[:.]([0-9]{2})", cell)
    if not found or int(found[1]) > 23 or int(found[2]) > 59:
        raise WrongCell("a time such as 08:00")
    return time(int(found[1]), int(found[2]))


LABEL = r"[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?"
ORIGIN = re.compile(rf"https://{LABEL}(?:\.{LABEL})+(?::[1-9][0-9]{{0,4}})?")
OWN_ORIGIN = re.compile(r"http://(?:localhost|127\.0\.0\.1)(?::(?:[1-9][0-9]{0,4}|\*))?")
WEEKDAYS = ("pon", "tor", "sre", "čet", "pet", "sob", "ned")


def weekday(cell: str) -> int:
    """0 is Monday."""
    name = cell.lower().replace("cet", "čet")
    if name not in WEEKDAYS:
        raise WrongCell("one of " + ", ".join(WEEKDAYS))
    return WEEKDAYS.index(name)


def yes(cell: str) -> bool:
    """``da`` or ``ne``."""
    if cell.lower() not in {"da", "ne", "yes", "no"}:
        raise WrongCell("da or ne")
    return cell.lower() in {"da", "yes"}


def email(cell: str) -> str:
    """An address of valid form; nothing is looked up."""
    try:
        return str(validate_email(cell, check_deliverability=False, test_environment=True).normalized)
    except EmailNotValidError as error:
        raise WrongCell("an e-mail address") from error


def tax_number(cell: str) -> str:
    """Eight digits with a valid check digit, ``SI`` in front allowed."""
    if not ddv.is_valid(cell):
        raise WrongCell("a Slovenian tax number: eight digits, the last one a check digit")
    return str(ddv.compact(cell))


def iban(cell: str) -> str:
    """A Slovenian account: by themselves, its 15 digits leave 1 when divided by 97; so ``SI56`` is its only beginning."""
    joined = cell.replace(" ", "").upper()
    if not re.fullmatch(r"SI56[0-9]{15}", joined) or int(joined[4:]) % 97 != 1:
        raise WrongCell("a Slovenian IBAN: SI56 and 15 digits with valid check digits")
    return joined


def reference(cell: str) -> str:
    """SI12 (with its check digit), SI00, SI99 or RF, joined without spaces."""
    joined = cell.replace(" ", "").upper()
    if not is_reference(joined):
        raise WrongCell("a valid reference, such as SI121033842574531 or RF45SBO2010")
    return joined if joined.startswith("SI") else str(iso11649.compact(joined))


def services(cell: str) -> tuple[str, ...]:
    """Names of services with spaces between them."""
    return tuple(one_of(*Service)(name) for name in cell.split())


def origins(cell: str) -> tuple[str, ...]:
    """Origins of sites with spaces between them; by http only this machine's own, to try things out (``:*``: any port)."""
    names = tuple(cell.lower().split())
    if not all(len(name) <= 200 and (ORIGIN.fullmatch(name) or OWN_ORIGIN.fullmatch(name)) for name in names):
        raise WrongCell("origins such as https://www.komunala.si, without a path (letters of domains as xn--…)")
    return tuple(dict.fromkeys(names))


def reminder_steps(cell: str) -> tuple[int, ...]:
    """Days before a window's last day with spaces between them, ``opens`` for its first day; ``none``."""
    words = cell.lower().split()
    if words == ["none"]:
        return ()
    if len(set(words)) < len(words) or not all(re.fullmatch("opens|[0-9]{1,2}", word) for word in words):
        raise WrongCell(f"opens and days before the last one (0 to {MOST_DAYS}), each once, such as: opens 3 0")
    steps = tuple(OPENING if word == "opens" else int(word) for word in words)
    if max(steps) > MOST_DAYS or len(set(steps)) < len(steps):
        raise WrongCell(f"days from 0 to {MOST_DAYS}, each once")
    return steps


def phone(cell: str) -> str:
    """As it should be shown."""
    if not re.fullmatch(r"\+?[0-9][0-9 /()-]{4,24}", cell):
        raise WrongCell("a phone number such as +386 1 555 01 00")
    return cell


Slug = Annotated[str, Cell(text(40, r"[a-z0-9][a-z0-9-]*"))]
Code = Annotated[str, Cell(text(40))]
Name = Annotated[str, Cell(text(200))]
PostCode = Annotated[str, Cell(text(10))]
Day = Annotated[date, Cell(day)]
DayOrNone = Annotated[date | None, Cell(day, optional=True)]
TextOrNone = Annotated[str | None, Cell(text(200), optional=True)]
CodeOrNone = Annotated[str | None, Cell(text(40), optional=True)]
Phone = Annotated[str, Cell(phone)]
PhoneOrNone = Annotated[str | None, Cell(phone, optional=True)]
Yes = Annotated[bool, Cell(yes)]
NoteOrNone = Annotated[str | None, Cell(text(80), optional=True)]
Clock = Annotated[time, Cell(clock)]
ClockOrNone = Annotated[time | None, Cell(clock, optional=True)]
Weekday = Annotated[int, Cell(weekday)]
Email = Annotated[str, Cell(email)]
TaxNumber = Annotated[str, Cell(tax_number)]
Iban = Annotated[str, Cell(iban)]
Reference = Annotated[str, Cell(reference)]
Services = Annotated[tuple[str, ...], Cell(services, many=True)]
Origins = Annotated[tuple[str, ...], Cell(origins, many=True)]
ServiceName = Annotated[str, Cell(one_of(*Service))]
Secret = Annotated[str, Cell(one_of(*SecretKind))]
Source = Annotated[str, Cell(one_of(*ReadingSource))]
Unit = Annotated[str, Cell(one_of("m3", "kWh", "MWh"))]
PriceUnit = Annotated[str, Cell(text(20))]
Kind = Annotated[str, Cell(one_of("invoice", "credit_note", "cost_split"))]
ProviderKind = Annotated[str, Cell(one_of("utility", "building_manager", "waste"))]
ReminderSteps = Annotated[tuple[int, ...], Cell(reminder_steps)]
PerSecond = Annotated[int, Cell(whole(1, 30))]
"""Telegram's limit over all chats of a bot is about 30 a second."""
Digits = Annotated[int, Cell(whole(1, 9))]
Decimals = Annotated[int, Cell(whole(0, 3))]
Position = Annotated[int, Cell(whole(1, 9999))]
MonthDayOrNone = Annotated[int | None, Cell(whole(1, 31), optional=True)]
Money = Annotated[Decimal, Cell(decimal(2, negative=True))]
Price = Annotated[Decimal, Cell(decimal(4, negative=True))]
Quantity = Annotated[Decimal, Cell(decimal(3, negative=True))]
Value = Annotated[Decimal, Cell(decimal(3))]
ValueOrNone = Annotated[Decimal | None, Cell(decimal(3), optional=True)]
RateOrNone = Annotated[Decimal | None, Cell(decimal(1), optional=True)]
PurposeCode = Annotated[str, Cell(text(4, r"[A-Z]{4}"))]
Purpose = Annotated[str, Cell(text(42))]
