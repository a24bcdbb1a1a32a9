"""Residents who hand in a reading, confirm it and ask something: patiently, all at once, or leaving in the middle."""

import asyncio
import random
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from sqlalchemy import select
from sqlalchemy.exc import SQLAlchemyError

from backend.database import Sessions, transaction
from backend.ledger.contract import Event
from backend.ledger.service import plan_push
from backend.residents.models import Chat as ChatRow
from benchmarks.residents import next_value
from tests.telegram_server.standin import StandIn
from tests.telegram_server.world import Chat

Manner = Literal["patient", "hasty", "leaver"]
MANNERS: tuple[tuple[Manner, float], ...] = (("patient", 0.57), ("hasty", 0.38), ("leaver", 0.05))
SAVE = "Da, shrani"
ASKED, STORED, TOLD, PUSHED = "Shranim?", "Stanje je shranjeno", "555 01 00", "E-naslov je potrjen"
"""What the answers to reading, confirmation and question have in them, and the push."""
FIRST_SERIAL = 70_000_000
TRY_AGAIN_SECONDS = 0.2


@dataclass(slots=True, eq=False)
class Resident:
    """``value`` is the reading. ``updates``: so many were sent to Telegram."""

    number: int
    chat: Chat
    manner: Manner
    value: int
    updates: int = 0

    @property
    def serial(self) -> str:
        """Their meter's."""
        return str(FIRST_SERIAL + self.number)

    @property
    def answers(self) -> tuple[str, ...]:
        """What must have been said to them; to whom nothing can be said, nothing."""
        return () if self.manner == "leaver" else (ASKED, STORED, TOLD)


def people(telegram: StandIn, count: int, seed: int) -> list[Resident]:
    """All of whom have written before. The manners and values are the seed's."""
    rng = random.Random(f"{seed}:residents")
    names, weights = zip(*MANNERS, strict=True)
    manners = rng.choices(names, weights, k=count)
    found = []
    for number, manner in enumerate(manners):
        chat = telegram.person()
        chat.started = True
        found.append(Resident(number, chat, manner, next_value() + rng.randint(-3, 5)))
    return found


async def visit(telegram: StandIn, resident: Resident, patience: float) -> None:
    """AssertionError when an answer does not come within ``patience`` seconds."""
    if resident.manner == "patient":
        await _patiently(telegram, resident, patience)
        return
    for text in (f"stanje {resident.value}", "da"):
        telegram.user_says(resident.chat, text)
        resident.updates += 1
    if resident.manner == "leaver":
        telegram.blocks(resident.chat)
        return
    telegram.user_says(resident.chat, "uradne ure")
    resident.updates += 1
    for answer in resident.answers:
        await _until(telegram, resident, answer, patience)


async def _patiently(telegram: StandIn, resident: Resident, patience: float) -> None:
    chat = resident.chat
    telegram.user_says(chat, f"stanje {resident.value}")
    resident.updates += 1
    await _until(telegram, resident, ASKED, patience)
    telegram.user_presses(telegram.with_button(chat, SAVE), SAVE)
    resident.updates += 1
    await _until(telegram, resident, STORED, patience)
    telegram.user_says(chat, "uradne ure")
    resident.updates += 1
    await _until(telegram, resident, TOLD, patience)


async def _until(telegram: StandIn, resident: Resident, answer: str, patience: float) -> None:
    chat = resident.chat
    come = await telegram.world.changes.until(lambda: any(answer in text for text in telegram.texts(chat)), patience)
    said = " | ".join(telegram.texts(chat))
    assert come, (
        f"resident {resident.number} ({resident.manner}, chat {chat.id}) waits for {answer!r}; was told: {said}"
    )


async def plan_for(sessions: Sessions, resident: Resident, now: datetime) -> None:
    """Plans a push to them, once, also when the database goes away in between."""
    whose = select(ChatRow).where(ChatRow.channel == "telegram", ChatRow.external_id == str(resident.chat.id))
    while True:
        try:
            async with transaction(sessions) as session:
                chat = (await session.execute(whose)).scalar_one()
                key = f"torture:{resident.number}"
                await plan_push(session, dedupe_key=key, chat=chat, event=Event.email_confirmed, values={}, now=now)
        except SQLAlchemyError:
            await asyncio.sleep(TRY_AGAIN_SECONDS)
        else:
            return
