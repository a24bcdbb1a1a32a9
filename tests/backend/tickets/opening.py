"""Someone who writes to support, for the tests of tickets."""

from itertools import count
from typing import Any

import httpx
from sqlalchemy import select

from backend.database import Sessions
from backend.ledger.models import OutgoingMessage
from tests.backend.people import Person, meet

_numbers = count(1)


def key() -> dict[str, str]:
    """A key for one write."""
    return {"Idempotency-Key": f"desk-{next(_numbers)}"}


async def opened(person: Person, text: str = "Zakaj je račun višji?", **more: object) -> dict[str, Any]:
    """A ticket of theirs, as ``Received``."""
    body = {"provider": "komunala", "topic": "billing", "text": text, "chat_id": person.chat_id} | more
    answer = await person.post("tickets", body)
    assert answer.status_code == 200, answer.text
    received: dict[str, Any] = answer.json()
    return received


async def pushes(sessions: Sessions, event: str) -> list[OutgoingMessage]:
    """Rows of the ledger, oldest first."""
    async with sessions() as session:
        which = OutgoingMessage.content["event"].astext == event
        rows = await session.scalars(select(OutgoingMessage).where(which).order_by(OutgoingMessage.id))
        return list(rows)


async def writer(http: httpx.AsyncClient, channel: str = "telegram") -> Person:
    """Someone without a link."""
    return await meet(http, chat=f"support-{next(_numbers)}", channel=channel)
