"""What the bot said to each visitor, for a day: the page reads on from the last message it has.

Kept in the bot's schema, so a restart, a second bot process and a push that comes later all end up in the same page.
"""

import asyncio
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Protocol

from sqlalchemy import BigInteger, Column, DateTime, Identity, MetaData, String, Table, UniqueConstraint, func, select
from sqlalchemy import delete as delete_from
from sqlalchemy.dialects.postgresql import JSONB, insert
from sqlalchemy.ext.asyncio import AsyncEngine

from bot.channels.web.rendering import Stored, stored
from bot.dialogue.turn import Message

KEPT = timedelta(days=1)
PAGE = 60
POLL_SECONDS = 1.5
"""How soon a message that another process wrote is seen; those of this process wake the reader at once."""

web_messages = Table(
    "web_messages",
    MetaData(schema="bot"),
    Column("id", BigInteger, Identity(always=False), primary_key=True),
    Column("chat", String(100), nullable=False),
    Column("origin", String(200), nullable=False),
    Column("content", JSONB, nullable=False),
    Column("created_at", DateTime(timezone=True), nullable=False, index=True),
    UniqueConstraint("chat", "origin", name="uq_web_messages_chat_origin"),
)

Kept = tuple[int, Stored]
"""A message's number, which grows, and its content."""


class Log(Protocol):
    """What the page's server needs of the log."""

    async def append(self, chat: str, origin: str, messages: Sequence[Message], now: datetime) -> list[Kept]:
        """Keeps the messages of one ``origin`` (a turn, a push); the same origin again gives the same messages."""

    async def after(self, chat: str, number: int) -> list[Kept]:
        """The messages after ``number``, oldest first; at most the newest ``PAGE``."""

    async def wait(self, chat: str, number: int, seconds: float) -> list[Kept]:
        """As ``after``, but waits up to ``seconds`` for something to come."""

    async def one(self, chat: str, number: int) -> Stored | None:
        """A message of this chat."""

    async def forget(self, now: datetime) -> None:
        """Drops what is older than ``KEPT``."""


@dataclass(frozen=True, slots=True)
class PostgresLog:
    """The log in ``bot.web_messages``."""

    engine: AsyncEngine
    _listeners: dict[str, set[asyncio.Event]] = field(default_factory=dict)

    async def append(self, chat: str, origin: str, messages: Sequence[Message], now: datetime) -> list[Kept]:
        rows = [
            {"chat": chat, "origin": f"{origin}:{index}", "content": stored(message), "created_at": now}
            for index, message in enumerate(messages)
        ]
        if not rows:
            return []
        async with self.engine.begin() as connection:
            # numbers of one chat become visible in their order, so no reader steps over one
            await connection.execute(select(func.pg_advisory_xact_lock(func.hashtext(f"web:{chat}"))))
            await connection.execute(insert(web_messages).values(rows).on_conflict_do_nothing())
            found = await connection.execute(
                select(web_messages.c.id, web_messages.c.content)
                .where(web_messages.c.chat == chat, web_messages.c.origin.in_([row["origin"] for row in rows]))
                .order_by(web_messages.c.id)
            )
            kept = [(int(number), content) for number, content in found]
        for event in self._listeners.get(chat, ()):
            event.set()
        return kept

    async def after(self, chat: str, number: int) -> list[Kept]:
        newest = (
            select(web_messages.c.id, web_messages.c.content)
            .where(web_messages.c.chat == chat, web_messages.c.id > number)
            .order_by(web_messages.c.id.desc())
            .limit(PAGE)
        )
        async with self.engine.connect() as connection:
            found = [(int(key), content) for key, content in await connection.execute(newest)]
        return found[::-1]

    async def wait(self, chat: str, number: int, seconds: float) -> list[Kept]:
        loop = asyncio.get_running_loop()
        end = loop.time() + seconds
        async with self._listening(chat) as event:
            while True:
                event.clear()
                found = await self.after(chat, number)
                left = end - loop.time()
                if found or left <= 0:
                    return found
                try:
                    async with asyncio.timeout(min(left, POLL_SECONDS)):
                        await event.wait()
                except TimeoutError:
                    continue  # another process may have written: look again

    async def one(self, chat: str, number: int) -> Stored | None:
        mine = select(web_messages.c.content).where(web_messages.c.chat == chat, web_messages.c.id == number)
        async with self.engine.connect() as connection:
            content: Stored | None = await connection.scalar(mine)
        return content

    async def forget(self, now: datetime) -> None:
        async with self.engine.begin() as connection:
            await connection.execute(delete_from(web_messages).where(web_messages.c.created_at < now - KEPT))

    @asynccontextmanager
    async def _listening(self, chat: str) -> AsyncIterator[asyncio.Event]:
        event = asyncio.Event()
        self._listeners.setdefault(chat, set()).add(event)
        try:
            yield event
        finally:
            listeners = self._listeners[chat]
            listeners.discard(event)
            if not listeners:
                del self._listeners[chat]
