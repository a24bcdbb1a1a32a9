"""Slovenia's clock: days, windows and office hours are local, moments are kept in UTC."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

LJUBLJANA = ZoneInfo("Europe/Ljubljana")


def local(now: datetime) -> datetime:
    """The same moment on Slovenia's clock; ``now`` must be aware."""
    if now.tzinfo is None:
        raise ValueError("a naive datetime has no place on any clock")
    return now.astimezone(LJUBLJANA)


def local_day(now: datetime) -> date:
    """The day it is in Slovenia at ``now``: a reading at 23:30 UTC on the 3rd is one of the 4th."""
    return local(now).date()
