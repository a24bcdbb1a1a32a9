"""Tables of providers: utilities and building managers, with their office hours."""

from datetime import date, time

from sqlalchemy import BigInteger, ForeignKey, String, UniqueConstraint, text
from sqlalchemy.dialects.postgresql import ARRAY
from sqlalchemy.orm import Mapped, mapped_column

from backend.database import Base, Key


class Provider(Base):
    """One company. ``window_from_day``/``window_to_day``: days of a month, may cross its end (25 to 3); None: no readings."""

    __tablename__ = "providers"

    id: Mapped[Key]
    slug: Mapped[str] = mapped_column(String(40), unique=True)
    name: Mapped[str]
    kind: Mapped[str] = mapped_column(String(20))
    street: Mapped[str]
    post_code: Mapped[str] = mapped_column(String(10))
    town: Mapped[str]
    phone: Mapped[str]
    emergency_phone: Mapped[str | None]
    email: Mapped[str]
    website: Mapped[str | None]
    tax_number: Mapped[str] = mapped_column(String(10))
    iban: Mapped[str] = mapped_column(String(34))
    secret_kind: Mapped[str] = mapped_column(String(20))
    single_access: Mapped[bool]
    """One resident a payer ("en uporabnik, en dostop"); else a household may link several."""
    window_from_day: Mapped[int | None]
    window_to_day: Mapped[int | None]
    services: Mapped[list[str]] = mapped_column(ARRAY(String(20)))
    staff_group_id: Mapped[int | None] = mapped_column(BigInteger, unique=True)
    """The staff's Telegram group with topics; None: they answer in the console and by mail."""
    widget_origins: Mapped[list[str]] = mapped_column(ARRAY(String(200)), server_default=text("'{}'"))
    """Sites that may show the chat page in a frame: ``https://www.komunala.si``."""


class OfficeHours(Base):
    """One open stretch on a weekday (0 is Monday), local time; a split day has two rows."""

    __tablename__ = "office_hours"

    id: Mapped[Key]
    provider_id: Mapped[int] = mapped_column(ForeignKey(Provider.id, ondelete="CASCADE"), index=True)
    weekday: Mapped[int]
    opens: Mapped[time]
    closes: Mapped[time]


class OfficeException(Base):
    """A day that differs: ``opens`` None is closed all day; several rows are several stretches. Beats hours and holidays."""

    __tablename__ = "office_exceptions"
    __table_args__ = (UniqueConstraint("provider_id", "day", "opens"),)

    id: Mapped[Key]
    provider_id: Mapped[int] = mapped_column(ForeignKey(Provider.id, ondelete="CASCADE"), index=True)
    day: Mapped[date]
    opens: Mapped[time | None]
    closes: Mapped[time | None]
    note: Mapped[str | None] = mapped_column(String(80))
