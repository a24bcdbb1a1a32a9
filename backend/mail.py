"""SMTP at the edge: one rendered mail to one address. Knows no ledger and no database.

MailError           could not be handed over
├── MailRetry       the server is away, busy, or answers 4xx: try again later
└── MailRefused     the server refuses this recipient or message for good (5xx)
"""

import asyncio
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from email.message import EmailMessage
from email.utils import format_datetime, parseaddr
from typing import Protocol
from urllib.parse import unquote, urlsplit

import aiosmtplib
from email_validator import EmailNotValidError, validate_email

TIMEOUT_SECONDS = 15.0


class MailError(Exception):
    """Could not be handed over. The message holds no address: it is stored and logged."""


class MailRetry(MailError):
    """The server is away, busy, or answers 4xx."""


class MailRefused(MailError):
    """The server refuses this recipient or message for good."""


@dataclass(frozen=True, slots=True)
class Attached:
    """A file of a mail."""

    name: str
    mime: str
    data: bytes


@dataclass(frozen=True, slots=True)
class Mail:
    """A mail as text and as HTML. ``reference`` makes the Message-ID: a mail sent twice can be recognised by it.

    ``reply_to``: where an answer goes, if not to the sender; ``thread``: the reference of the mail that it belongs under.
    """

    reference: str
    recipient: str
    subject: str
    text: str
    html: str
    written_at: datetime
    reply_to: str | None = None
    thread: str | None = None
    files: Sequence[Attached] = ()


class Mailer(Protocol):
    """Hands a mail over; raises ``MailError``."""

    async def send(self, mail: Mail) -> str:
        """The Message-ID under which it went out."""


@dataclass(frozen=True, slots=True)
class SmtpMailer:
    """``url``: ``smtp://user:password@host:587`` (STARTTLS where offered) or ``smtps://…``. ``sender``: the From header."""

    url: str
    sender: str
    timeout: float = TIMEOUT_SECONDS

    def __post_init__(self) -> None:
        parts = urlsplit(self.url)
        if parts.scheme not in {"smtp", "smtps"} or not parts.hostname:
            raise ValueError("SMTP_URL must look like smtp://user:password@host:587 or smtps://user:password@host:465")
        if "@" not in parseaddr(self.sender)[1]:
            raise ValueError("MAIL_FROM must be an e-mail address, with or without a name before it")

    async def send(self, mail: Mail) -> str:
        """One connection a mail: they are few, and a broken one can't spoil its neighbours."""
        # files become text of a third more: off the loop
        message = await asyncio.to_thread(compose, mail, self.sender) if mail.files else compose(mail, self.sender)
        parts = urlsplit(self.url)
        try:
            await aiosmtplib.send(
                message,
                sender=parseaddr(self.sender)[1],
                recipients=[_wire_address(mail.recipient)],
                hostname=parts.hostname,
                port=parts.port,
                username=unquote(parts.username) if parts.username else None,
                password=unquote(parts.password) if parts.password else None,
                use_tls=parts.scheme == "smtps",
                timeout=self.timeout,
            )
        except (aiosmtplib.SMTPException, OSError) as error:
            raise _judged(error) from error
        return str(message["Message-ID"])


def compose(mail: Mail, sender: str) -> EmailMessage:
    """The MIME message: plain text first, HTML as the alternative."""
    message = EmailMessage()
    message["From"] = sender
    message["To"] = mail.recipient
    if mail.reply_to is not None:
        message["Reply-To"] = mail.reply_to
    message["Subject"] = one_line(mail.subject)
    message["Date"] = format_datetime(mail.written_at)
    message["Message-ID"] = message_id(mail.reference, sender)
    if mail.thread is not None and mail.thread != mail.reference:
        message["In-Reply-To"] = message["References"] = message_id(mail.thread, sender)
    message["Auto-Submitted"] = "auto-generated"
    message.set_content(mail.text)
    message.add_alternative(mail.html, subtype="html")
    for file in mail.files:
        kind, _, subtype = file.mime.partition("/")
        message.add_attachment(file.data, maintype=kind, subtype=subtype, filename=one_line(file.name))
    return message


def message_id(reference: str, sender: str) -> str:
    """In the sender's domain: it is this house's."""
    return f"<{reference}@{parseaddr(sender)[1].rpartition('@')[2]}>"


def one_line(text: str) -> str:
    """Fit for a header: people's words may hold line ends and what can't be seen."""
    return " ".join("".join(" " if unicodedata.category(sign)[0] in "CZ" else sign for sign in text).split())


def _wire_address(address: str) -> str:
    """A domain with letters such as š goes out in its ASCII form."""
    try:
        valid = validate_email(address, check_deliverability=False, test_environment=True, allow_smtputf8=False)
    except EmailNotValidError as error:
        raise MailRefused("the address is not valid") from error
    return valid.ascii_email or address


def _judged(error: Exception) -> MailError:
    """For good only where the server says 5xx to this recipient or this message; our own login is the operator's matter."""
    if isinstance(error, aiosmtplib.SMTPRecipientsRefused):
        codes = [one.code for one in error.recipients]
        kind = MailRefused if codes and min(codes) >= 500 else MailRetry
        return kind(f"recipient refused, {codes[0] if codes else 'no code'}")
    if isinstance(error, aiosmtplib.SMTPDataError | aiosmtplib.SMTPRecipientRefused) and error.code >= 500:
        return MailRefused(f"message refused, {error.code}")
    if isinstance(error, aiosmtplib.SMTPResponseException):
        return MailRetry(f"{type(error).__name__}, {error.code}")
    return MailRetry(type(error).__name__)
