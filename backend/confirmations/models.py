"""Table of e-mail confirmations."""

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from backend.database import Base, Instant, Key
from backend.residents.models import Chat, Resident


class EmailConfirmation(Base):
    """A code and a link sent to an address. Both are kept as keyed hashes; a new one ends the ones before it."""

    __tablename__ = "email_confirmations"

    id: Mapped[Key]
    resident_id: Mapped[int] = mapped_column(ForeignKey(Resident.id), index=True)
    chat_id: Mapped[int] = mapped_column(ForeignKey(Chat.id))
    """The chat that hears of it when the link's page confirms."""
    email: Mapped[str]
    language: Mapped[str] = mapped_column(String(2))
    code_hash: Mapped[str] = mapped_column(String(64))
    token_hash: Mapped[str] = mapped_column(String(64), unique=True)
    tries_left: Mapped[int]
    created_at: Mapped[Instant]
    expires_at: Mapped[Instant]
    ended_at: Mapped[Instant | None]
    """Used, replaced or given up."""
    confirmed: Mapped[bool]
