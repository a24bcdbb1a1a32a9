"""Contract of consumption (poraba)."""

from datetime import date
from enum import StrEnum

from backend.contract import Amount, Model, Period, Service


class Grain(StrEnum):
    """Width of a bar."""

    month = "month"
    quarter = "quarter"
    year = "year"


class Bar(Model):
    """Use within one month, quarter or year; ``used`` None: no readings reach there (never drawn as zero)."""

    start: date
    end: date
    used: Amount | None
    estimated: bool
    """Rests on an estimate, on a reading flagged as implausible, or was spread over months without a reading."""
    partial: bool = False
    """A quarter or year of which some months have no data."""
    until: date | None = None
    """The last day of the last month with data."""


class Series(Model):
    """Use of one service at one metering point, replaced meters joined; ``total`` sums the bars that are known."""

    service: Service
    metering_point: str
    serials: list[str]
    unit: str
    decimals: int
    bars: list[Bar]
    total: Amount
    missing: int
    """Bars without data."""
    replaced_on: list[date]
    """Days within the period on which a meter was replaced."""


class ConsumptionView(Model):
    """Consumption of a link over a period; ``before`` has the same months a year earlier when asked to compare."""

    period: Period
    grain: Grain
    series: list[Series]
    before: list[Series] | None
