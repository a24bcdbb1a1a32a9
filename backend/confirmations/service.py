"""Confirming an e-mail address: a six-digit code for the chat, a link for the page; either works, once.

Both are kept as keyed hashes. Nothing is asked of, or sent to, a resident without a link to a payer.
"""

import math
import secrets
import unicodedata
from datetime import datetime, timedelta

from email_validator import EmailNotValidError, validate_email
from sqlalchemy import select, update
from sqlalchemy.ext.asyncio import AsyncSession

from backend.accounts.access import NotLinked
from backend.accounts.models import Link, Payer
from backend.confirmations.contract import ConfirmationRequest, ConfirmationView
from backend.confirmations.models import EmailConfirmation
from backend.contract import Language
from backend.errors import Invalid, Locked, NotFound, Refused
from backend.ledger.contract import Event
from backend.ledger.service import plan_mail, plan_push
from backend.mail_texts import MailText, address_changed_mail, code_mail, confirmed_mail
from backend.providers.models import Provider
from backend.residents.models import Chat, Resident
from backend.residents.service import chat_of, resident_of
from backend.secrets import KeyedHash

VALID_FOR = timedelta(minutes=15)
TRIES = 5
MAILS_AN_HOUR = 5
HOUR = timedelta(hours=1)


class EmailInvalid(Invalid):
    """Not an address that mail can be sent to."""

    code = "email_invalid"


class TooManyMails(Locked):
    """Five mails went to this resident within an hour; ``minutes`` until the next."""

    code = "too_many_mails"


class NoConfirmation(NotFound):
    """Nothing waits for a code."""

    code = "no_confirmation"


class CodeWrong(Refused):
    """Another code than the mailed one; ``tries_left``."""

    code = "code_wrong"
    keeps_effects = True


class CodeUsedUp(Refused):
    """Five wrong codes: a new mail is needed."""

    code = "code_used_up"
    keeps_effects = True


class CodeExpired(Refused):
    """Fifteen minutes have passed: a new mail is needed."""

    code = "code_expired"


async def send_confirmation(
    session: AsyncSession,
    resident_id: int,
    request: ConfirmationRequest,
    *,
    keyed: KeyedHash,
    public_url: str,
    now: datetime,
) -> ConfirmationView:
    """Plans the mail; the address that is confirmed already is confirmed at once.

    Raises ``NotLinked``, ``EmailInvalid``, ``TooManyMails``.
    """
    resident = await resident_of(session, resident_id, for_update=True)
    chat = await chat_of(session, resident_id, request.chat_id)
    provider = await _newest_provider(session, resident_id)
    if provider is None:
        raise NotLinked()
    address = _checked(request.email)
    if resident.email is not None and resident.email.casefold() == address.casefold():
        return ConfirmationView(email=resident.email, confirmed=True, expires_at=None)
    await _check_rate(session, resident_id, now)
    await _end_open_ones(session, resident_id, now)
    return await _mail_code(session, resident, chat, address, provider, keyed=keyed, public_url=public_url, now=now)


def _checked(address: str) -> str:
    """The normal form. The address is not looked up: no network in a transaction, and a mail server decides anyway."""
    try:
        valid = validate_email(
            address.strip(), check_deliverability=False, test_environment=True, allow_smtputf8=False, strict=True
        )
    except EmailNotValidError as error:
        raise EmailInvalid() from error
    return valid.normalized


async def _check_rate(session: AsyncSession, resident_id: int, now: datetime) -> None:
    recent = (
        select(EmailConfirmation.created_at)
        .where(EmailConfirmation.resident_id == resident_id, EmailConfirmation.created_at > now - HOUR)
        .order_by(EmailConfirmation.created_at.desc())
        .limit(MAILS_AN_HOUR)
    )
    times = (await session.scalars(recent)).all()
    if len(times) == MAILS_AN_HOUR:
        raise TooManyMails(minutes=math.ceil((times[-1] + HOUR - now) / timedelta(minutes=1)))


async def _end_open_ones(session: AsyncSession, resident_id: int, now: datetime) -> None:
    open_ones = (EmailConfirmation.resident_id == resident_id, EmailConfirmation.ended_at.is_(None))
    await session.execute(update(EmailConfirmation).where(*open_ones).values(ended_at=now))


async def _mail_code(
    session: AsyncSession,
    resident: Resident,
    chat: Chat,
    address: str,
    provider: str,
    *,
    keyed: KeyedHash,
    public_url: str,
    now: datetime,
) -> ConfirmationView:
    code, token = f"{secrets.randbelow(10**6):06d}", secrets.token_urlsafe(24)
    token_hash = keyed("email-token", token)
    row = EmailConfirmation(
        resident_id=resident.id,
        chat_id=chat.id,
        email=address,
        language=resident.language,
        code_hash=keyed("email-code", token_hash, code),
        token_hash=token_hash,
        tries_left=TRIES,
        created_at=now,
        expires_at=now + VALID_FOR,
        ended_at=None,
        confirmed=False,
    )
    session.add(row)
    await session.flush()
    mail = code_mail(
        Language(resident.language),
        provider=provider,
        code=code,
        address=f"{public_url.rstrip('/')}/confirm/{token}",
        expires_at=row.expires_at,
    )
    await _plan(session, f"email-code:{row.id}", address, mail, now=now, chat_id=chat.id)
    return ConfirmationView(email=address, confirmed=False, expires_at=row.expires_at)


async def _plan(
    session: AsyncSession, key: str, recipient: str, mail: MailText, *, now: datetime, chat_id: int | None = None
) -> None:
    await plan_mail(
        session,
        dedupe_key=key,
        recipient=recipient,
        subject=mail.subject,
        text=mail.text,
        html=mail.html,
        now=now,
        chat_id=chat_id,
    )


async def check_code(session: AsyncSession, resident_id: int, code: str, *, keyed: KeyedHash, now: datetime) -> None:
    """Confirms by the code typed in the chat; a wrong one costs a try.

    Raises ``NoConfirmation``, ``CodeExpired``, ``CodeWrong``, ``CodeUsedUp``.
    """
    await resident_of(session, resident_id, for_update=True)
    newest = (
        select(EmailConfirmation)
        .where(EmailConfirmation.resident_id == resident_id)
        .order_by(EmailConfirmation.id.desc())
        .limit(1)
    )
    row = (await session.scalars(newest)).one_or_none()
    if row is None or row.confirmed:
        raise NoConfirmation()
    if row.tries_left == 0:
        raise CodeUsedUp()
    if row.expires_at <= now:
        raise CodeExpired()
    if not keyed.matches(row.code_hash, "email-code", row.token_hash, _digits(code)):
        row.tries_left -= 1
        if row.tries_left == 0:
            row.ended_at = now
        await session.flush()
        raise CodeWrong(tries_left=row.tries_left) if row.tries_left else CodeUsedUp()
    await _confirm(session, row, now)


def _digits(code: str) -> str:
    """``123 456`` or digits of another script as plain digits."""
    return "".join(str(unicodedata.digit(sign)) for sign in code if sign.isdigit())


async def find_by_token(session: AsyncSession, token: str, *, keyed: KeyedHash) -> EmailConfirmation | None:
    """The confirmation that a mailed link belongs to, whatever its state."""
    chosen = select(EmailConfirmation).where(EmailConfirmation.token_hash == keyed("email-token", token))
    return (await session.scalars(chosen)).one_or_none()


def is_open(row: EmailConfirmation, now: datetime) -> bool:
    """Whether it can still be confirmed."""
    return row.ended_at is None and row.expires_at > now


async def confirm_by_token(session: AsyncSession, row: EmailConfirmation, *, now: datetime) -> None:
    """Confirms from the page, if it is still open, and has the chat told. Pressing twice confirms once."""
    await resident_of(session, row.resident_id, for_update=True)
    await session.refresh(row)
    if not is_open(row, now):
        return
    await _confirm(session, row, now)
    chat = await session.get(Chat, row.chat_id)
    assert chat is not None
    await plan_push(
        session,
        dedupe_key=f"email-confirmed:{row.id}",
        chat=chat,
        event=Event.email_confirmed,
        values={"email": row.email},
        now=now,
    )


async def _confirm(session: AsyncSession, row: EmailConfirmation, now: datetime) -> None:
    """The address becomes the resident's; a mail says so, and the address before it is told that it was replaced."""
    resident = await resident_of(session, row.resident_id)
    old = resident.email
    row.confirmed, row.ended_at = True, now
    resident.email, resident.email_confirmed_at = row.email, now
    await session.flush()
    language = Language(row.language)
    provider = await _newest_provider(session, resident.id) or "hišnik"
    await _plan(
        session, f"email-confirmed-mail:{row.id}", row.email, confirmed_mail(language, provider=provider), now=now
    )
    if old is not None and old != row.email:
        changed = address_changed_mail(language, provider=provider)
        await _plan(session, f"email-changed-mail:{row.id}", old, changed, now=now)


async def _newest_provider(session: AsyncSession, resident_id: int) -> str | None:
    """The name of the provider linked last; None without a link."""
    query = (
        select(Provider.name)
        .join_from(Link, Payer, Link.payer_id == Payer.id)
        .join(Provider, Payer.provider_id == Provider.id)
        .where(Link.resident_id == resident_id, Link.unlinked_at.is_(None))
        .order_by(Link.id.desc())
        .limit(1)
    )
    return (await session.scalars(query)).one_or_none()
