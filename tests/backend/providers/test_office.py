"""Office hours: pure. Open now, split days, public holidays, the change of the clock."""

from datetime import UTC, date, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from backend.local_time import LJUBLJANA
from backend.providers.office import Attendance, Stretch, answer_by, attendance, holiday_on

HOURS = [
    *(Stretch(day, time(8), time(14)) for day in (0, 1, 3)),
    Stretch(2, time(8), time(10)),
    Stretch(2, time(13), time(15)),
    Stretch(4, time(8), time(12)),
]


def at(text: str) -> datetime:
    """Local time in Slovenia."""
    return datetime.fromisoformat(text).replace(tzinfo=LJUBLJANA)


@pytest.mark.parametrize(
    ("now", "closes", "opens"),
    [
        ("2026-11-27 10:00", "2026-11-27 12:00", None),
        ("2026-11-27 08:00", "2026-11-27 12:00", None),
        ("2026-11-27 12:00", None, "2026-11-30 08:00"),
        ("2026-11-28 10:00", None, "2026-11-30 08:00"),
        ("2026-11-25 07:59", None, "2026-11-25 08:00"),
        ("2026-11-25 09:59", "2026-11-25 10:00", None),
        ("2026-11-25 11:00", None, "2026-11-25 13:00"),
        ("2026-11-25 14:30", "2026-11-25 15:00", None),
        ("2026-11-25 15:00", None, "2026-11-26 08:00"),
    ],
)
def test_open_until_or_closed_until(now: str, closes: str | None, opens: str | None) -> None:
    found = attendance(at(now), HOURS)
    assert found == Attendance(closes is not None, at(closes) if closes else None, at(opens) if opens else None, None)


@pytest.mark.parametrize(
    ("now", "opens", "holiday"),
    [
        ("2026-12-25 10:00", "2026-12-28 08:00", "božič"),
        ("2026-12-31 20:00", "2027-01-04 08:00", None),
        ("2027-03-29 10:00", "2027-03-30 08:00", "velikonočni ponedeljek"),
        ("2027-02-08 08:30", "2027-02-09 08:00", "Prešernov dan"),
    ],
)
def test_a_public_holiday_is_closed(now: str, opens: str, holiday: str | None) -> None:
    found = attendance(at(now), HOURS)
    assert (found.open_now, found.opens_at) == (False, at(opens))
    assert (found.holiday or "").casefold().startswith((holiday or "").casefold())
    assert (found.holiday is None) == (holiday is None)


def test_a_holiday_is_named_in_slovenian() -> None:
    assert holiday_on(date(2026, 2, 8)) is not None
    assert holiday_on(date(2026, 11, 27)) is None


@pytest.mark.parametrize(
    ("day", "utc_hour"), [("2026-10-23", 6), ("2026-10-26", 7), ("2027-03-26", 7), ("2027-04-01", 6)]
)
def test_eight_is_eight_on_both_sides_of_the_change_of_the_clock(day: str, utc_hour: int) -> None:
    found = attendance(at(f"{day} 05:00"), HOURS)
    assert found.opens_at is not None
    assert found.opens_at.hour == 8
    assert found.opens_at.astimezone(UTC).hour == utc_hour


def test_open_through_the_night_of_the_change() -> None:
    night = [Stretch(6, time(0), time(6))]
    before, after = datetime(2026, 10, 25, 0, 30, tzinfo=UTC), datetime(2026, 10, 25, 1, 30, tzinfo=UTC)
    for now in (before, after):
        found = attendance(now, night)
        assert found.open_now
        assert found.closes_at is not None
        assert found.closes_at.astimezone(UTC) == datetime(2026, 10, 25, 5, tzinfo=UTC)


def test_stretches_that_touch_are_one_and_no_hours_never_open() -> None:
    touching = [Stretch(4, time(8), time(10)), Stretch(4, time(10), time(12))]
    assert attendance(at("2026-11-27 09:00"), touching).closes_at == at("2026-11-27 12:00")
    assert attendance(at("2026-11-27 09:00"), []) == Attendance(False, None, None, None)


@given(st.integers(0, 5 * 366 * 24 * 60))
def test_open_or_opening_within_days(minutes: int) -> None:
    now = datetime(2025, 1, 1, tzinfo=UTC) + timedelta(minutes=minutes)
    found = attendance(now, HOURS)
    assert found == attendance(now.astimezone(LJUBLJANA), HOURS)
    if found.open_now:
        assert found.opens_at is None
        assert found.closes_at is not None
        assert timedelta(0) < found.closes_at - now <= timedelta(hours=6)
    else:
        assert found.closes_at is None
        assert found.opens_at is not None
        assert timedelta(0) < found.opens_at - now <= timedelta(days=6)
        assert attendance(found.opens_at, HOURS).open_now


# exceptions

CHRISTMAS_EVE, CHRISTMAS = date(2026, 12, 24), date(2026, 12, 25)


def test_an_exception_beats_the_weekday() -> None:
    short = {CHRISTMAS_EVE: [(time(8), time(10))]}
    assert attendance(at("2026-12-24 09:00"), HOURS, short).closes_at == at("2026-12-24 10:00")
    assert attendance(at("2026-12-24 11:00"), HOURS, short).opens_at == at("2026-12-28 08:00")
    closed = attendance(at("2026-12-24 09:00"), HOURS, {CHRISTMAS_EVE: []})
    assert (closed.open_now, closed.opens_at) == (False, at("2026-12-28 08:00"))


def test_an_exception_beats_a_holiday() -> None:
    found = attendance(at("2026-12-25 09:00"), HOURS, {CHRISTMAS: [(time(9), time(11))]})
    assert (found.open_now, found.holiday) == (True, None)


@pytest.mark.parametrize(
    ("now", "by"),
    [
        ("2026-11-26 08:00", "2026-11-26 12:00"),
        ("2026-11-26 12:00", "2026-11-27 10:00"),  # two hours on Thursday, two on Friday
        ("2026-11-27 11:00", "2026-11-30 11:00"),  # Friday to twelve, three on Monday
        ("2026-11-25 07:00", "2026-11-25 15:00"),  # both halves of a split day
        ("2026-11-28 12:00", "2026-11-30 12:00"),
        ("2026-12-25 09:00", "2026-12-28 12:00"),
    ],
)
def test_an_answer_takes_four_hours_of_office_time(now: str, by: str) -> None:
    assert answer_by(at(now), HOURS) == at(by)


def test_no_hours_no_promise() -> None:
    assert answer_by(at("2026-11-26 08:00"), []) is None
