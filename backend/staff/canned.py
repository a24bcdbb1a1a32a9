"""Ready answers of a provider: listed, added, changed, deleted by its staff."""

import re
from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.ext.asyncio import AsyncSession

from backend.errors import Invalid, NotFound, Refused
from backend.staff.models import CannedAnswer

LONGEST = 4000
"""Characters of a text: one message of Telegram's."""
SHORTCUT = re.compile(r"[^\W_][\w-]{0,39}")
"""One word, in small letters: it is typed behind a command in the group."""


class CannedInvalid(Invalid):
    """The shortcut is no single word of at most 40 letters, or a text is missing or too long."""

    code = "canned_invalid"


class CannedTaken(Refused):
    """Another ready answer has this shortcut."""

    code = "canned_taken"


async def canned_answers(session: AsyncSession, provider_id: int) -> Sequence[CannedAnswer]:
    """All of a provider's, by shortcut."""
    own = select(CannedAnswer).where(CannedAnswer.provider_id == provider_id)
    return (await session.scalars(own.order_by(CannedAnswer.shortcut))).all()


async def canned_answer(session: AsyncSession, provider_id: int, canned_id: int) -> CannedAnswer:
    """One of them; raises ``NotFound``."""
    found = await session.get(CannedAnswer, canned_id)
    if found is None or found.provider_id != provider_id:
        raise NotFound()
    return found


async def save(
    session: AsyncSession, provider_id: int, canned: CannedAnswer | None, shortcut: str, text_sl: str, text_en: str
) -> CannedAnswer:
    """Adds one (``canned`` None), or changes it. Raises ``CannedInvalid``, ``CannedTaken``."""
    shortcut, texts = shortcut.strip().lower(), [text.strip() for text in (text_sl, text_en)]
    if not SHORTCUT.fullmatch(shortcut) or not texts[0] or max(map(len, texts)) > LONGEST:
        raise CannedInvalid()
    taken = select(CannedAnswer.id).where(CannedAnswer.provider_id == provider_id, CannedAnswer.shortcut == shortcut)
    if canned is not None:
        taken = taken.where(CannedAnswer.id != canned.id)
    if await session.scalar(taken) is not None:
        raise CannedTaken()
    values = {"shortcut": shortcut, "text_sl": texts[0], "text_en": texts[1] or None}
    try:
        async with session.begin_nested():
            if canned is None:
                canned = CannedAnswer(provider_id=provider_id, **values)
                session.add(canned)
            else:
                canned.shortcut, canned.text_sl, canned.text_en = shortcut, texts[0], texts[1] or None
            await session.flush()
    except IntegrityError as error:  # a colleague was faster
        raise CannedTaken() from error
    return canned


async def delete(session: AsyncSession, canned: CannedAnswer) -> None:
    """Takes it away; answers that were sent stay as they are."""
    await session.delete(canned)
    await session.flush()
