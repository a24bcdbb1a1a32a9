"""The files and their columns: one dataclass a file, one field a column, each field knows its parser.

``line`` is the row's place in its file, for the report of faults.
"""

from dataclasses import dataclass, field, fields
from typing import get_type_hints

from backend.loading import cells as c


@dataclass(frozen=True, slots=True)
class Row:
    """What every row has."""

    line: int


@dataclass(frozen=True, slots=True)
class ProviderRow(Row):
    slug: c.Slug
    name: c.Name
    kind: c.ProviderKind
    street: c.Name
    post_code: c.PostCode
    town: c.Name
    phone: c.Phone
    emergency_phone: c.PhoneOrNone
    email: c.Email
    website: c.TextOrNone
    tax_number: c.TaxNumber
    iban: c.Iban
    secret_kind: c.Secret
    single_access: c.Yes
    window_from_day: c.MonthDayOrNone
    window_to_day: c.MonthDayOrNone
    services: c.Services
    widget_origins: c.Origins


@dataclass(frozen=True, slots=True)
class OfficeHoursRow(Row):
    provider: c.Slug
    weekday: c.Weekday
    opens: c.Clock
    closes: c.Clock


@dataclass(frozen=True, slots=True)
class OfficeExceptionRow(Row):
    provider: c.Slug
    day: c.Day
    opens: c.ClockOrNone
    closes: c.ClockOrNone
    note: c.NoteOrNone


@dataclass(frozen=True, slots=True)
class ReminderRulesRow(Row):
    provider: c.Slug
    steps: c.ReminderSteps
    decent_from: c.Clock
    decent_until: c.Clock
    on_sundays: c.Yes
    on_holidays: c.Yes
    per_second: c.PerSecond


@dataclass(frozen=True, slots=True)
class PayerRow(Row):
    provider: c.Slug
    code: c.Code
    name: c.Name
    street: c.Name
    post_code: c.PostCode
    town: c.Name
    password: c.TextOrNone = field(repr=False)


@dataclass(frozen=True, slots=True)
class MeteringPointRow(Row):
    provider: c.Slug
    payer: c.Code
    code: c.Code
    street: c.Name
    post_code: c.PostCode
    town: c.Name


@dataclass(frozen=True, slots=True)
class MeterRow(Row):
    provider: c.Slug
    payer: c.Code
    metering_point: c.Code
    serial: c.Code
    service: c.ServiceName
    unit: c.Unit
    digits: c.Digits
    decimals: c.Decimals
    dimension: c.CodeOrNone
    installed_on: c.Day
    start_value: c.Value
    removed_on: c.DayOrNone
    final_value: c.ValueOrNone


@dataclass(frozen=True, slots=True)
class ReadingRow(Row):
    provider: c.Slug
    payer: c.Code
    metering_point: c.Code
    serial: c.Code
    taken_on: c.Day
    value: c.Value
    source: c.Source


@dataclass(frozen=True, slots=True)
class PriceRow(Row):
    provider: c.Slug
    valid_from: c.Day
    position: c.Position
    service: c.ServiceName
    description: c.Name
    unit: c.PriceUnit
    unit_price: c.Price
    vat_rate: c.RateOrNone


@dataclass(frozen=True, slots=True)
class InvoiceRow(Row):
    provider: c.Slug
    payer: c.Code
    number: c.Code
    kind: c.Kind
    issued_on: c.Day
    service_from: c.Day
    service_to: c.Day
    due_on: c.Day
    metering_point: c.CodeOrNone
    net: c.Money
    vat: c.Money
    payable: c.Money
    paid: c.Money
    paid_on: c.DayOrNone
    reference: c.Reference
    purpose_code: c.PurposeCode
    purpose: c.Purpose
    for_payment: c.Yes


@dataclass(frozen=True, slots=True)
class InvoiceLineRow(Row):
    provider: c.Slug
    payer: c.Code
    invoice: c.Code
    position: c.Position
    description: c.Name
    quantity: c.Quantity
    unit: c.PriceUnit
    unit_price: c.Price
    vat_rate: c.RateOrNone
    net: c.Money


@dataclass(frozen=True, slots=True)
class InvoiceReadingRow(Row):
    provider: c.Slug
    payer: c.Code
    invoice: c.Code
    position: c.Position
    serial: c.Code
    service: c.ServiceName
    unit: c.Unit
    date_from: c.Day
    value_from: c.Value
    date_to: c.Day
    value_to: c.Value
    used: c.Value


@dataclass(frozen=True, slots=True)
class Pdf:
    """A PDF that came with the data; ``number`` is the invoice's, from the file's name."""

    number: str
    content: bytes = field(repr=False)


@dataclass(frozen=True, slots=True)
class Data:
    """A folder, read; a field is a file of the same name with ``.csv``."""

    providers: tuple[ProviderRow, ...] = ()
    office_hours: tuple[OfficeHoursRow, ...] = ()
    office_exceptions: tuple[OfficeExceptionRow, ...] = ()
    reminder_rules: tuple[ReminderRulesRow, ...] = ()
    payers: tuple[PayerRow, ...] = ()
    metering_points: tuple[MeteringPointRow, ...] = ()
    meters: tuple[MeterRow, ...] = ()
    readings: tuple[ReadingRow, ...] = ()
    prices: tuple[PriceRow, ...] = ()
    invoices: tuple[InvoiceRow, ...] = ()
    invoice_lines: tuple[InvoiceLineRow, ...] = ()
    invoice_readings: tuple[InvoiceReadingRow, ...] = ()
    pdfs: tuple[Pdf, ...] = ()


KINDS: dict[str, type[Row]] = {
    "providers": ProviderRow,
    "office_hours": OfficeHoursRow,
    "office_exceptions": OfficeExceptionRow,
    "reminder_rules": ReminderRulesRow,
    "payers": PayerRow,
    "metering_points": MeteringPointRow,
    "meters": MeterRow,
    "readings": ReadingRow,
    "prices": PriceRow,
    "invoices": InvoiceRow,
    "invoice_lines": InvoiceLineRow,
    "invoice_readings": InvoiceReadingRow,
}


def columns(kind: type[Row]) -> dict[str, c.Cell]:
    """A file's columns in order, with how each is read."""
    hints = get_type_hints(kind, include_extras=True)
    return {column.name: hints[column.name].__metadata__[0] for column in fields(kind) if column.name != "line"}
