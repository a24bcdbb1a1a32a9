"""Tables of reminders: a provider's rules, when it was looked at, a resident's settings. The messages are rows of the ledger."""

from datetime import time

from sqlalchemy import CheckConstraint, ForeignKey
from sqlalchemy.dialects.postgresql import ARRAY, INTEGER
from sqlalchemy.orm import Mapped, mapped_column

from backend.database import Base, Instant
from backend.providers.models import Provider
from backend.residents.models import Resident


class ReminderRules(Base):
    """One row a provider; without one the defaults of ``steps.Rules`` hold.

    ``steps``: days before the window's last day (0: on it), -1: when it opens. Quiet from ``decent_until`` to ``decent_from``,
    local time. ``per_second``: messages.
    """

    __tablename__ = "reminder_rules"
    __table_args__ = (
        CheckConstraint("decent_from < decent_until", name="decent"),
        CheckConstraint("per_second > 0", name="per_second"),
    )

    provider_id: Mapped[int] = mapped_column(ForeignKey(Provider.id, ondelete="CASCADE"), primary_key=True)
    steps: Mapped[list[int]] = mapped_column(ARRAY(INTEGER))
    decent_from: Mapped[time]
    decent_until: Mapped[time]
    on_sundays: Mapped[bool]
    on_holidays: Mapped[bool]
    per_second: Mapped[int]


class ReminderLook(Base):
    """When everybody of a provider was last looked at for what is due, and in which state of its window (``looks``).

    ``at`` is of the planner's clock, ``looked_at`` of the database's.
    """

    __tablename__ = "reminder_looks"

    provider_id: Mapped[int] = mapped_column(ForeignKey(Provider.id, ondelete="CASCADE"), primary_key=True)
    state: Mapped[str]
    at: Mapped[Instant]
    looked_at: Mapped[Instant]


class ReminderSettings(Base):
    """What a resident wants; without a row: the provider's steps. A column a kind of reminder.

    ``lead_days``: one reminder so many days before the last day instead of the provider's steps.
    """

    __tablename__ = "reminder_settings"
    __table_args__ = (CheckConstraint("lead_days BETWEEN 1 AND 10", name="lead_days"),)

    resident_id: Mapped[int] = mapped_column(ForeignKey(Resident.id, ondelete="CASCADE"), primary_key=True)
    readings: Mapped[bool]
    lead_days: Mapped[int | None]
    changed_at: Mapped[Instant]
