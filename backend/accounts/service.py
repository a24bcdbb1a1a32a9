"""Linking a resident to a payer. Wrong code, wrong secret and unknown provider give one answer, after the same work."""

from datetime import datetime

from sqlalchemy import exists, select
from sqlalchemy.ext.asyncio import AsyncSession

from backend.accounts.access import NotLinked
from backend.accounts.codes import LONGEST_PAYLOAD, normal_code, normal_number, signed_code
from backend.accounts.contract import LinkRequest, LinkView, StartView
from backend.accounts.locks import check_locks, queue_up
from backend.accounts.models import Link, LinkFailure, Payer
from backend.errors import NotFound, Refused
from backend.invoices.models import Invoice
from backend.local_time import local_day
from backend.providers.contract import SecretKind
from backend.providers.models import Provider
from backend.residents.service import chat_of
from backend.residents.view import link_view
from backend.secrets import KeyedHash

LAST_INVOICES = 12
"""So many of the newest invoices prove that a resident gets the bills."""


class LinkRefused(Refused):
    """Provider, payer code and secret don't belong together. Which of them is wrong is not said."""

    code = "link_refused"
    keeps_effects = True


class AlreadyLinkedElsewhere(Refused):
    """The provider allows one resident a payer, and there is one. Only said to who knows the secret."""

    code = "already_linked_elsewhere"


class PayloadInvalid(NotFound):
    """A deep link of an unknown provider, or with a wrong signature."""

    code = "payload_invalid"


async def open_payload(session: AsyncSession, payload: str, *, keyed: KeyedHash) -> StartView:
    """What a deep link presets. A signature proves that the provider printed the code; it doesn't replace the secret."""
    if len(payload) > LONGEST_PAYLOAD:
        raise PayloadInvalid()
    if await _provider_exists(session, payload):
        return StartView(provider=payload, payer_code=None)
    signed = signed_code(keyed, payload)
    if signed is None or not await _provider_exists(session, signed[0]):
        raise PayloadInvalid()
    return StartView(provider=signed[0], payer_code=signed[1])


async def _provider_exists(session: AsyncSession, slug: str) -> bool:
    if "\x00" in slug:
        return False
    return bool(await session.scalar(select(exists().where(Provider.slug == slug))))


async def link(
    session: AsyncSession, resident_id: int, request: LinkRequest, *, keyed: KeyedHash, now: datetime
) -> LinkView:
    """Links, or gives the link that this resident has already.

    Raises ``LinkLocked``, ``LinkRefused`` (counted), ``AlreadyLinkedElsewhere``.
    """
    chat = await chat_of(session, resident_id, request.chat_id)
    slug, code = normal_code(request.provider), normal_code(request.payer_code)
    payer_key = keyed("payer", slug, code)
    await queue_up(session, chat.id, payer_key)
    await check_locks(session, chat.id, payer_key, now)
    found = await _proven_payer(session, slug, code, request.secret or "", keyed=keyed, now=now)
    if found is None:
        session.add(LinkFailure(chat_id=chat.id, payer_key=payer_key, at=now))
        await session.flush()
        raise LinkRefused()
    payer, provider = found
    link_id = await _link_row(session, resident_id, payer, provider, now)
    return await link_view(session, link_id)


async def _proven_payer(
    session: AsyncSession, slug: str, code: str, secret: str, *, keyed: KeyedHash, now: datetime
) -> tuple[Payer, Provider] | None:
    """The payer, if the secret is right. Every way does both queries, both comparisons and the hash."""
    query = (
        select(Payer, Provider)
        .join(Provider, Payer.provider_id == Provider.id)
        .where(Provider.slug == slug, Payer.code == code)
    )
    row = (await session.execute(query)).one_or_none()
    numbers = (
        select(Invoice.number)
        .where(Invoice.payer_id == (row[0].id if row else -1), Invoice.issued_on <= local_day(now))
        .order_by(Invoice.issued_on.desc(), Invoice.id.desc())
        .limit(LAST_INVOICES)
    )
    issued = [normal_number(number) for number in await session.scalars(numbers)]
    issued += [""] * (LAST_INVOICES - len(issued))
    given = normal_number(secret)
    # no early end: each number is compared
    number_right = bool(given) and sum(number == given for number in issued) > 0
    password_right = keyed.matches(row[0].password_hash if row else None, "password", slug, code, secret.strip())
    if row is None:
        return None
    payer, provider = row
    right = {
        SecretKind.invoice_number: number_right,
        SecretKind.password: password_right,
        SecretKind.none: True,
    }[SecretKind(provider.secret_kind)]
    return (payer, provider) if right else None


async def _link_row(session: AsyncSession, resident_id: int, payer: Payer, provider: Provider, now: datetime) -> int:
    """The active link's id; ``queue_up`` has made sure that nobody else links this payer meanwhile."""
    active = select(Link).where(Link.payer_id == payer.id, Link.unlinked_at.is_(None))
    links = (await session.scalars(active)).all()
    for existing in links:
        if existing.resident_id == resident_id:
            return existing.id
    if links and provider.single_access:
        raise AlreadyLinkedElsewhere()
    made = Link(resident_id=resident_id, payer_id=payer.id, linked_at=now)
    session.add(made)
    await session.flush()
    return made.id


async def unlink(session: AsyncSession, resident_id: int, link_id: int, *, now: datetime) -> None:
    """Ends the link; raises ``NotLinked``. The row stays, ended."""
    chosen = select(Link).where(Link.id == link_id, Link.resident_id == resident_id, Link.unlinked_at.is_(None))
    ending = (await session.scalars(chosen.with_for_update())).one_or_none()
    if ending is None:
        raise NotLinked()
    ending.unlinked_at = now
    await session.flush()
