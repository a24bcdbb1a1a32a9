"""Checks of rows against each other and against what the database has. Pure: rows in, faults out."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from decimal import Decimal
from typing import TypeVar

from backend.invoices.reference import normal_number
from backend.loading import rows as r
from backend.loading.invoice_checks import invoice_faults
from backend.loading.known import Known, KnownMeter
from backend.loading.office_checks import office_faults
from backend.loading.report import Fault

R = TypeVar("R", bound=r.Row)


def faults(data: r.Data, known: Known) -> list[Fault]:
    """Everything that is wrong with rows that were readable by themselves."""
    found: list[Fault] = []
    found += _repeated(data)
    found += _dangling(data, known)
    found += _providers(data, known)
    found += office_faults(data)
    found += _reminder_rules(data)
    found += _meters(data, known)
    found += invoice_faults(data)
    found += _pdfs(data, known)
    return found


def _twice(file: str, rows: Iterable[R], column: str, key: Callable[[R], tuple[object, ...]]) -> Iterator[Fault]:
    first: dict[tuple[object, ...], int] = {}
    for row in rows:
        line = first.setdefault(key(row), row.line)
        if line != row.line:
            yield Fault(file, row.line, column, f"the same as in line {line}", "each one once")


def _repeated(data: r.Data) -> Iterator[Fault]:
    yield from _twice("providers.csv", data.providers, "slug", lambda row: (row.slug,))
    yield from _twice("reminder_rules.csv", data.reminder_rules, "provider", lambda row: (row.provider,))
    yield from _twice("payers.csv", data.payers, "code", lambda row: (row.provider, row.code))
    yield from _twice(
        "metering_points.csv", data.metering_points, "code", lambda row: (row.provider, row.payer, row.code)
    )
    yield from _twice(
        "meters.csv", data.meters, "serial", lambda row: (row.provider, row.payer, row.metering_point, row.serial)
    )
    yield from _twice(
        "readings.csv",
        data.readings,
        "taken_on",
        lambda row: (row.provider, row.payer, row.metering_point, row.serial, row.taken_on),
    )
    yield from _twice("prices.csv", data.prices, "position", lambda row: (row.provider, row.valid_from, row.position))
    yield from _twice("invoices.csv", data.invoices, "number", lambda row: (row.provider, row.payer, row.number))
    yield from _twice(
        "invoice_lines.csv",
        data.invoice_lines,
        "position",
        lambda row: (row.provider, row.payer, row.invoice, row.position),
    )
    yield from _twice(
        "invoice_readings.csv",
        data.invoice_readings,
        "position",
        lambda row: (row.provider, row.payer, row.invoice, row.position),
    )


def _dangling(data: r.Data, known: Known) -> Iterator[Fault]:
    providers = known.providers.keys() | {row.slug for row in data.providers}
    payers = known.payers | {(row.provider, row.code) for row in data.payers}
    points = known.points | {(row.provider, row.payer, row.code) for row in data.metering_points}
    yield from _unknown("office_hours.csv", data.office_hours, "provider", lambda row: row.provider in providers)
    yield from _unknown(
        "office_exceptions.csv", data.office_exceptions, "provider", lambda row: row.provider in providers
    )
    yield from _unknown("reminder_rules.csv", data.reminder_rules, "provider", lambda row: row.provider in providers)
    yield from _unknown("payers.csv", data.payers, "provider", lambda row: row.provider in providers)
    yield from _unknown("prices.csv", data.prices, "provider", lambda row: row.provider in providers)
    yield from _unknown(
        "metering_points.csv", data.metering_points, "payer", lambda row: (row.provider, row.payer) in payers
    )
    yield from _unknown("meters.csv", data.meters, "payer", lambda row: (row.provider, row.payer) in payers)
    yield from _unknown("readings.csv", data.readings, "payer", lambda row: (row.provider, row.payer) in payers)
    yield from _unknown("invoices.csv", data.invoices, "payer", lambda row: (row.provider, row.payer) in payers)
    for row in data.invoices:
        if row.metering_point is not None and (row.provider, row.payer, row.metering_point) not in points:
            yield Fault("invoices.csv", row.line, "metering_point", "unknown metering point of this payer")
    yield from _unknown(
        "meters.csv", data.meters, "metering_point", lambda row: (row.provider, row.payer, row.metering_point) in points
    )


def _unknown(file: str, rows: Sequence[R], column: str, is_known: Callable[[R], bool]) -> Iterator[Fault]:
    for row in rows:
        if not is_known(row):
            value = getattr(row, column)
            yield Fault(file, row.line, column, f"unknown {column.replace('_', ' ')} {value!r}", "one that is loaded")


def _providers(data: r.Data, known: Known) -> Iterator[Fault]:
    kinds = known.providers | {row.slug: row.secret_kind for row in data.providers}
    for row in data.providers:
        if (row.window_from_day is None) != (row.window_to_day is None):
            yield Fault("providers.csv", row.line, "window_to_day", "half a reading window", "both days or none")
    for payer in data.payers:
        if kinds.get(payer.provider) == "password" and not payer.password:
            yield Fault("payers.csv", payer.line, "password", "the cell is empty", "this provider's bills bear one")


def _reminder_rules(data: r.Data) -> Iterator[Fault]:
    closed = {row.slug for row in data.providers if row.window_from_day is None}
    for row in data.reminder_rules:
        if row.decent_from >= row.decent_until:
            problem = "no hour of the day is left for reminders"
            yield Fault("reminder_rules.csv", row.line, "decent_until", problem, "a later time than decent_from")
        if row.steps and row.provider in closed:
            problem = "this provider has no reading window to remind of"
            yield Fault("reminder_rules.csv", row.line, "steps", problem, "none, or a window in providers.csv")


def _too_fine(value: Decimal, decimals: int) -> bool:
    return value != value.quantize(Decimal(1).scaleb(-decimals))


def _value_faults(file: str, line: int, column: str, value: Decimal, meter: KnownMeter) -> Iterator[Fault]:
    if value >= Decimal(10) ** meter.digits:
        yield Fault(file, line, column, "more digits than the meter has", f"at most {meter.digits} before the comma")
    if _too_fine(value, meter.decimals):
        yield Fault(file, line, column, "more decimals than the meter has", f"at most {meter.decimals} decimals")


def _meters(data: r.Data, known: Known) -> Iterator[Fault]:
    meters = dict(known.meters)
    for row in data.meters:
        meter = KnownMeter(row.digits, row.decimals, row.installed_on, row.removed_on)
        meters[(row.provider, row.payer, row.metering_point, row.serial)] = meter
        yield from _value_faults("meters.csv", row.line, "start_value", row.start_value, meter)
        if (row.removed_on is None) != (row.final_value is None):
            problem = "removed_on and final_value belong together"
            yield Fault("meters.csv", row.line, "final_value", problem, "both or none")
        if row.removed_on is not None and row.removed_on < row.installed_on:
            yield Fault("meters.csv", row.line, "removed_on", "before the meter was put in")
        if row.final_value is not None:
            yield from _value_faults("meters.csv", row.line, "final_value", row.final_value, meter)
    for reading in data.readings:
        found = meters.get((reading.provider, reading.payer, reading.metering_point, reading.serial))
        if found is None:
            expected = "one that is loaded, at this metering point of this payer"
            yield Fault("readings.csv", reading.line, "serial", f"unknown meter {reading.serial!r}", expected)
            continue
        yield from _value_faults("readings.csv", reading.line, "value", reading.value, found)
        if reading.taken_on < found.installed_on or (found.removed_on and reading.taken_on > found.removed_on):
            problem = "the meter was not there on this day"
            until = found.removed_on or "today"
            yield Fault("readings.csv", reading.line, "taken_on", problem, f"{found.installed_on} to {until}")


def _pdfs(data: r.Data, known: Known) -> Iterator[Fault]:
    here = {(row.provider, row.payer, row.number) for row in data.invoices}
    numbers = Counter(normal_number(number) for _, _, number in here)
    stored = Counter(known.invoices)
    for pdf in data.pdfs:
        number = normal_number(pdf.number)
        if (numbers[number] or stored[number]) != 1:
            problem = "several invoices bear this number" if numbers[number] or stored[number] else "no such invoice"
            yield Fault(f"pdf/{pdf.number}.pdf", 0, "", problem, "<invoice number>.pdf")
