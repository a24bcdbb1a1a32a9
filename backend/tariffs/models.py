"""Tables of price lists (ceniki)."""

from datetime import date
from decimal import Decimal

from sqlalchemy import ForeignKey, Numeric, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from backend.database import Base, Key, UnitPrice
from backend.providers.models import Provider


class PriceList(Base):
    """A provider's prices from a day on, until the next list."""

    __tablename__ = "price_lists"
    __table_args__ = (UniqueConstraint("provider_id", "valid_from"),)

    id: Mapped[Key]
    provider_id: Mapped[int] = mapped_column(ForeignKey(Provider.id))
    valid_from: Mapped[date]
    prices: Mapped[list["Price"]] = relationship(order_by="Price.position", lazy="raise")


class Price(Base):
    """One line of a price list, without VAT."""

    __tablename__ = "prices"

    id: Mapped[Key]
    price_list_id: Mapped[int] = mapped_column(ForeignKey(PriceList.id, ondelete="CASCADE"), index=True)
    position: Mapped[int]
    service: Mapped[str] = mapped_column(String(20))
    description: Mapped[str]
    unit: Mapped[str] = mapped_column(String(20))
    unit_price: Mapped[UnitPrice]
    vat_rate: Mapped[Decimal | None] = mapped_column(Numeric(4, 1))
    """Percent; None is outside VAT."""
