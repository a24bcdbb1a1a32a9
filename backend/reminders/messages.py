"""Single reminders as rows of the ledger; those of a whole audience are written by ``due``, under the same keys."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import func
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncSession

from backend.ledger.models import OutgoingMessage
from backend.ledger.service import Kind


def cause_of(link_id: int, closes: date) -> str:
    """What all reminders of a payer's window have in common."""
    return f"reminder:{link_id}:{closes}"


@dataclass(frozen=True, slots=True)
class Message:
    """One reminder. ``at`` and ``deadline`` are by the caller's clock, as ``now`` is; the row's are by the database's."""

    kind: Kind
    cause: str
    step: str
    recipient: str
    content: Mapping[str, object]
    at: datetime
    deadline: datetime
    now: datetime
    chat_id: int | None = None

    def row(self) -> dict[str, object]:
        """As a row that is not there yet."""
        return {
            "kind": self.kind,
            "dedupe_key": f"{self.cause}:{self.step}:{'mail' if self.kind == 'mail' else 'chat'}",
            "recipient": self.recipient,
            "chat_id": self.chat_id,
            "content": self.content,
            "state": "planned",
            "attempts": 0,
            "not_before": func.now() + (self.at - self.now),
            "expires_at": func.now() + (self.deadline - self.now),
            "cause": self.cause,
            "created_at": self.now,
        }


async def add(session: AsyncSession, messages: Sequence[Message]) -> None:
    """Writes those that are not planned yet."""
    rows = [message.row() for message in messages]
    await session.execute(insert(OutgoingMessage).values(rows).on_conflict_do_nothing(index_elements=["dedupe_key"]))
