"""The gate before personal data: an active link, a confirmed e-mail address and the current terms, in this order.

Every route under ``/v1/residents/{resident_id}/links/{link_id}/`` takes ``LinkedDep``; what it gives is the only scope such a
route may read or write, so the data of two payers or providers can't mix.
"""

from dataclasses import dataclass
from typing import Annotated

from fastapi import Depends
from sqlalchemy import bindparam, select
from sqlalchemy.ext.asyncio import AsyncSession

from backend.accounts.models import Link, Payer
from backend.consents.contract import ConsentAction, Purpose
from backend.consents.latest import latest_action
from backend.contract import Id
from backend.errors import Forbidden, NotFound
from backend.parts import SessionDep
from backend.providers.models import Provider
from backend.residents.models import Resident


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
    """A resident acting for a payer."""

    resident_id: int
    link_id: int
    payer: Payer
    provider: Provider


_LINKED = (
    select(Payer, Provider, Resident.email, latest_action(bindparam("resident_id"), Purpose.terms))
    .join_from(Link, Payer, Link.payer_id == Payer.id)
    .join(Provider, Payer.provider_id == Provider.id)
    .join(Resident, Link.resident_id == Resident.id)
    .where(Link.id == bindparam("link_id"), Link.resident_id == bindparam("resident_id"), Link.unlinked_at.is_(None))
)
"""Built once: building it costs more than running it."""


async def linked(session: AsyncSession, resident_id: int, link_id: int) -> Linked:
    """Checks all three conditions in one query; raises the first that fails."""
    row = (await session.execute(_LINKED, {"resident_id": resident_id, "link_id": link_id})).one_or_none()
    if row is None:
        raise NotLinked()
    payer, provider, email, terms = row
    if email is None:
        raise EmailUnconfirmed()
    if terms != ConsentAction.given.value:
        raise ConsentMissing()
    return Linked(resident_id=resident_id, link_id=link_id, payer=payer, provider=provider)


async def _linked_of(session: SessionDep, resident_id: Id, link_id: Id) -> Linked:
    return await linked(session, resident_id, link_id)


LinkedDep = Annotated[Linked, Depends(_linked_of)]
"""For paths that hold ``{resident_id}`` and ``{link_id}``."""
