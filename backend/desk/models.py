"""Tables of the staff's groups: the topic of each ticket, and which messages stand in it."""

from sqlalchemy import BigInteger, ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from backend.database import Base, Instant
from backend.tickets.models import Ticket, TicketMessage


class TicketTopic(Base):
    """The ticket's topic in the staff's group. ``thread_id`` None: being made by ``owner``, whose call may have ended unknown."""

    __tablename__ = "ticket_topics"
    __table_args__ = (UniqueConstraint("group_id", "thread_id"),)

    ticket_id: Mapped[int] = mapped_column(ForeignKey(Ticket.id, ondelete="CASCADE"), primary_key=True)
    group_id: Mapped[int] = mapped_column(BigInteger)
    thread_id: Mapped[int | None] = mapped_column(BigInteger)
    owner: Mapped[str | None] = mapped_column(String(60))
    lease_until: Mapped[Instant | None]
    after_message: Mapped[int | None] = mapped_column(BigInteger)
    """A message id of the group from before the call: the topic, if it was made, has a higher one."""


class TicketPost(Base):
    """A message's copy in the group: what an edit changes, and what replies point to. ``file_id``: as in ``contract.Copy``."""

    __tablename__ = "ticket_posts"
    __table_args__ = (Index("ix_ticket_posts_place", "group_id", "telegram_id"),)

    message_id: Mapped[int] = mapped_column(ForeignKey(TicketMessage.id, ondelete="CASCADE"), primary_key=True)
    file_id: Mapped[int] = mapped_column(BigInteger, primary_key=True)
    group_id: Mapped[int] = mapped_column(BigInteger)
    telegram_id: Mapped[int] = mapped_column(BigInteger)
