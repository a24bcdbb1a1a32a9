"""Bars add up to the readings' difference and are never negative."""

from datetime import date, timedelta
from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from backend.consumption.contract import Grain
from backend.consumption.series import Use, columns, months_of
from backend.readings.history import Device, Shown


@given(st.lists(st.tuples(st.integers(1, 120), st.integers(0, 500)), min_size=1, max_size=24), st.integers(0, 99999))
def test_the_bars_sum_to_what_the_counter_counted(steps: list[tuple[int, int]], start: int) -> None:
    device = Device("m3", 5, 0, date(2020, 1, 27), Decimal(start))
    day, value, shown = device.installed_on, start, []
    for days, used in steps:
        day, value = day + timedelta(days=days), value + used
        shown.append(Shown(Decimal(value % 100000), day))
    months = months_of([(device, shown)])
    assert all(each.used >= 0 for each in months.values())
    assert sum(each.used for each in months.values()) == sum(used for _, used in steps)


def test_a_replacement_is_one_month_of_use() -> None:
    old = Device("m3", 5, 0, date(2026, 6, 27), Decimal(4390), date(2026, 8, 14), Decimal(4410))
    new = Device("m3", 5, 0, date(2026, 8, 14), Decimal(0))
    months = months_of(
        [(old, [Shown(Decimal(4402), date(2026, 7, 27))]), (new, [Shown(Decimal(6), date(2026, 8, 27))])]
    )
    assert {month % 12 + 1: use.used for month, use in months.items()} == {7: Decimal(12), 8: Decimal(14)}


def test_a_year_tells_how_far_its_data_reach() -> None:
    use = {2026 * 12 + month: Use(Decimal(10), estimated=False) for month in (0, 1, 4)}
    [year] = columns(use, range(2026 * 12, 2026 * 12 + 11), Grain.year)
    assert (year.end, year.until, year.partial) == (date(2026, 11, 30), date(2026, 5, 31), True)
    [empty] = columns({}, range(2026 * 12, 2026 * 12 + 11), Grain.year)
    assert empty.until is None
