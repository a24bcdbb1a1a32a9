"""Which meter does a value belong to? By serial, by service, or because there is only one; never by guessing."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from backend.meters.contract import MeterView
from bot.dialogue.context import Context
from bot.features.reading_value import Fault, parse_value
from nlu.interpreter import Entity


@dataclass(slots=True)
class Assigned:
    """``values`` by meter id; ``loose`` have no meter yet; ``meter`` was named without a value; ``unknown`` serials."""

    values: dict[int, Decimal] = field(default_factory=dict)
    loose: list[Decimal] = field(default_factory=list)
    meter: MeterView | None = None
    unknown: list[str] = field(default_factory=list)


async def working_meters(ctx: Context) -> list[MeterView]:
    """The meters of the link that count now, in the order of the metering points."""
    points = await ctx.backend.metering_points(ctx.at)
    return [meter for point in points for meter in point.meters if meter.removed_on is None]


def named_by(entity: Entity, meters: Sequence[MeterView]) -> MeterView | None:
    """The one meter that a service or serial names; None where none or several fit."""
    if entity.name == "meter_serial":
        fits = [meter for meter in meters if meter.serial == entity.value]
    else:
        fits = [meter for meter in meters if meter.service.value == entity.value]
        if entity.value == "water":
            fits = [meter for meter in meters if meter.service.value in {"water_cold", "water_hot"}]
    return fits[0] if len(fits) == 1 else None


def assign(text: str, entities: Sequence[Entity], meters: Sequence[MeterView], language: str) -> Assigned:
    """Values of a text to meters. ``text`` is what the entities' offsets count in."""
    found = Assigned()
    names = [entity for entity in entities if entity.name in {"meter_serial", "service"}]
    values = [entity for entity in entities if entity.name == "reading_value"]
    known = {meter.serial for meter in meters}
    found.unknown = [name.value for name in names if name.name == "meter_serial" and name.value not in known]
    for value in values:
        near = [name for name in names if value.group is not None and name.group == value.group]
        if not near and len(values) == 1:
            near = names
        meter = _one(near, meters)
        if meter is None and not near and len(meters) == 1:
            meter = meters[0]
        if meter is None:
            found.loose.append(Decimal(value.value))
        else:
            found.values[meter.id] = _exact(text, value, meter, language)
    if not values:
        found.meter = _one(names, meters)
    return found


def _one(names: Sequence[Entity], meters: Sequence[MeterView]) -> MeterView | None:
    """Serials decide before services."""
    for name in sorted(names, key=lambda entity: entity.name != "meter_serial"):
        meter = named_by(name, meters)
        if meter is not None:
            return meter
    return None


def _exact(text: str, value: Entity, meter: MeterView, language: str) -> Decimal:
    """The value read again, knowing the meter: ``15.872`` is a heat meter's fifteen and a bit, elsewhere thousands."""
    again = parse_value(text[value.start : value.end], meter.decimals, language)
    return Decimal(value.value) if isinstance(again, Fault) else again


def by_words(text: str, meters: Sequence[MeterView]) -> MeterView | None:
    """The meter whose serial, or its last four digits or more, is typed."""
    typed = set(re.findall(r"\d{4,}", text))
    fits = [meter for meter in meters if any(meter.serial.endswith(digits) for digits in typed)]
    return fits[0] if len(fits) == 1 else None
