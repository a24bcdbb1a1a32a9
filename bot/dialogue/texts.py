"""Texts in the resident's language: Fluent lookup, plurals, numbers, dates, as Slovenian clerks write them.

Every ``*.ftl`` of a language is one bundle, loaded once in the wiring by ``load_texts``. Spaces are plain ones, also between a
number and its unit: chats wrap as they like, and people search for what they read.
"""

import logging
from collections.abc import Mapping, Sequence
from datetime import date, datetime
from decimal import Decimal
from functools import cache
from importlib.resources import files
from typing import Protocol
from zoneinfo import ZoneInfo

from babel.dates import format_date
from babel.numbers import format_decimal
from fluent.runtime import FluentBundle, FluentResource

from bot.errors import BotError

LANGUAGES = ("sl", "en")
"""Languages residents are served in; Slovenian first, and the one to fall back to."""
LOCALES = {"sl": "sl_SI", "en": "en_GB"}
LJUBLJANA = ZoneInfo("Europe/Ljubljana")

log = logging.getLogger(__name__)


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


class TextMissing(BotError):
    """No such key, or a value that the text names was not given. Raised in strict mode only."""


class FluentTexts:
    """``Texts`` of one language. ``others`` are asked for a key that is missing here; ``strict`` raises instead."""

    def __init__(self, language: str, bundle: FluentBundle, others: Sequence[FluentBundle], *, strict: bool) -> None:
        self.language = language
        self._locale = LOCALES[language]
        self._bundles = (bundle, *others)
        self._strict = strict

    def __call__(self, key: str, **values: str | int | Decimal) -> str:
        """The text of ``key``; see ``Texts``."""
        for bundle in self._bundles:
            if not bundle.has_message(key):
                self._report(key, "no text")
                continue
            pattern = bundle.get_message(key).value
            text, errors = bundle.format_pattern(pattern, values) if pattern else ("", ["no value"])
            if not errors:
                return str(text)
            self._report(key, "a value is missing")
        for bundle in self._bundles:
            if key != "error-text" and bundle.has_message("error-text"):
                return self("error-text")
        return "…"

    def _report(self, key: str, why: str) -> None:
        if self._strict:
            raise TextMissing(f"{self.language}/{key}: {why}")
        log.error("text %s in %s: %s", key, self.language, why)

    def has(self, key: str) -> bool:
        """Whether this language has the text."""
        return bool(self._bundles[0].has_message(key))

    def money(self, amount: Decimal) -> str:
        """``1.234,50 €`` / ``€1,234.50``."""
        digits = self.number(abs(amount), 2)
        sign = "-" if amount < 0 else ""
        return f"{sign}€{digits}" if self.language == "en" else f"{sign}{digits} €"

    def number(self, value: Decimal, decimals: int) -> str:
        """Grouped, with exactly that many decimals; half a unit is rounded to even, as Babel does."""
        pattern = "#,##0" + ("." + "0" * decimals if decimals else "")
        return format_decimal(value, format=pattern, locale=self._locale).replace("\u2212", "-")

    def quantity(self, value: Decimal, unit: str, decimals: int) -> str:
        """A number with its unit's sign."""
        return f"{self.number(value, decimals)} {unit}"

    def day(self, value: date) -> str:
        """``27. 11. 2026`` / ``27 November 2026``."""
        return format_date(value, "d. M. y" if self.language == "sl" else "d MMMM y", locale=self._locale)

    def month(self, value: date) -> str:
        """The month by name, nominative."""
        return format_date(value, "LLLL y", locale=self._locale)

    def moment(self, value: datetime) -> str:
        """Local date and time."""
        joint = "ob" if self.language == "sl" else "at"
        return f"{self.day(value.astimezone(LJUBLJANA).date())} {joint} {self.clock(value)}"

    def clock(self, value: datetime) -> str:
        """Local time of day."""
        local = value.astimezone(LJUBLJANA)
        return f"{local.hour}{'.' if self.language == 'sl' else ':'}{local.minute:02d}"


@cache
def _bundle(language: str) -> FluentBundle:
    """Read once: its files take half a second."""
    bundle = FluentBundle([LOCALES[language].replace("_", "-")], use_isolating=False)
    for file in sorted((files("bot") / "locales" / language).iterdir(), key=lambda entry: entry.name):
        if file.name.endswith(".ftl"):
            bundle.add_resource(FluentResource(file.read_text(encoding="utf-8")))
    return bundle


def load_texts(*, strict: bool = False) -> Mapping[str, Texts]:
    """Texts by language. ``strict``: a missing text or value raises; otherwise it is logged and another language serves."""
    bundles = {language: _bundle(language) for language in LANGUAGES}
    return {
        language: FluentTexts(
            language, bundles[language], [bundles[other] for other in LANGUAGES if other != language], strict=strict
        )
        for language in LANGUAGES
    }
