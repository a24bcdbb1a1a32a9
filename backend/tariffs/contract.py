"""Contract of tariffs (ceniki)."""

from datetime import date

from backend.contract import Amount, Model, Service


class PriceView(Model):
    """One price; ``previous`` is the same line's price in the list before, where there is one."""

    service: Service
    description: str
    unit: str
    unit_price: Amount
    vat_rate: Amount | None
    with_vat: Amount
    previous: Amount | None


class PriceListView(Model):
    """The list in force on the day asked about. Error ``no_price_list``."""

    provider: str
    provider_name: str
    valid_from: date
    previous_from: date | None
    prices: list[PriceView]
