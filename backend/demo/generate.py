"""Grows the demo's CSV files from ``samples``: ``python -m backend.demo.generate``. The same every time.

Histories are grown backwards from the fixed last readings; every invoice is priced from the price list of its month and
adds up as a bill does (each line to cents, VAT for each rate on the sum of its lines).
"""

import csv
import io
from calendar import monthrange
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import ROUND_HALF_UP, Decimal
from pathlib import Path
from random import Random

from backend.demo import samples
from backend.demo.samples import METERS, PAYERS, POINTS, PRICES, MeterSample

FOLDER = Path(__file__).parent / "csv"
MONTHS = [
    "januar",
    "februar",
    "marec",
    "april",
    "maj",
    "junij",
    "julij",
    "avgust",
    "september",
    "oktober",
    "november",
    "december",
]
BILLED = [date(2025, 11, 1), date(2025, 12, 1), *(date(2026, month, 1) for month in range(1, 11))]
LAST_PAYMENT = date(2026, 11, 23)
OPEN = {"202600876", "R-2026-10-4711", "R-2026-09-4711"}
NUMBERS: dict[str, Callable[[date], str]] = {
    "123456": lambda month: _series(month, 876, 88, 989),
    "123457": lambda month: _series(month, 877, 88, 990),
    "204880": lambda month: _series(month, 1234, 100, 1359),
    "4711": lambda month: f"R-{month:%Y-%m}-4711",
    "4712": lambda month: f"R-{month:%Y-%m}-4712",
    "990017": lambda month: (
        f"{month.year}-{3317 - 331 * (10 - month.month) if month.year == 2026 else 331 * month.month}"
    ),
}


@dataclass(frozen=True, slots=True)
class Sample:
    """A grown reading."""

    meter: MeterSample
    taken_on: date
    value: Decimal
    source: str


@dataclass(frozen=True, slots=True)
class Span:
    """What a meter measured between two readings, as billed."""

    meter: MeterSample
    date_from: date
    value_from: Decimal
    date_to: date
    value_to: Decimal

    @property
    def used(self) -> Decimal:
        """In the meter's unit."""
        return self.value_to - self.value_from


def _series(month: date, october: int, step: int, december_before: int) -> str:
    if month.year == 2026:
        return f"2026{october - step * (10 - month.month):05}"
    return f"2025{december_before - step * (12 - month.month):05}"


def _number(text: str) -> Decimal:
    return Decimal(text.replace(",", "."))


def _comma(value: Decimal) -> str:
    return f"{value:f}".replace(".", ",")


def _cents(value: Decimal) -> Decimal:
    return value.quantize(Decimal("0.01"), ROUND_HALF_UP)


def _month_before(day: date) -> date:
    return (day.replace(day=1) - timedelta(days=1)).replace(day=day.day)


def history(meter: MeterSample) -> list[Sample]:
    """A meter's readings, oldest first; one a month between the 22nd and the 28th, without its gaps."""
    rng = Random(meter.serial)  # noqa: S311 - sample data, the same every time
    year = [_number(use) for use in meter.year.split()]
    step = Decimal(1).scaleb(-meter.decimals)
    day, value = meter.last_on, _number(meter.last)
    found: list[Sample] = []
    for index in range(meter.months + 1):
        if index == meter.months and meter.first:
            break
        name = f"{day:%Y-%m}"
        if name not in meter.gaps:
            source = "estimate" if name in meter.estimates else "resident" if rng.random() < 0.7 else "provider"
            found.append(Sample(meter, day, value, source))
        usual = year[day.month - 1]
        noise = step * int(rng.random() * 3 - 1) if index and usual and not meter.first else Decimal(0)
        value -= max(usual + noise, Decimal(0))
        earliest = 25 if meter.provider == "komunala" else 21
        day = _month_before(day.replace(day=earliest + int(rng.random() * 4)))
    return found[::-1]


def spans(readings: Sequence[Sample], month: date) -> Iterator[Span]:
    """What was measured up to the reading in ``month``; a meter taken out in that month is settled by its final value."""
    for meter in {id(reading.meter): reading.meter for reading in readings}.values():
        own = [reading for reading in readings if reading.meter is meter]
        before = [reading for reading in own if reading.taken_on < month]
        within = [
            reading for reading in own if (reading.taken_on.year, reading.taken_on.month) == (month.year, month.month)
        ]
        start = (before[-1].taken_on, before[-1].value) if before else (meter.installed_on, _number(meter.start))
        removed = meter.removed_on
        if within:
            yield Span(meter, *start, within[0].taken_on, within[0].value)
        elif removed and (removed.year, removed.month) == (month.year, month.month):
            yield Span(meter, *start, removed, _number(meter.final))


def reference(payer: str, month: date) -> str:
    """SI12: twelve digits and the check digit by weights 2 to 13 from the right."""
    digits = f"{payer}{month:%Y%m}".zfill(12)
    total = sum(weight * int(digit) for weight, digit in enumerate(reversed(digits), start=2))
    check = 11 - total % 11
    return f"SI12{digits}{check if check < 10 else 0}"


def _quantity(price: samples.PriceSample, used: dict[str, Decimal]) -> Decimal:
    if price.unit == "mesec":
        return Decimal(1)
    return used.get("water_cold" if price.service == "water_waste" else price.service, Decimal(0))


def _lines(
    provider: str, month: date, used: dict[str, Decimal]
) -> Iterator[tuple[samples.PriceSample, Decimal, Decimal]]:
    for price in PRICES:
        quantity = _quantity(price, used)
        if price.provider == provider and quantity:
            yield price, quantity, _cents(quantity * price.price(month.year))


def _dates(provider: str, month: date) -> tuple[date, date, date]:
    """Last day of the service, issue, due."""
    end = month.replace(day=monthrange(month.year, month.month)[1])
    if provider == "upravnik":
        return end, end + timedelta(days=12), end + timedelta(days=42)
    if provider == "odpadki":
        return end, end + timedelta(days=5), end + timedelta(days=25)
    return end, end, end + timedelta(days=30)


def _invoice(
    payer: samples.Row, month: date, readings: Sequence[Sample]
) -> tuple[list[str], list[list[str]], list[list[str]]]:
    provider, code = payer[0], payer[1]
    number = NUMBERS[code](month)
    billed = [span for span in spans(readings, month) if span.meter.payer == code]
    used: dict[str, Decimal] = {}
    for span in billed:
        used[span.meter.service] = used.get(span.meter.service, Decimal(0)) + span.used
    lines = list(_lines(provider, month, used))
    by_rate: dict[str, Decimal] = {}
    for price, _, net in lines:
        by_rate[price.vat_rate] = by_rate.get(price.vat_rate, Decimal(0)) + net
    net = sum(by_rate.values(), Decimal(0))
    vat = sum((_cents(part * _number(rate or "0") / 100) for rate, part in by_rate.items()), Decimal("0.00"))
    end, issued, due = _dates(provider, month)
    payable, is_open = net + vat, number in OPEN
    split = provider == "upravnik"
    head = [
        provider, code, number, "cost_split" if split else "invoice", issued.isoformat(), month.isoformat(),
        end.isoformat(), due.isoformat(), POINTS[code], _comma(net), _comma(vat), _comma(payable),
        "0,00" if is_open else _comma(payable),
        "" if is_open else min(due - timedelta(days=8 + month.month % 5), LAST_PAYMENT).isoformat(),
        reference(code, month), {"komunala": "WTER", "upravnik": "UBIL", "odpadki": "SCVE"}[provider],
        f"{'Razdelilnik' if split else 'Račun'} {number}, {MONTHS[month.month - 1]} {month.year}", "ne",
    ]  # fmt: skip
    line_rows = [
        [provider, code, number, str(place), price.description, _comma(quantity), price.unit,
         _comma(price.price(month.year)), price.vat_rate, _comma(net)]
        for place, (price, quantity, net) in enumerate(lines, start=1)
    ]  # fmt: skip
    reading_rows = [
        [provider, code, number, str(place), span.meter.serial, span.meter.service, span.meter.unit,
         span.date_from.isoformat(), _comma(span.value_from), span.date_to.isoformat(), _comma(span.value_to),
         _comma(span.used)]
        for place, span in enumerate(billed, start=1)
    ]  # fmt: skip
    return head, line_rows, reading_rows


def _meter_row(meter: MeterSample) -> list[str]:
    removed = meter.removed_on.isoformat() if meter.removed_on else ""
    return [meter.provider, meter.payer, POINTS[meter.payer], meter.serial, meter.service, meter.unit, "5",
            str(meter.decimals), meter.dimension, meter.installed_on.isoformat(), meter.start, removed,
            meter.final]  # fmt: skip


def _prices() -> Iterator[list[str]]:
    for provider in ("komunala", "upravnik", "odpadki"):
        own = [price for price in PRICES if price.provider == provider]
        for valid_from in samples.PRICE_LISTS:
            for place, price in enumerate(own, start=1):
                unit_price = price.in_2026 if valid_from.year >= 2026 else price.in_2025
                yield [provider, valid_from.isoformat(), str(place), price.service, price.description, price.unit,
                       unit_price, price.vat_rate]  # fmt: skip


def tables() -> dict[str, str]:
    """Every file's name and text."""
    readings = [reading for meter in METERS for reading in history(meter)]
    invoices = [_invoice(payer, month, readings) for payer in PAYERS for month in BILLED]
    reading_rows = [
        [r.meter.provider, r.meter.payer, POINTS[r.meter.payer], r.meter.serial, r.taken_on.isoformat(), _comma(r.value),
         r.source]
        for r in readings
    ]  # fmt: skip
    points = [[payer[0], payer[1], POINTS[payer[1]], *payer[3:6]] for payer in PAYERS]
    key = "provider;payer;invoice;position"
    return {
        "providers.csv": _text(samples.PROVIDERS_HEAD, samples.PROVIDERS),
        "office_hours.csv": _text(samples.HOURS_HEAD, samples.HOURS),
        "office_exceptions.csv": _text(samples.EXCEPTIONS_HEAD, samples.EXCEPTIONS),
        "reminder_rules.csv": _text(samples.RULES_HEAD, samples.RULES),
        "payers.csv": _text(samples.PAYERS_HEAD, PAYERS),
        "metering_points.csv": _text("provider;payer;code;street;post_code;town", points),
        "meters.csv": _text(
            "provider;payer;metering_point;serial;service;unit;digits;decimals;dimension;installed_on;start_value;"
            "removed_on;final_value",
            [_meter_row(meter) for meter in METERS],
        ),
        "readings.csv": _text("provider;payer;metering_point;serial;taken_on;value;source", reading_rows),
        "prices.csv": _text(samples.PRICES_HEAD, list(_prices())),
        "invoices.csv": _text(
            "provider;payer;number;kind;issued_on;service_from;service_to;due_on;metering_point;net;vat;payable;paid;"
            "paid_on;reference;purpose_code;purpose;for_payment",
            [head for head, _, _ in invoices],
        ),
        "invoice_lines.csv": _text(
            f"{key};description;quantity;unit;unit_price;vat_rate;net", [row for _, rows, _ in invoices for row in rows]
        ),
        "invoice_readings.csv": _text(
            f"{key};serial;service;unit;date_from;value_from;date_to;value_to;used",
            [row for _, _, rows in invoices for row in rows],
        ),
    }


def _text(head: str, rows: Sequence[Sequence[str]]) -> str:
    written = io.StringIO()
    csv.writer(written, delimiter=";", lineterminator="\n").writerows([head.split(";"), *rows])
    return written.getvalue()


def main() -> None:
    """Writes the files."""
    for name, text in tables().items():
        (FOLDER / name).write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
