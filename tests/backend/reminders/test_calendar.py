"""Decent hours: quiet nights, free days, changes of the clock."""

from datetime import UTC, date, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from backend.local_time import LJUBLJANA, local
from backend.reminders.calendar import Decent, is_free, midnight, next_allowed, stretches

DECENT = Decent()
ALWAYS = Decent(on_sundays=True, on_holidays=True)
MOMENTS = st.integers(0, 8 * 365 * 24 * 60).map(
    lambda minutes: datetime(2024, 1, 1, tzinfo=UTC) + timedelta(minutes=minutes)
)


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=LJUBLJANA)


@pytest.mark.parametrize(
    ("moment", "allowed"),
    [
        ("2026-11-27T10:00", "2026-11-27T10:00"),
        ("2026-11-27T07:59", "2026-11-27T08:00"),
        ("2026-11-27T19:59", "2026-11-27T19:59"),
        ("2026-11-27T20:00", "2026-11-28T08:00"),
        ("2026-11-28T20:00", "2026-11-30T08:00"),  # over a Sunday
        ("2026-12-24T21:00", "2026-12-28T08:00"),  # Christmas, 26 December, a Sunday
        ("2026-12-31T20:00", "2027-01-04T08:00"),  # two holidays and a Sunday, over the year's end
        ("2026-03-28T23:00", "2026-03-30T08:00"),  # the clock goes forward on the Sunday
        ("2026-10-24T23:00", "2026-10-26T08:00"),  # and back
    ],
)
def test_the_next_decent_moment(moment: str, allowed: str) -> None:
    assert next_allowed(at(moment), DECENT) == at(allowed)


@given(MOMENTS)
def test_it_is_never_at_night_nor_on_a_free_day_nor_earlier(moment: datetime) -> None:
    allowed = next_allowed(moment, DECENT)
    assert moment <= allowed <= moment + timedelta(days=5)
    assert time(8) <= local(allowed).time() < time(20)
    assert not is_free(local(allowed).date(), DECENT)
    assert next_allowed(allowed, DECENT) == allowed


@pytest.mark.parametrize("day", [date(2026, 3, 29), date(2026, 10, 25), date(2026, 7, 1)])
def test_a_day_has_twelve_decent_hours_whatever_the_clock_does(day: date) -> None:
    (part,) = stretches(midnight(day), midnight(day + timedelta(days=1)), ALWAYS)
    assert part.length == timedelta(hours=12)
    assert (local(part.starts).hour, local(part.ends).hour) == (8, 20)


def test_nights_and_free_days_are_left_out() -> None:
    found = stretches(at("2026-11-27T15:00"), at("2026-12-01T09:00"), DECENT)
    assert [(local(part.starts), local(part.ends)) for part in found] == [
        (at("2026-11-27T15:00"), at("2026-11-27T20:00")),
        (at("2026-11-28T08:00"), at("2026-11-28T20:00")),
        (at("2026-11-30T08:00"), at("2026-11-30T20:00")),
        (at("2026-12-01T08:00"), at("2026-12-01T09:00")),
    ]


def test_where_every_day_is_free_free_days_count() -> None:
    found = stretches(at("2027-01-01T00:00"), at("2027-01-03T00:00"), DECENT)
    assert [local(part.starts).day for part in found] == [1, 2]
    assert stretches(at("2027-01-01T20:00"), at("2027-01-02T00:00"), DECENT) == []


def test_hours_of_which_none_is_left_are_refused() -> None:
    with pytest.raises(ValueError, match="no hour"):
        Decent(time(20), time(8))
