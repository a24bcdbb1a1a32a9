"""When steps begin: across months, before free days, early enough for a large audience; and how messages spread."""

from datetime import date, datetime, timedelta

import pytest

from backend.local_time import LJUBLJANA, local
from backend.readings.window import Window, window_of
from backend.reminders.calendar import Decent, is_free, midnight, stretches
from backend.reminders.steps import OPENING, Begin, Rules, begin_of, deadline, name_of, needed, reached, slots

RULES = Rules()
WINDOW = Window(date(2026, 11, 25), date(2026, 12, 3))
MANY = 200_000


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=LJUBLJANA)


@pytest.mark.parametrize(
    ("step", "window", "begins"),
    [
        (OPENING, WINDOW, "2026-11-25T08:00"),
        (3, WINDOW, "2026-11-30T08:00"),  # in the month before
        (0, WINDOW, "2026-12-03T08:00"),
        (10, WINDOW, "2026-11-25T08:00"),  # before the window opens nothing can be handed in
        (3, Window(date(2026, 11, 20), date(2026, 12, 2)), "2026-11-30T08:00"),  # a Sunday: the Monday after
        (0, Window(date(2026, 11, 20), date(2026, 11, 29)), "2026-11-28T08:00"),  # a Sunday is the last day
        (0, Window(date(2026, 12, 20), date(2026, 12, 27)), "2026-12-24T08:00"),  # Christmas, 26 December, a Sunday
        (0, Window(date(2027, 1, 1), date(2027, 1, 2)), "2027-01-02T08:00"),  # free days only
        (OPENING, Window(date(2026, 10, 25), date(2026, 11, 3)), "2026-10-26T08:00"),  # a Sunday with 25 hours
        (3, Window(date(2026, 10, 25), date(2026, 11, 3)), "2026-11-02T08:00"),  # 31 October to a Sunday are free
    ],
)
def test_when_a_step_begins(step: int, window: Window, begins: str) -> None:
    assert begin_of(step, window, RULES, 10) == Begin(step, local(at(begins)), fits=True)


def test_two_hundred_thousand_take_half_a_morning() -> None:
    assert needed(MANY, RULES) == timedelta(hours=2, minutes=13, seconds=20)
    begin = begin_of(0, WINDOW, RULES, MANY)
    found = slots(begin.at, WINDOW, RULES, MANY)
    assert found is not None
    assert local(found.of(MANY - 1)) == at("2026-12-03T10:13:19.960000")


def test_a_larger_audience_is_begun_with_earlier() -> None:
    slow = Rules(per_second=2)  # a hundred thousand seconds: two days and a third of decent hours
    begin = begin_of(0, WINDOW, slow, MANY)
    assert (begin.fits, local(begin.at)) == (True, at("2026-12-01T08:00"))
    found = slots(begin.at, WINDOW, slow, MANY)
    assert found is not None
    assert local(found.of(MANY - 1)) < deadline(WINDOW)


def test_what_never_fits_is_said_and_spread_over_all_the_time_there_is() -> None:
    window = Window(date(2026, 12, 2), date(2026, 12, 3))
    slow = Rules(per_second=1)
    begin = begin_of(OPENING, window, slow, MANY)
    assert begin == Begin(OPENING, at("2026-12-02T08:00"), fits=False)
    found = slots(begin.at, window, slow, MANY)
    assert found is not None
    assert at("2026-12-03T19:59") < local(found.of(MANY - 1)) < at("2026-12-03T20:00")


def test_nobody_is_woken_by_the_spread() -> None:
    now = at("2026-11-28T19:59:59")
    found = slots(now, WINDOW, RULES, 100)
    assert found is not None
    assert found.of(0) == now
    assert found.of(24) == at("2026-11-28T19:59:59.960000")
    assert found.of(25) == at("2026-11-30T08:00")  # the Monday
    assert found.of(26) == at("2026-11-30T08:00:00.040000")


@pytest.mark.parametrize("now", ["2026-11-24T23:59:59", "2026-12-04T00:00", "2026-12-03T20:00"])
def test_outside_the_window_and_after_its_last_decent_hour_nothing_goes_out(now: str) -> None:
    assert slots(at(now), WINDOW, RULES, 1) is None


def test_a_missed_run_sends_late_also_on_a_free_day() -> None:
    window = Window(date(2026, 11, 20), date(2026, 11, 29))
    found = slots(at("2026-11-29T12:00"), window, RULES, 1)
    assert found is not None
    assert found.of(0) == at("2026-11-29T12:00")


def test_the_step_that_is_reached() -> None:
    begins = [begin_of(step, WINDOW, RULES, 1) for step in RULES.steps]
    assert reached(begins, at("2026-11-25T07:59")) is None
    assert reached(begins, at("2026-11-25T08:00")) == OPENING
    assert reached(begins, at("2026-11-30T08:00")) == 3
    assert reached(begins, at("2026-12-03T23:00")) == 0
    one_day = [begin_of(step, Window(date(2026, 12, 3), date(2026, 12, 3)), RULES, 1) for step in RULES.steps]
    assert reached(one_day, at("2026-12-03T08:00")) == 0, "all begin together: the most urgent one is said"


def test_names() -> None:
    assert [name_of(step) for step in RULES.steps] == ["opens", "3-days", "last-day"]


def test_no_rate_no_rules() -> None:
    with pytest.raises(ValueError, match="second"):
        Rules(per_second=0)


@pytest.mark.parametrize("days", [(25, 3), (1, 31), (30, 29), (31, 31), (15, 15), (28, 5)])
@pytest.mark.parametrize("year", [2026, 2027, 2028])
def test_over_years_every_step_begins_in_its_window_at_a_decent_hour_and_in_time(
    days: tuple[int, int], year: int
) -> None:
    day = date(year, 1, 1)
    while day.year == year:
        window = window_of(day, *days)
        assert window is not None
        whole = stretches(midnight(window.opens), deadline(window), RULES.decent)
        for recipients in (1, 20_000):
            begins = [begin_of(step, window, RULES, recipients) for step in (OPENING, 10, 3, 1, 0)]
            for begin in begins:
                assert begin.fits
                assert any(part.starts <= begin.at < part.ends for part in whole)
                found = slots(begin.at, window, RULES, recipients)
                assert found is not None
                assert found.of(recipients - 1) < deadline(window)
                every_day_free = all(is_free(local(part.starts).date(), RULES.decent) for part in whole)
                assert every_day_free or not is_free(local(begin.at).date(), Decent())
            assert [begin.at for begin in begins] == sorted(begin.at for begin in begins)
        day = window.closes + timedelta(days=1)


@pytest.mark.parametrize("days", [(25, 3), (1, 31), (15, 15), (28, 5)])
def test_two_hundred_thousand_all_hear_each_step_before_the_deadline(days: tuple[int, int]) -> None:
    """At 25 a second, over a year of windows; none at night, the first early enough that the last is in time."""
    day = date(2026, 1, 1)
    while day.year == 2026:
        window = window_of(day, *days)
        assert window is not None
        for step in RULES.steps:
            begin = begin_of(step, window, RULES, MANY)
            found = slots(begin.at, window, RULES, MANY)
            assert begin.fits
            assert found is not None
            assert found.pace == timedelta(seconds=1 / 25)
            for number in (0, MANY // 2, MANY - 1):
                moment = local(found.of(number))
                assert 8 <= moment.hour < 20
                assert begin.at <= moment < deadline(window)
        day = window.closes + timedelta(days=1)
