"""Texts in the resident's language: Fluent lookup, plurals, numbers, dates, as Slovenian clerks write them."""

from datetime import date, datetime
from decimal import Decimal
from typing import Protocol


class Texts(Protocol):
    """``say("readings-stored", used="13 m³")`` gives the text of ``bot/locales/<language>/*.ftl``."""

    language: str

    def __call__(self, key: str, **values: str | int | Decimal) -> str:
        """The text; a key or value that is missing is an error in tests and never shows a resident raw keys."""

    def has(self, key: str) -> bool:
        """Whether there is such a text."""

    def money(self, amount: Decimal) -> str:
        """``1.234,50 €`` / ``€1,234.50``."""

    def number(self, value: Decimal, decimals: int) -> str:
        """``1.834`` / ``512,4``: grouped, with exactly that many decimals."""

    def quantity(self, value: Decimal, unit: str, decimals: int) -> str:
        """A number with its unit's sign: ``13 m³``, ``15,872 MWh``."""

    def day(self, value: date) -> str:
        """``27. 11. 2026`` / ``27 November 2026``."""

    def month(self, value: date) -> str:
        """``november 2026``."""

    def moment(self, value: datetime) -> str:
        """Local date and time, Europe/Ljubljana."""

    def clock(self, value: datetime) -> str:
        """Local time of day, ``13.00`` / ``13:00``."""
