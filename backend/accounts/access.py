"""The gate before personal data: an active link, a confirmed e-mail address and the current terms, in this order.

Every route under ``/v1/residents/{resident_id}/links/{link_id}/`` takes ``LinkedDep``; what it gives is the only scope such a
route may read or write, so the data of two payers or providers can't mix.
"""

from dataclasses import dataclass
from typing import Annotated

from fastapi import Depends
from sqlalchemy.ext.asyncio import AsyncSession

from backend.accounts.models import Payer
from backend.consents.contract import ConsentAction
from backend.consents.texts import VERSION
from backend.contract import Id, Language
from backend.direct import row
from backend.errors import Forbidden, NotFound
from backend.parts import SessionDep
from backend.providers.models import Provider


class NotLinked(NotFound):
    """This resident has no such active link."""

    code = "not_linked"


class EmailUnconfirmed(Forbidden):
    """No confirmed e-mail address yet."""

    code = "email_unconfirmed"


class ConsentMissing(Forbidden):
    """The current terms are not agreed to."""

    code = "consent_missing"


@dataclass(frozen=True, slots=True)
class Linked:
    """A resident acting for a payer. ``payer`` and ``provider`` are to be read: they belong to no session.

    ``language`` and ``email``, confirmed, are the resident's: for mails.
    """

    resident_id: int
    link_id: int
    payer: Payer
    provider: Provider
    language: Language
    email: str


_PAYER = [column.key for column in Payer.__table__.columns]
_PROVIDER = [column.key for column in Provider.__table__.columns]
_LINKED = f"""
SELECT {", ".join(f"p.{name}" for name in _PAYER)}, {", ".join(f"v.{name}" for name in _PROVIDER)}, r.language, r.email,
    (SELECT a.action FROM backend.consent_acts a
        WHERE a.resident_id = r.id AND a.purpose = 'terms' AND a.version = %(version)s ORDER BY a.id DESC LIMIT 1)
FROM backend.links l JOIN backend.payers p ON l.payer_id = p.id JOIN backend.providers v ON p.provider_id = v.id
    JOIN backend.residents r ON l.resident_id = r.id
WHERE l.id = %(link)s AND l.resident_id = %(resident)s AND l.unlinked_at IS NULL
"""  # noqa: S608  columns of our own tables


async def linked(session: AsyncSession, resident_id: int, link_id: int) -> Linked:
    """Checks all three conditions in one query; raises the first that fails."""
    found = await row(session, _LINKED, {"resident": resident_id, "link": link_id, "version": VERSION})
    if found is None:
        raise NotLinked()
    *columns, language, email, terms = found
    if email is None:
        raise EmailUnconfirmed()
    if terms != ConsentAction.given.value:
        raise ConsentMissing()
    payer = Payer(**dict(zip(_PAYER, columns, strict=False)))
    provider = Provider(**dict(zip(_PROVIDER, columns[len(_PAYER) :], strict=True)))
    return Linked(resident_id, link_id, payer, provider, Language(language), email)


async def _linked_of(session: SessionDep, resident_id: Id, link_id: Id) -> Linked:
    return await linked(session, resident_id, link_id)


LinkedDep = Annotated[Linked, Depends(_linked_of)]
"""For paths that hold ``{resident_id}`` and ``{link_id}``."""
