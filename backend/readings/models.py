"""Table of readings. A correction or withdrawal never overwrites: it is a new state and a new row."""

from datetime import date

from sqlalchemy import ForeignKey, Index, String
from sqlalchemy.dialects.postgresql import ARRAY
from sqlalchemy.orm import Mapped, mapped_column

from backend.database import Base, Instant, Key, Quantity
from backend.meters.models import Meter
from backend.residents.models import Resident


class Reading(Base):
    """What a meter showed on a day.

    ``state``: ``valid``, ``flagged`` (implausible, confirmed by the resident, staff look at it), ``corrected`` (a later
    row ``replaces`` it), ``withdrawn``. Only valid and flagged ones count.
    """

    __tablename__ = "readings"
    __table_args__ = (Index(None, "meter_id", "taken_on"),)

    id: Mapped[Key]
    meter_id: Mapped[int] = mapped_column(ForeignKey(Meter.id))
    value: Mapped[Quantity]
    taken_on: Mapped[date]
    source: Mapped[str] = mapped_column(String(20))
    """``resident``, ``provider`` (read by staff or billed) or ``estimate``."""
    state: Mapped[str] = mapped_column(String(20))
    flags: Mapped[list[str]] = mapped_column(ARRAY(String(30)))
    resident_id: Mapped[int | None] = mapped_column(ForeignKey(Resident.id), index=True)
    channel: Mapped[str | None] = mapped_column(String(20))
    replaces_id: Mapped[int | None] = mapped_column(ForeignKey("backend.readings.id"))
    stored_at: Mapped[Instant]
