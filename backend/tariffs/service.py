"""Price lists: the one in force, beside the one before it."""

from datetime import date
from decimal import ROUND_HALF_UP, Decimal

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import selectinload

from backend.contract import Service
from backend.errors import NotFound
from backend.providers.models import Provider
from backend.tariffs.contract import PriceListView, PriceView
from backend.tariffs.models import Price, PriceList

FOUR_DECIMALS = Decimal("0.0001")


class NoPriceList(NotFound):
    """The provider has no price list in force on that day."""

    code = "no_price_list"


def _line(price: Price) -> tuple[str, str, str]:
    """What makes a line of two lists the same line."""
    return price.service, price.description, price.unit


def _view(price: Price, previous: Decimal | None) -> PriceView:
    factor = 1 + (price.vat_rate or Decimal(0)) / 100
    return PriceView(
        service=Service(price.service),
        description=price.description,
        unit=price.unit,
        unit_price=price.unit_price,
        vat_rate=price.vat_rate,
        with_vat=(price.unit_price * factor).quantize(FOUR_DECIMALS, ROUND_HALF_UP),
        previous=previous,
    )


async def in_force(session: AsyncSession, provider: Provider, day: date) -> PriceListView:
    """The provider's list of ``day``, each price with what it was in the list before. Raises ``NoPriceList``."""
    newest_first = (
        select(PriceList)
        .where(PriceList.provider_id == provider.id, PriceList.valid_from <= day)
        .order_by(PriceList.valid_from.desc())
        .limit(2)
        .options(selectinload(PriceList.prices))
    )
    lists = (await session.scalars(newest_first)).all()
    if not lists:
        raise NoPriceList()
    before = {_line(price): price.unit_price for price in lists[1].prices} if len(lists) > 1 else {}
    return PriceListView(
        provider=provider.slug,
        provider_name=provider.name,
        valid_from=lists[0].valid_from,
        previous_from=lists[1].valid_from if len(lists) > 1 else None,
        prices=[_view(price, before.get(_line(price))) for price in lists[0].prices],
    )
