"""Pure dates behind period words: months, quarters, seasons, the last so many months."""

import calendar
from dataclasses import dataclass
from datetime import date, timedelta


@dataclass(frozen=True, slots=True)
class Span:
    """Both days belong to it."""

    first: date
    last: date

    def __str__(self) -> str:
        return f"{self.first.isoformat()}/{self.last.isoformat()}"


def shifted(day: date, months: int) -> date:
    """The first of the month that is so many months away."""
    index = day.year * 12 + day.month - 1 + months
    return date(index // 12, index % 12 + 1, 1)


def month(year: int, number: int) -> Span:
    """A calendar month."""
    return Span(date(year, number, 1), date(year, number, calendar.monthrange(year, number)[1]))


def year(number: int) -> Span:
    """A calendar year."""
    return Span(date(number, 1, 1), date(number, 12, 31))


def quarter(in_year: int, number: int) -> Span:
    """Quarter 1 to 4."""
    return Span(month(in_year, number * 3 - 2).first, month(in_year, number * 3).last)


def half(in_year: int, number: int) -> Span:
    """Half 1 or 2."""
    return Span(month(in_year, number * 6 - 5).first, month(in_year, number * 6).last)


def running_month(today: date) -> Span:
    """The month of today, whole."""
    return month(today.year, today.month)


def month_before(today: date, back: int = 1) -> Span:
    """The calendar month so many months ago."""
    first = shifted(today, -back)
    return month(first.year, first.month)


def last_months(today: date, count: int) -> Span:
    """So many calendar months, the running one counted, up to today: what a chart of "zadnje leto" draws as twelve bars."""
    return Span(shifted(today, 1 - count), today)


def last_days(today: date, count: int) -> Span:
    """So many days, today counted."""
    return Span(today - timedelta(days=count - 1), today)


def week_of(day: date) -> Span:
    """Monday to Sunday."""
    monday = day - timedelta(days=day.weekday())
    return Span(monday, monday + timedelta(days=6))


def recent_month(today: date, number: int) -> Span:
    """The newest month of that name that has begun; the running one counts."""
    return month(today.year if number <= today.month else today.year - 1, number)


SEASON_STARTS = {"spring": 3, "summer": 6, "autumn": 9, "winter": 12}


def season(start_year: int, name: str) -> Span:
    """Three whole months; a winter begins in December of ``start_year``."""
    first = date(start_year, SEASON_STARTS[name], 1)
    end = shifted(first, 2)
    return Span(first, month(end.year, end.month).last)


def recent_season(today: date, name: str) -> Span:
    """The newest one that has begun."""
    this_year = season(today.year, name)
    return this_year if this_year.first <= today else season(today.year - 1, name)


def season_last_year(today: date, name: str) -> Span:
    """ "lani poleti", "lansko zimo": the one before the running or newest one, if that lies in this year."""
    recent = recent_season(today, name)
    if name == "winter":
        return season(recent.first.year - 1, name) if today <= recent.last else recent
    return season(today.year - 1, name)
