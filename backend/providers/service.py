"""Providers: what anyone may know of them, without a link."""

from collections.abc import Sequence
from datetime import date, datetime

from sqlalchemy import bindparam, select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import selectinload

from backend.contract import Service
from backend.errors import NotFound
from backend.local_time import local_day
from backend.providers.contract import OfficeView, Opening, ProviderView, ReadingWindow, SecretKind
from backend.providers.models import Provider
from backend.providers.office import Stretch, attendance
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


_BY_SLUG = select(Provider).where(Provider.slug == bindparam("slug")).options(selectinload(Provider.office_hours))


async def by_slug(session: AsyncSession, slug: str) -> Provider:
    """The provider, with its office hours. Raises ``ProviderUnknown``."""
    if not slug.isprintable():  # PostgreSQL takes no NUL
        raise ProviderUnknown()
    provider = (await session.scalars(_BY_SLUG, {"slug": slug})).one_or_none()
    if provider is None:
        raise ProviderUnknown()
    return provider


def office(provider: Provider, now: datetime) -> OfficeView:
    """Office hours, and whether someone is there at ``now``; ``provider`` must come with its office hours."""
    hours = [Stretch(each.weekday, each.opens, each.closes) for each in provider.office_hours]
    present = attendance(now, hours)
    return OfficeView(
        provider=view(provider),
        hours=[Opening(weekday=each.weekday, opens=each.opens, closes=each.closes) for each in hours],
        open_now=present.open_now,
        closes_at=present.closes_at,
        opens_at=present.opens_at,
        holiday_today=present.holiday,
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
