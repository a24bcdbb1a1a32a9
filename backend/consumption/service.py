"""Consumption of a payer's metering points over a period."""

from collections.abc import Sequence
from datetime import date
from decimal import Decimal

from sqlalchemy.ext.asyncio import AsyncSession

from backend.accounts.models import Payer
from backend.consumption.contract import Bar, ConsumptionView, Grain, Series
from backend.consumption.series import columns, first_day, months_of, months_within, together
from backend.contract import Period, Service
from backend.errors import Invalid
from backend.readings.past import MeterPast, pasts_of

LONGEST_YEARS = 11
EARLIEST = date(1900, 1, 1)


class PeriodInvalid(Invalid):
    """The period ends before it begins, begins in the future or before 1900, or spans more than twelve calendar years."""

    code = "period_invalid"


def _chains(pasts: Sequence[MeterPast]) -> list[list[MeterPast]]:
    """Meters of one place and service: each list is a meter with those that replaced it, oldest first."""
    chains: list[list[MeterPast]] = []
    for past in sorted(pasts, key=lambda each: (each.meter.installed_on, each.meter.id)):
        for chain in chains:
            removed = chain[-1].meter.removed_on
            if removed is not None and removed <= past.meter.installed_on:
                chain.append(past)
                break
        else:
            chains.append([past])
    return chains


def _series(pasts: Sequence[MeterPast], months: range, grain: Grain) -> Series:
    chains = _chains(pasts)
    use = together(months_of([(each.device, each.shown()) for each in chain]) for chain in chains)
    bars = [
        Bar(
            start=each.start,
            end=each.end,
            used=each.use.used if each.use else None,
            estimated=each.use is not None and each.use.estimated,
            partial=each.partial,
            until=each.until,
        )
        for each in columns(use, months, grain)
    ]
    start, end = bars[0].start, bars[-1].end
    replaced = {each.meter.installed_on for chain in chains for each in chain[1:]}
    return Series(
        service=Service(pasts[0].meter.service),
        metering_point=pasts[0].place,
        serials=[each.meter.serial for chain in chains for each in chain],
        unit=pasts[0].meter.unit,
        decimals=max(each.meter.decimals for each in pasts),
        bars=bars,
        total=sum((bar.used for bar in bars if bar.used is not None), Decimal(0)),
        missing=sum(bar.used is None for bar in bars),
        replaced_on=sorted(day for day in replaced if start <= day <= end),
    )


async def consumption(
    session: AsyncSession, payer: Payer, period: Period, grain: Grain, *, compare: bool, today: date
) -> ConsumptionView:
    """Use by month, quarter or year up to the present month. Raises ``PeriodInvalid``."""
    too_long = period.end.year - period.start.year > LONGEST_YEARS
    if not EARLIEST <= period.start <= min(period.end, today) or too_long:
        raise PeriodInvalid()
    months = months_within(period.start, period.end)
    this_month = today.year * 12 + today.month - 1
    months = range(months.start, max(months.start, min(months.stop - 1, this_month)) + 1)
    groups: dict[tuple[str, int], list[MeterPast]] = {}
    for past in await pasts_of(session, payer):
        groups.setdefault((past.place, list(Service).index(Service(past.meter.service))), []).append(past)
    ordered = [groups[key] for key in sorted(groups)]
    year_before = range(months.start - 12, months.stop - 12)
    series = [_series(each, months, grain) for each in ordered]
    last_day = series[0].bars[-1].end if series else period.end
    return ConsumptionView(
        period=Period(start=first_day(months.start), end=last_day),
        grain=grain,
        series=series,
        before=[_series(each, year_before, grain) for each in ordered] if compare else None,
    )
