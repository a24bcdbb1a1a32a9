"""Names of services and meters as residents say them, and small readers of a wish's arguments."""

import re
from datetime import date, datetime, timedelta
from decimal import Decimal

from backend.meters.contract import MeterView
from bot.dialogue.context import Wish
from bot.dialogue.texts import Texts

_PERIOD = re.compile(r"(\d{4}-\d\d-\d\d)/(\d{4}-\d\d-\d\d)")


def service_name(say: Texts, service: str) -> str:
    """``hladna voda``, in lower case; a service the bot has no word for keeps the provider's code."""
    key = f"service-{service.replace('_', '-')}"
    return say(key) if say.has(key) else service


def sentence_case(text: str) -> str:
    """The first letter big, the rest as it is."""
    return text[:1].upper() + text[1:]


def meter_name(say: Texts, meter: MeterView) -> str:
    """``hladna voda, števec 88213377``."""
    return say("meters-name", service=service_name(say, meter.service), serial=meter.serial)


def meter_amount(say: Texts, meter: MeterView, value: Decimal) -> str:
    """A value or a use in the meter's unit and decimals."""
    return say.quantity(value, unit_sign(meter.unit), meter.decimals)


def unit_sign(unit: str) -> str:
    """``m³`` for ``m3``; other units are written as they are kept."""
    return unit.replace("m3", "m³").replace("m2", "m²")


def number_arg(wish: Wish, name: str) -> int | None:
    """An argument of a button as a key; None where it is missing or was tampered with."""
    value = wish.args.get(name, "")
    return int(value) if value.isascii() and value.isdigit() and len(value) < 16 else None


def short_day(day: date) -> str:
    """``261127``: a day in a button's 64 bytes."""
    return day.strftime("%y%m%d")


def day_arg(wish: Wish, name: str) -> date | None:
    """A day written by ``short_day``; None where it is missing or no day."""
    try:
        return datetime.strptime(wish.args.get(name, ""), "%y%m%d").date()  # noqa: DTZ007 - a day has no zone
    except ValueError:
        return None


def asked_period(wish: Wish) -> tuple[date, date] | None:
    """First and last day of the period that a button carries or the text names; None where there is none."""
    start, end = day_arg(wish, "s"), day_arg(wish, "e")
    if start and end:
        return (start, end) if start <= end else (end, start)
    found = _PERIOD.fullmatch(wish.first("period") or "")
    if not found:
        return None
    try:
        start, end = date.fromisoformat(found[1]), date.fromisoformat(found[2])
    except ValueError:
        return None
    return (start, end) if start <= end else (end, start)


def month_start(day: date) -> date:
    """The first of the day's month."""
    return day.replace(day=1)


def month_end(day: date) -> date:
    """The last day of the day's month."""
    return months_later(month_start(day), 1) - timedelta(days=1)


def months_later(first: date, months: int) -> date:
    """The first of the month that many months later (or earlier, if negative)."""
    count = first.year * 12 + first.month - 1 + months
    return date(count // 12, count % 12 + 1, 1)
