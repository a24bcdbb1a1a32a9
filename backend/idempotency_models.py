"""Table behind ``Idempotency-Key``."""

from sqlalchemy import String
from sqlalchemy.orm import Mapped, mapped_column

from backend.database import Base, Instant


class IdempotentRequest(Base):
    """A write that was done: the same key gets the same answer and has no second effect."""

    __tablename__ = "idempotent_requests"

    key: Mapped[str] = mapped_column(String(200), primary_key=True)
    fingerprint: Mapped[str] = mapped_column(String(64))
    """Keyed hash of method, path and body: a key used for something else is an error."""
    status: Mapped[int]
    body: Mapped[bytes]
    created_at: Mapped[Instant] = mapped_column(index=True)
