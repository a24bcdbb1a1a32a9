"""The table of files; their bytes are in the store (``attachments.store``)."""

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from backend.database import Base, Instant, Key
from backend.residents.models import Resident
from backend.staff.models import StaffMember


class StoredFile(Base):
    """A file that was checked and stored. ``kind``: photo, document, voice, audio or video. Sent by one of the two, or by mail."""

    __tablename__ = "stored_files"

    id: Mapped[Key]
    resident_id: Mapped[int | None] = mapped_column(ForeignKey(Resident.id), index=True)
    staff_id: Mapped[int | None] = mapped_column(ForeignKey(StaffMember.id))
    kind: Mapped[str] = mapped_column(String(10))
    name: Mapped[str] = mapped_column(String(120))
    """Cleaned for showing; never a path in the store."""
    mime: Mapped[str] = mapped_column(String(80))
    """By content, not as claimed."""
    size: Mapped[int]
    """Bytes, after cleaning."""
    digest: Mapped[str] = mapped_column(String(64))
    """SHA-256, hexadecimal, of what is stored."""
    store_key: Mapped[str] = mapped_column(String(120), unique=True)
    created_at: Mapped[Instant]
