"""When readings are taken: pure dates.

Windows differ per company and cross the end of a month (Bled: the 25th to the 3rd). Both days are included. A day that a
month lacks is its last day (the 31st is 28 February), so no month is ever without its window.
"""

from calendar import monthrange
from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class Window:
    """Days on which readings are taken, both included."""

    opens: date
    closes: date

    def holds(self, day: date) -> bool:
        """Whether ``day`` is in the window."""
        return self.opens <= day <= self.closes


def _on(month: int, day: int) -> date:
    """The day of a month that is counted from year 0; clamped to the month's length."""
    year, index = divmod(month, 12)
    return date(year, index + 1, min(day, monthrange(year, index + 1)[1]))


def window_of(day: date, from_day: int | None, to_day: int | None) -> Window | None:
    """The window that holds ``day``, or else the next one; None where the provider takes no readings.

    Where clamping makes two windows meet on one day (the 30th to the 29th, in February), the earlier one has it.
    """
    if from_day is None or to_day is None:
        return None
    this_month = day.year * 12 + day.month - 1
    for month in (this_month - 1, this_month, this_month + 1):
        window = Window(_on(month, from_day), _on(month + (to_day < from_day), to_day))
        if day <= window.closes:
            return window
    raise ValueError(f"not days of a month: {from_day}, {to_day}")
