"""An invoice as it is printed: frozen data, so that the PDF can be made and tested without a database."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_UP, Decimal

from backend.invoices.contract import InvoiceState
from backend.invoices.payment_slip import PaymentSlip

CENT = Decimal("0.01")


@dataclass(frozen=True, slots=True)
class Issuer:
    """Who issued it, with what a head of a letter says."""

    name: str
    street: str
    town: str
    phone: str
    email: str
    website: str | None
    tax_number: str
    iban: str


@dataclass(frozen=True, slots=True)
class Addressee:
    """The payer. ``town`` with its post code."""

    code: str
    name: str
    street: str
    town: str


@dataclass(frozen=True, slots=True)
class Line:
    """One billed item, without VAT; ``vat_rate`` in percent, None outside VAT."""

    description: str
    quantity: Decimal
    unit: str
    unit_price: Decimal
    vat_rate: Decimal | None
    net: Decimal


@dataclass(frozen=True, slots=True)
class VatSum:
    """The lines of one rate together."""

    rate: Decimal | None
    net: Decimal
    vat: Decimal


@dataclass(frozen=True, slots=True)
class Measured:
    """A meter's from–to, in ``unit``."""

    serial: str
    service: str
    unit: str
    date_from: date
    value_from: Decimal
    date_to: date
    value_to: Decimal
    used: Decimal


@dataclass(frozen=True, slots=True)
class InvoiceDocument:
    """Everything that is printed. ``slip`` None: nothing is to be paid (a credit note)."""

    number: str
    kind: str
    issued_on: date
    service_from: date
    service_to: date
    due_on: date
    metering_point: str | None
    issuer: Issuer
    addressee: Addressee
    lines: tuple[Line, ...]
    measured: tuple[Measured, ...]
    net: Decimal
    vat: Decimal
    payable: Decimal
    open: Decimal
    state: InvoiceState
    paid_on: date | None
    reference: str
    for_payment: bool
    slip: PaymentSlip | None

    @property
    def vat_sums(self) -> list[VatSum]:
        """One a rate, the highest first; what is outside VAT comes last."""
        return vat_sums(self.lines, self.vat)


def vat_sums(lines: Sequence[Line], vat: Decimal) -> list[VatSum]:
    """VAT for each rate on the sum of its lines. Where the bill rounds line by line, the highest sum takes the cents."""
    nets: dict[Decimal | None, Decimal] = {}
    for line in lines:
        nets[line.vat_rate] = nets.get(line.vat_rate, Decimal(0)) + line.net
    rates = sorted(nets, key=lambda rate: Decimal(-1) if rate is None else rate, reverse=True)
    vats = {rate: (nets[rate] * (rate or 0) / 100).quantize(CENT, ROUND_HALF_UP) for rate in rates}
    taxed = [rate for rate in rates if rate]
    if taxed:
        vats[max(taxed, key=lambda rate: abs(vats[rate]))] += vat - sum(vats.values())
    return [VatSum(rate, nets[rate], vats[rate]) for rate in rates]
