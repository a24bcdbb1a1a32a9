"""Residents and their chats: making them known, showing and changing the profile."""

import unicodedata
from datetime import datetime

import phonenumbers
from sqlalchemy import bindparam, delete, select
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncSession

from backend.contract import Language
from backend.errors import Invalid, NotFound
from backend.residents.contract import ProfileChange
from backend.residents.models import Chat, Resident

HOME_REGION = "SI"
"""Numbers without a country are Slovenian."""


class ResidentUnknown(NotFound):
    """There is no such resident, or the chat is not theirs."""

    code = "resident_unknown"


class ChatUnknown(NotFound):
    """This chat has to be announced: it is new, or was thought unreachable."""

    code = "chat_unknown"


class PhoneInvalid(Invalid):
    """Not a phone number that can exist."""

    code = "phone_invalid"


_CHAT = select(Chat).where(Chat.channel == bindparam("channel"), Chat.external_id == bindparam("external_id"))


async def announce_chat(
    session: AsyncSession, *, channel: str, external_id: str, language: Language, now: datetime
) -> Chat:
    """The chat, made with a resident of its own when it is new; two announcements at once give the same one.

    A chat that had become unreachable is reachable again: its resident has just written.
    """
    chat = await _find_chat(session, channel, external_id)
    if chat is None:
        chat = await _make_chat(session, channel, external_id, language, now)
    if not chat.reachable:
        chat.reachable = True
        await session.flush()
    return chat


async def _find_chat(session: AsyncSession, channel: str, external_id: str) -> Chat | None:
    return (await session.scalars(_CHAT, {"channel": channel, "external_id": external_id})).one_or_none()


async def _make_chat(session: AsyncSession, channel: str, external_id: str, language: Language, now: datetime) -> Chat:
    resident = Resident(language=language.value, created_at=now)
    session.add(resident)
    await session.flush()
    row = {
        "resident_id": resident.id,
        "channel": channel,
        "external_id": external_id,
        "reachable": True,
        "created_at": now,
    }
    made = insert(Chat).values(row).on_conflict_do_nothing(index_elements=["channel", "external_id"])
    if (await session.execute(made.returning(Chat.id))).first() is None:
        # someone else was faster; the resident that nobody needs goes
        await session.execute(delete(Resident).where(Resident.id == resident.id))
    chat = await _find_chat(session, channel, external_id)
    assert chat is not None
    return chat


async def resident_of(session: AsyncSession, resident_id: int, *, for_update: bool = False) -> Resident:
    """The resident; raises ``ResidentUnknown``."""
    resident = await session.get(Resident, resident_id, with_for_update=for_update)
    if resident is None:
        raise ResidentUnknown()
    return resident


async def chat_of(session: AsyncSession, resident_id: int, chat_id: int) -> Chat:
    """The chat, if it is this resident's; raises ``ResidentUnknown``."""
    chat = await session.get(Chat, chat_id)
    if chat is None or chat.resident_id != resident_id:
        raise ResidentUnknown()
    return chat


async def change_profile(session: AsyncSession, resident_id: int, change: ProfileChange) -> None:
    """Writes the fields that were given; an empty name or phone clears."""
    resident = await resident_of(session, resident_id, for_update=True)
    if change.language is not None:
        resident.language = change.language.value
    if change.display_name is not None:
        resident.display_name = clean_name(change.display_name) or None
    if change.phone is not None:
        resident.phone = international(change.phone) if change.phone.strip() else None
    await session.flush()


def clean_name(text: str) -> str:
    """Without control and direction marks, which could make other text unreadable; runs of blanks become one."""
    blanks_kept = " ".join(text.split())
    return " ".join("".join(sign for sign in blanks_kept if unicodedata.category(sign)[0] != "C").split())


def international(text: str) -> str:
    """``041 234 567`` -> ``+38641234567`` (E.164); raises ``PhoneInvalid``."""
    try:
        number = phonenumbers.parse(text, HOME_REGION)
    except phonenumbers.NumberParseException as error:
        raise PhoneInvalid() from error
    if not phonenumbers.is_valid_number(number):
        raise PhoneInvalid()
    return phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)
