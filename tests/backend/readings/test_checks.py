"""Windows and the judgement of values: pure."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from backend.readings.checks import Past, check, refuse_value, same_days_last_year
from backend.readings.contract import Doubt, Refusal
from backend.readings.history import Device, Shown, segments, settle
from backend.readings.window import window_of

INSTALLED = date(2025, 10, 27)
TODAY = date(2026, 11, 27)


def past_of(device: Device, *values: str) -> Past:
    """Monthly readings up to 2026-10-27."""
    count = len(values)
    days = [date(2026, 10, 27) - timedelta(days=30 * (count - 1 - index)) for index in range(count)]
    shown = [Shown(Decimal(value), day) for value, day in zip(values, days, strict=True)]
    return Past(settle(device, shown), segments(device, shown))


def meter(start: str, decimals: int = 0) -> Device:
    return Device("m3", 5, decimals, INSTALLED, Decimal(start))


@pytest.mark.parametrize(
    ("value", "refusal", "doubts"),
    [
        ("1834", None, ()),
        ("1934", None, (Doubt.too_high,)),
        ("1821", None, (Doubt.unchanged,)),
        ("1820", Refusal.lower_than_last, ()),
    ],
)
def test_values_against_a_history_of_eleven_a_month(
    value: str, refusal: Refusal | None, doubts: tuple[Doubt, ...]
) -> None:
    device = meter("1700")
    found = check(device, past_of(device, "1799", "1810", "1821"), Decimal(value), TODAY)
    assert (found.refusal, found.doubts) == (refusal, doubts)


def test_a_rollover_counts_on_and_is_asked_about() -> None:
    device = meter("99650")
    found = check(device, past_of(device, "99933", "99959", "99981"), Decimal(12), TODAY)
    assert (found.used, found.refusal, found.doubts) == (Decimal(31), None, (Doubt.rolled_over,))


def test_small_use_with_decimals_is_no_surprise() -> None:
    device = meter("460", decimals=1)
    found = check(device, past_of(device, "503.1", "507.8", "512.4"), Decimal("512.69"), TODAY)
    assert (found.value, found.cut, found.used, found.doubts) == (Decimal("512.6"), True, Decimal("0.2"), ())


def test_a_reading_below_an_estimate_settles_it() -> None:
    device = meter("1700")
    shown = [Shown(Decimal(1821), date(2026, 9, 27)), Shown(Decimal(1860), date(2026, 10, 27), soft=True)]
    found = check(device, Past(settle(device, shown), segments(device, shown)), Decimal(1840), TODAY)
    assert (found.used, found.refusal) == (Decimal(19), None)


def test_what_the_counter_cannot_show() -> None:
    assert refuse_value(meter("0"), Decimal(-5)) is Refusal.negative
    assert refuse_value(meter("0"), Decimal("1e9")) is Refusal.too_many_digits


@pytest.mark.parametrize(
    ("day", "opens", "closes"),
    [
        (date(2026, 11, 27), date(2026, 11, 25), date(2026, 12, 3)),
        (date(2026, 12, 3), date(2026, 11, 25), date(2026, 12, 3)),
        (date(2026, 12, 4), date(2026, 12, 25), date(2027, 1, 3)),
    ],
)
def test_a_window_crosses_the_end_of_a_month(day: date, opens: date, closes: date) -> None:
    window = window_of(day, 25, 3)
    assert window is not None
    assert (window.opens, window.closes) == (opens, closes)


@given(st.dates(date(2000, 1, 1), date(2100, 1, 1)), st.integers(1, 31), st.integers(1, 31))
def test_the_window_is_around_the_day_or_ahead_of_it(day: date, first: int, last: int) -> None:
    window = window_of(day, first, last)
    assert window is not None
    assert window.opens <= window.closes
    assert window.closes >= day
    assert (window.opens - day).days <= 31


def heat_of(*winters: str) -> tuple[Device, list[Shown]]:
    """A heat meter, read on the 24th of each month from November 2024 on."""
    device = Device("MWh", 5, 3, date(2024, 10, 24), Decimal(0))
    counted, shown = Decimal(0), []
    for index, used in enumerate(winters):
        counted += Decimal(used)
        shown.append(Shown(counted, date(2024 + (index + 10) // 12, (index + 10) % 12 + 1, 24)))
    return device, shown


COLD_YEAR = ("4", "6", "7", "6", "4", "2", "0", "0", "0", "0", "0", "2")
"""November to October, MWh a month."""


def test_heat_is_expected_by_the_season() -> None:
    device, shown = heat_of(*COLD_YEAR, *COLD_YEAR)
    past = Past(settle(device, shown), segments(device, shown))
    same_days = same_days_last_year(past.segments, date(2026, 10, 24), date(2026, 11, 24))
    assert same_days is not None
    assert Decimal("3.8") < same_days < Decimal("4.3")
    cold_november = check(device, past, Decimal(62 + 10), date(2026, 11, 24))
    assert (cold_november.usual, cold_november.doubts) == (round(same_days, 3), ())
    assert check(device, past, Decimal(62 + 15), date(2026, 11, 24)).doubts == (Doubt.too_high,)


def test_a_first_year_has_no_season() -> None:
    device, shown = heat_of(*COLD_YEAR)
    assert same_days_last_year(segments(device, shown), date(2025, 9, 24), date(2025, 10, 24)) is None


VALUES = st.decimals(allow_nan=False, allow_infinity=False) | st.decimals(0, 99999, places=3)
STEPS = st.lists(st.tuples(st.integers(0, 400), st.decimals(0, 99999, places=3), st.booleans()), max_size=12)


@given(VALUES, STEPS, st.integers(0, 3), st.sampled_from(["m3", "kWh", "MWh", "?"]), st.integers(0, 400))
def test_any_value_is_judged(
    value: Decimal, steps: list[tuple[int, Decimal, bool]], decimals: int, unit: str, since: int
) -> None:
    device = Device(unit, 5, decimals, INSTALLED, Decimal(0))
    day, shown = INSTALLED, []
    for days, showed, soft in steps:
        day += timedelta(days=days)
        shown.append(Shown(round(showed, decimals), day, soft))
    past = Past(settle(device, shown), segments(device, shown))
    if refuse_value(device, value) is not None:
        assert value < 0 or value >= 100000
        return
    found = check(device, past, value, day + timedelta(days=since))
    assert 0 <= found.value <= value
    assert value - found.value < Decimal(1).scaleb(-decimals)
    assert found.cut == (found.value != value)
    assert (found.used is None) != (found.refusal is None)
    assert found.used is None or 0 <= found.used <= device.span
    assert found.refusal is None or found.doubts == ()
    assert found.usual is None or found.usual >= 0
