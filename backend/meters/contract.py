"""Contract of metering points and meters."""

from datetime import date

from backend.contract import Amount, Model, Service


class MeterView(Model):
    """A meter; values are in ``unit`` with ``decimals`` decimals."""

    id: int
    metering_point: str
    """Its code."""
    serial: str
    service: Service
    unit: str
    digits: int
    decimals: int
    dimension: str | None
    installed_on: date
    removed_on: date | None
    last_value: Amount
    last_taken_on: date


class MeteringPointView(Model):
    """A metering point with its meters, the working ones first, then the removed ones, newest first."""

    code: str
    street: str
    post_code: str
    town: str
    services: list[Service]
    meters: list[MeterView]
