"""What a meter's readings say about use: pure, shared by checks, lists and consumption.

A reading is ``soft`` when it may be wrong: an estimate (settled later, as bills put it), or a value that was flagged as too
high. A later, firm reading below a soft one does not mean negative use or a rollover: the soft one no longer counts.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from itertools import pairwise


@dataclass(frozen=True, slots=True)
class Device:
    """A meter as far as its numbers go. ``digits`` before the decimal mark; ``final_value`` is set with ``removed_on``."""

    unit: str
    digits: int
    decimals: int
    installed_on: date
    start_value: Decimal
    removed_on: date | None = None
    final_value: Decimal | None = None

    @property
    def span(self) -> Decimal:
        """Where the counter begins again: 100000 with five digits."""
        return Decimal(10) ** self.digits


@dataclass(frozen=True, slots=True)
class Shown:
    """What a meter showed on a day. ``soft``: an estimate or flagged as too high."""

    value: Decimal
    on: date
    soft: bool = False


@dataclass(frozen=True, slots=True)
class Segment:
    """Use between two readings. ``used`` None: they contradict each other. ``estimated``: one of them is soft."""

    start: Shown
    end: Shown
    used: Decimal | None

    @property
    def estimated(self) -> bool:
        return self.start.soft or self.end.soft

    @property
    def days(self) -> int:
        return (self.end.on - self.start.on).days


def used_between(before: Decimal, after: Decimal, device: Device) -> Decimal | None:
    """Use from one value to the next, rollover counted; None when ``after`` is lower and no rollover explains it.

    More than a quarter of the whole span in one go is taken for a contradiction rather than for a rollover.
    """
    if after >= before:
        return after - before
    wrapped = device.span - before + after
    return wrapped if wrapped <= device.span / 4 else None


def _contradict(earlier: Shown, later: Shown, device: Device) -> bool:
    return used_between(earlier.value, later.value, device) is None


def _push(points: list[Shown], shown: Shown, device: Device) -> bool:
    """Adds a reading to those that hold, which lose what it overrules; False: it is itself overruled."""
    if shown.on < device.installed_on or (device.removed_on is not None and shown.on > device.removed_on):
        return False
    if shown.on == points[-1].on and len(points) > 1:
        points.pop()
    while len(points) > 1 and points[-1].soft and _contradict(points[-1], shown, device):
        points.pop()
    if shown.soft and _contradict(points[-1], shown, device):
        return False
    points.append(shown)
    return True


def settle(device: Device, readings: Iterable[Shown]) -> list[Shown]:
    """The readings that hold, oldest first, from the meter's start to (for a removed meter) its final value.

    ``readings``: oldest first; of one day the last counts. Those outside the meter's life are left out.
    """
    points = [Shown(device.start_value, device.installed_on)]
    for shown in readings:
        _push(points, shown, device)
    if device.removed_on is not None and device.final_value is not None:
        _push(points, Shown(device.final_value, device.removed_on), device)
    return points


def uses(device: Device, readings: Iterable[Shown]) -> list[Decimal | None]:
    """For each reading, oldest first, the use since the one before it that holds; None where they contradict."""
    points = [Shown(device.start_value, device.installed_on)]
    result: list[Decimal | None] = []
    for shown in readings:
        added = _push(points, shown, device)
        result.append(used_between(points[-2].value, shown.value, device) if added else None)
    return result


def segments(device: Device, readings: Iterable[Shown]) -> list[Segment]:
    """Use from each reading that holds to the next, oldest first."""
    points = settle(device, readings)
    return [Segment(start, end, used_between(start.value, end.value, device)) for start, end in pairwise(points)]
