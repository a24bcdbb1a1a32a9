"""Checks that invoices add up: lines to cents, VAT for each rate on the sum of its lines, totals, what was measured."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from decimal import ROUND_HALF_UP, Decimal

from backend.loading import rows as r
from backend.loading.report import Fault

CENT = Decimal("0.01")
Key = tuple[str, str, str]


def cents(amount: Decimal) -> Decimal:
    """Rounded as bills round: half a cent up."""
    return amount.quantize(CENT, ROUND_HALF_UP)


def invoice_faults(data: r.Data) -> Iterator[Fault]:
    """Everything that is wrong with invoices, their lines and their readings."""
    lines: dict[Key, list[r.InvoiceLineRow]] = defaultdict(list)
    invoices = {(row.provider, row.payer, row.number) for row in data.invoices}
    for line in data.invoice_lines:
        key = (line.provider, line.payer, line.invoice)
        lines[key].append(line)
        if key not in invoices:
            yield Fault(
                "invoice_lines.csv", line.line, "invoice", f"unknown invoice {line.invoice!r}", "one in invoices.csv"
            )
        if abs(cents(line.quantity * line.unit_price) - line.net) > CENT:
            expected = f"quantity × unit price = {cents(line.quantity * line.unit_price)}"
            yield Fault("invoice_lines.csv", line.line, "net", f"{line.net} does not fit", expected)
    for row in data.invoices:
        yield from _dates(row)
        yield from _sums(row, lines[(row.provider, row.payer, row.number)])
    for reading in data.invoice_readings:
        yield from _measured(reading, invoices)


def _dates(row: r.InvoiceRow) -> Iterator[Fault]:
    if row.service_to < row.service_from:
        yield Fault("invoices.csv", row.line, "service_to", "before service_from")
    if row.due_on < row.issued_on:
        yield Fault("invoices.csv", row.line, "due_on", "before issued_on")


def _sums(row: r.InvoiceRow, lines: Sequence[r.InvoiceLineRow]) -> Iterator[Fault]:
    if not lines:
        yield Fault("invoices.csv", row.line, "number", "the invoice has no lines", "rows in invoice_lines.csv")
        return
    by_rate: dict[Decimal, Decimal] = defaultdict(Decimal)
    for line in lines:
        by_rate[line.vat_rate or Decimal(0)] += line.net
    net = sum(by_rate.values(), Decimal(0))
    vat = sum((cents(part * rate / 100) for rate, part in by_rate.items()), Decimal(0))
    if row.net != net:
        yield Fault("invoices.csv", row.line, "net", f"{row.net} is not the sum of the lines", str(net))
    # VAT worked out line by line differs by less than a cent a line: bills of that kind are taken too
    if abs(row.vat - vat) > CENT * len(lines) / 2:
        yield Fault("invoices.csv", row.line, "vat", f"{row.vat} does not fit the lines", str(vat))
    if row.payable != row.net + row.vat:
        yield Fault("invoices.csv", row.line, "payable", f"{row.payable} is not net + vat", str(row.net + row.vat))
    if row.paid and row.paid_on is None:
        yield Fault("invoices.csv", row.line, "paid_on", "paid without a day", "the day of the last payment")


def _measured(row: r.InvoiceReadingRow, invoices: set[Key]) -> Iterator[Fault]:
    if (row.provider, row.payer, row.invoice) not in invoices:
        yield Fault(
            "invoice_readings.csv", row.line, "invoice", f"unknown invoice {row.invoice!r}", "one in invoices.csv"
        )
    if row.date_to < row.date_from:
        yield Fault("invoice_readings.csv", row.line, "date_to", "before date_from")
    # a meter that rolled over shows less at the end: its use can't be told without the meter's digits
    if row.value_to >= row.value_from and row.used != row.value_to - row.value_from:
        expected = str(row.value_to - row.value_from)
        yield Fault("invoice_readings.csv", row.line, "used", f"{row.used} is not value_to − value_from", expected)
