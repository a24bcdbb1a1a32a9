"""Providers: what anyone may know of them, without a link."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from itertools import groupby
from typing import Any

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from backend.contract import Service
from backend.direct import Row, row
from backend.errors import NotFound
from backend.local_time import local_day
from backend.providers.contract import OfficeDay, OfficeView, Opening, ProviderView, ReadingWindow, SecretKind
from backend.providers.models import OfficeException, Provider
from backend.providers.office import SEARCH_DAYS, Attendance, Exceptions, Stretch, answer_by, attendance
from backend.readings.window import window_of


class ProviderUnknown(NotFound):
    """No provider has this slug."""

    code = "provider_unknown"


def view(provider: Provider) -> ProviderView:
    """What is shown of a provider."""
    return ProviderView(
        slug=provider.slug,
        name=provider.name,
        kind=provider.kind,
        street=provider.street,
        post_code=provider.post_code,
        town=provider.town,
        phone=provider.phone,
        emergency_phone=provider.emergency_phone,
        email=provider.email,
        website=provider.website,
        secret_kind=SecretKind(provider.secret_kind),
        services=[Service(each) for each in provider.services],
    )


async def all_providers(session: AsyncSession) -> Sequence[Provider]:
    """Every provider, by name."""
    return (await session.scalars(select(Provider).order_by(Provider.name, Provider.id))).all()


_COLUMNS = [column.key for column in Provider.__table__.columns]
_BY_SLUG = f"SELECT {', '.join(_COLUMNS)} FROM backend.providers WHERE slug = %(slug)s"  # noqa: S608  columns of our own
_HOURS = """
SELECT coalesce(jsonb_agg(
    jsonb_build_array(o.day, o.weekday, o.opens, o.closes, o.note, o.id) ORDER BY o.day, o.weekday, o.opens), '[]')
FROM (SELECT NULL::date AS day, weekday, opens, closes, NULL::text AS note, id FROM backend.office_hours WHERE provider_id = v.id
    UNION ALL SELECT day, NULL, opens, closes, note, id FROM backend.office_exceptions
        WHERE provider_id = v.id AND day BETWEEN %(start)s AND %(end)s) o
"""
"""Hours by weekday and exceptions by day as one value: residents ask often."""
_OFFICE = f"SELECT ({_HOURS}) FROM backend.providers v WHERE v.id = %(provider)s"  # noqa: S608  this module's own text
_WITH_OFFICE = f"""
SELECT {", ".join(f"v.{name}" for name in _COLUMNS)}, ({_HOURS}) FROM backend.providers v WHERE v.slug = %(slug)s
"""  # noqa: S608  columns of our own table


async def _by_slug(session: AsyncSession, statement: str, slug: str, **values: object) -> Row:
    # PostgreSQL takes no NUL
    found = await row(session, statement, {"slug": slug, **values}) if slug.isprintable() else None
    if found is None:
        raise ProviderUnknown()
    return found


def _provider(found: Row) -> Provider:
    return Provider(**dict(zip(_COLUMNS, found, strict=True)))


async def by_slug(session: AsyncSession, slug: str) -> Provider:
    """The provider, to be read: it belongs to no session. Raises ``ProviderUnknown``."""
    return _provider(await _by_slug(session, _BY_SLUG, slug))


@dataclass(frozen=True, slots=True)
class Office:
    """A provider's hours, ready to be reckoned with."""

    hours: Sequence[Stretch]
    exceptions: Exceptions
    days: Sequence[OfficeException]

    def at(self, now: datetime) -> Attendance:
        """Whether someone is there."""
        return attendance(now, self.hours, self.exceptions)

    def answer_by(self, now: datetime) -> datetime | None:
        """When an answer may be expected."""
        return answer_by(now, self.hours, self.exceptions)


def _days_of(now: datetime) -> dict[str, date]:
    today = local_day(now)
    return {"start": today, "end": today + timedelta(days=SEARCH_DAYS)}


async def office_of(session: AsyncSession, provider_id: int, now: datetime) -> Office:
    """A provider's hours, with what differs in the next two weeks."""
    found = await row(session, _OFFICE, {"provider": provider_id, **_days_of(now)})
    return _office(provider_id, found[0] if found is not None else [])


async def with_office(session: AsyncSession, slug: str, now: datetime) -> tuple[Provider, Office]:
    """``by_slug`` and ``office_of`` in one statement."""
    *columns, hours = await _by_slug(session, _WITH_OFFICE, slug, **_days_of(now))
    provider = _provider(tuple(columns))
    return provider, _office(provider.id, hours)


def _time(text: str | None) -> time | None:
    return None if text is None else time.fromisoformat(text)


def _office(provider_id: int, found: Sequence[Sequence[Any]]) -> Office:
    hours, days = list[Stretch](), list[OfficeException]()
    for day, weekday, opens, closes, note, key in found:
        if day is None:
            hours.append(Stretch(weekday, time.fromisoformat(opens), time.fromisoformat(closes)))
            continue
        spans = {"day": date.fromisoformat(day), "opens": _time(opens), "closes": _time(closes), "note": note}
        days.append(OfficeException(id=key, provider_id=provider_id, **spans))
    return Office(
        hours=hours,
        exceptions={
            day: [(one.opens, one.closes) for one in spans if one.opens is not None and one.closes is not None]
            for day, spans in ((day, list(spans)) for day, spans in groupby(days, key=lambda one: one.day))
        },
        days=days,
    )


def office_view(provider: Provider, office: Office, now: datetime) -> OfficeView:
    """Office hours, and whether someone is there at ``now``."""
    present = office.at(now)
    return OfficeView(
        provider=view(provider),
        hours=[Opening(weekday=each.weekday, opens=each.opens, closes=each.closes) for each in office.hours],
        open_now=present.open_now,
        closes_at=present.closes_at,
        opens_at=present.opens_at,
        holiday_today=present.holiday,
        exceptions=[OfficeDay(day=one.day, opens=one.opens, closes=one.closes, note=one.note) for one in office.days],
    )


def reading_window_on(provider: Provider, day: date) -> ReadingWindow | None:
    """The provider's reading window around ``day``, or the next one; None where it takes no readings."""
    window = window_of(day, provider.window_from_day, provider.window_to_day)
    if window is None:
        return None
    return ReadingWindow(opens=window.opens, closes=window.closes, is_open=window.holds(day))


def reading_window(provider: Provider, now: datetime) -> ReadingWindow | None:
    """The same for the day it is in Slovenia."""
    return reading_window_on(provider, local_day(now))
