"""Tables of metering points (odjemna mesta) and meters (števci)."""

from datetime import date

from sqlalchemy import ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from backend.accounts.models import Payer
from backend.database import Base, Key, Quantity


class MeteringPoint(Base):
    """A place where services are delivered and, mostly, metered."""

    __tablename__ = "metering_points"
    __table_args__ = (UniqueConstraint("payer_id", "code"),)

    id: Mapped[Key]
    payer_id: Mapped[int] = mapped_column(ForeignKey(Payer.id))
    code: Mapped[str] = mapped_column(String(40))
    street: Mapped[str]
    post_code: Mapped[str] = mapped_column(String(10))
    town: Mapped[str]


class Meter(Base):
    """A counting device. ``digits`` before the decimal mark decide where it rolls over (5: 99999 to 00000)."""

    __tablename__ = "meters"
    __table_args__ = (UniqueConstraint("metering_point_id", "serial"),)

    id: Mapped[Key]
    metering_point_id: Mapped[int] = mapped_column(ForeignKey(MeteringPoint.id))
    serial: Mapped[str] = mapped_column(String(40))
    service: Mapped[str] = mapped_column(String(20))
    unit: Mapped[str] = mapped_column(String(10))
    """``m3``, ``kWh`` or ``MWh``."""
    digits: Mapped[int]
    decimals: Mapped[int]
    """Decimals that are reported and billed."""
    dimension: Mapped[str | None] = mapped_column(String(20))
    """As printed on bills, such as DN20."""
    installed_on: Mapped[date]
    start_value: Mapped[Quantity]
    removed_on: Mapped[date | None]
    final_value: Mapped[Quantity | None]
    """Set with ``removed_on``; use up to here counts, and the new meter begins at its own start value."""
