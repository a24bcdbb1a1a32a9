"""Tables of staff: accounts, sessions of the console, the audit log, canned answers."""

from typing import Any

from sqlalchemy import BigInteger, ForeignKey, Index, String, UniqueConstraint, text
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import Mapped, mapped_column

from backend.database import Base, Instant, Key
from backend.providers.models import Provider


class StaffMember(Base):
    """Someone who works for one provider. Without ``totp_secret`` the second factor is set up at the first login."""

    __tablename__ = "staff"

    id: Mapped[Key]
    provider_id: Mapped[int] = mapped_column(ForeignKey(Provider.id), index=True)
    name: Mapped[str] = mapped_column(String(80))
    email: Mapped[str] = mapped_column(String(254), unique=True)
    """In small letters; what they log in with."""
    password_hash: Mapped[str]
    """argon2id, with its parameters."""
    totp_secret: Mapped[str | None]
    """Base32, sealed with the house's secret key; the column alone is of no use."""
    totp_step: Mapped[int | None] = mapped_column(BigInteger)
    """The last time step whose code was used: a code works once."""
    failures: Mapped[int] = mapped_column(server_default=text("0"))
    locked_until: Mapped[Instant | None]
    telegram_id: Mapped[int | None] = mapped_column(BigInteger, unique=True)
    """Their user in Telegram, where known: answers in the group then bear their name."""
    active: Mapped[bool] = mapped_column(server_default=text("true"))
    created_at: Mapped[Instant]


class StaffSession(Base):
    """A login. ``token_hash``: keyed hash of the cookie. ``complete``: the second factor was given, too."""

    __tablename__ = "staff_sessions"

    token_hash: Mapped[str] = mapped_column(String(64), primary_key=True)
    staff_id: Mapped[int] = mapped_column(ForeignKey(StaffMember.id, ondelete="CASCADE"), index=True)
    csrf: Mapped[str] = mapped_column(String(64))
    complete: Mapped[bool]
    created_at: Mapped[Instant]
    seen_at: Mapped[Instant]
    expires_at: Mapped[Instant]


class StaffLoginFailure(Base):
    """A failed login from a network address. ``address``: its keyed hash."""

    __tablename__ = "staff_login_failures"
    __table_args__ = (Index("ix_staff_login_failures_address", "address", "at"),)

    id: Mapped[Key]
    address: Mapped[str] = mapped_column(String(64))
    at: Mapped[Instant]


class AuditEntry(Base):
    """Who of the staff looked at, or did, what. ``subject`` such as ``ticket:12`` or ``link:7``; never the data itself."""

    __tablename__ = "audit_entries"
    __table_args__ = (Index("ix_audit_provider_at", "provider_id", "at"), Index("ix_audit_subject", "subject"))

    id: Mapped[Key]
    at: Mapped[Instant]
    provider_id: Mapped[int] = mapped_column(ForeignKey(Provider.id))
    staff_id: Mapped[int | None] = mapped_column(ForeignKey(StaffMember.id))
    actor: Mapped[str] = mapped_column(String(80))
    """The name at that time; for Telegram's users who have no account here: ``telegram:<id>``."""
    action: Mapped[str] = mapped_column(String(40))
    subject: Mapped[str] = mapped_column(String(60))
    details: Mapped[dict[str, Any]] = mapped_column(JSONB, server_default=text("'{}'"))


class CannedAnswer(Base):
    """A ready answer of a provider, called by its shortcut. ``text_en`` None: there is only the Slovenian."""

    __tablename__ = "canned_answers"
    __table_args__ = (UniqueConstraint("provider_id", "shortcut"),)

    id: Mapped[Key]
    provider_id: Mapped[int] = mapped_column(ForeignKey(Provider.id, ondelete="CASCADE"))
    shortcut: Mapped[str] = mapped_column(String(40))
    text_sl: Mapped[str]
    text_en: Mapped[str | None]
