"""Table of consent acts: only ever added to (a trigger refuses UPDATE)."""

from sqlalchemy import ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from backend.database import Base, Instant, Key
from backend.residents.models import Resident


class ConsentAct(Base):
    """One act: given, declined or withdrawn; with the exact text, its version and language (GDPR art. 7(1))."""

    __tablename__ = "consent_acts"
    __table_args__ = (Index(None, "resident_id", "purpose", "id"),)

    id: Mapped[Key]
    resident_id: Mapped[int] = mapped_column(ForeignKey(Resident.id))
    purpose: Mapped[str] = mapped_column(String(20))
    action: Mapped[str] = mapped_column(String(20))
    version: Mapped[str] = mapped_column(String(20))
    language: Mapped[str] = mapped_column(String(2))
    text: Mapped[str]
    channel: Mapped[str] = mapped_column(String(20))
    at: Mapped[Instant]
