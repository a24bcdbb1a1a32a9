"""Tables of payers (plačniki) and of the links by which residents reach them."""

from sqlalchemy import ForeignKey, Index, String, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from backend.database import Base, Instant, Key
from backend.providers.models import Provider
from backend.residents.models import Chat, Resident


class Payer(Base):
    """Who pays the bills of one or more metering points at one provider."""

    __tablename__ = "payers"
    __table_args__ = (UniqueConstraint("provider_id", "code"),)

    id: Mapped[Key]
    provider_id: Mapped[int] = mapped_column(ForeignKey(Provider.id))
    code: Mapped[str] = mapped_column(String(40))
    name: Mapped[str]
    street: Mapped[str]
    post_code: Mapped[str] = mapped_column(String(10))
    town: Mapped[str]
    password_hash: Mapped[str | None]
    """Keyed hash of the password on the bill, for providers of that kind."""


class Link(Base):
    """A resident's connection to a payer. Unlinking ends the row; a new link is a new row."""

    __tablename__ = "links"
    __table_args__ = (
        Index(
            "uq_links_active",
            "resident_id",
            "payer_id",
            unique=True,
            postgresql_where=text("unlinked_at IS NULL"),
        ),
    )

    id: Mapped[Key]
    resident_id: Mapped[int] = mapped_column(ForeignKey(Resident.id), index=True)
    payer_id: Mapped[int] = mapped_column(ForeignKey(Payer.id), index=True)
    linked_at: Mapped[Instant]
    unlinked_at: Mapped[Instant | None]


class LinkFailure(Base):
    """A failed attempt to link, for the locks. Holds no code: ``payer_key`` is a keyed hash of provider and code."""

    __tablename__ = "link_failures"
    __table_args__ = (Index(None, "chat_id", "at"), Index(None, "payer_key", "at"))

    id: Mapped[Key]
    chat_id: Mapped[int] = mapped_column(ForeignKey(Chat.id, ondelete="CASCADE"))
    payer_key: Mapped[str] = mapped_column(String(64))
    at: Mapped[Instant]
