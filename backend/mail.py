"""SMTP at the edge: one rendered mail to one address. Knows no ledger and no database.

MailError           could not be handed over
├── MailRetry       the server is away, busy, or answers 4xx: try again later
└── MailRefused     the server refuses this recipient or message for good (5xx)
"""

import asyncio
import unicodedata
from base64 import encodebytes
from binascii import b2a_qp
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from email.generator import BytesGenerator
from email.header import Header
from email.message import Message
from email.policy import compat32
from email.utils import format_datetime, formataddr, parseaddr
from io import BytesIO
from typing import Protocol
from urllib.parse import unquote, urlsplit

import aiosmtplib
from email_validator import EmailNotValidError, validate_email

TIMEOUT_SECONDS = 15.0
LINE = 68
"""Characters of a subject that fit on its line."""
_WIRE = compat32.clone(linesep="\r\n", mangle_from_=False)


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
        recipient = _wire_address(mail.recipient)
        # files become text of a third more: off the loop
        message = await asyncio.to_thread(compose, mail, self.sender) if mail.files else compose(mail, self.sender)
        parts = urlsplit(self.url)
        try:
            await aiosmtplib.send(
                message,
                sender=parseaddr(self.sender)[1],
                recipients=[recipient],
                hostname=parts.hostname,
                port=parts.port,
                username=unquote(parts.username) if parts.username else None,
                password=unquote(parts.password) if parts.password else None,
                use_tls=parts.scheme == "smtps",
                timeout=self.timeout,
            )
        except (aiosmtplib.SMTPException, OSError) as error:
            raise _judged(error) from error
        return message_id(mail.reference, self.sender)


def compose(mail: Mail, sender: str) -> bytes:
    """The message as it goes over the wire (RFC 5322), all ASCII: plain text first, HTML as the alternative.

    Made of the library's older kind of message: the newer one parses each header as it is set and again as it is written, and
    encodes text in Python, which took four times as long. Raises ``MailRefused``.
    """
    head = _headers(mail, sender)
    both = _joined("alternative", [_text("plain", mail.text), _text("html", mail.html)])
    message = _joined("mixed", [both, *(_file(each) for each in mail.files)]) if mail.files else both
    for name, value in head.items():
        message[name] = value
    written = BytesIO()
    BytesGenerator(written, policy=_WIRE).flatten(message)
    return written.getvalue()


def _headers(mail: Mail, sender: str) -> dict[str, str]:
    to = mail.recipient if mail.recipient.isascii() else _wire_address(mail.recipient)
    head = {"From": formataddr(parseaddr(sender)), "To": to}
    if mail.reply_to is not None:
        head["Reply-To"] = mail.reply_to
    head["Subject"] = _in_ascii(one_line(mail.subject))
    head["Date"] = format_datetime(mail.written_at)
    head["Message-ID"] = message_id(mail.reference, sender)
    if mail.thread is not None and mail.thread != mail.reference:
        head["In-Reply-To"] = head["References"] = message_id(mail.thread, sender)
    return head | {"Auto-Submitted": "auto-generated", "MIME-Version": "1.0"}


def _in_ascii(line: str) -> str:
    """As it is where that can't be misread or be too long for a line, else as encoded words (RFC 2047)."""
    plain = line.isascii() and len(line) < LINE and "=?" not in line
    return line if plain else Header(line, "utf-8", header_name="Subject").encode()


def _text(subtype: str, text: str) -> Message:
    part = Message(policy=_WIRE)
    part["Content-Type"] = f'text/{subtype}; charset="utf-8"'
    part["Content-Transfer-Encoding"] = "quoted-printable"
    lines = text.replace("\r\n", "\n").replace("\r", "\n").removesuffix("\n") + "\n"
    part.set_payload(b2a_qp(lines.encode()).decode("ascii"))
    return part


def _file(file: Attached) -> Message:
    part, name = Message(policy=_WIRE), one_line(file.name)
    part["Content-Type"] = file.mime
    part["Content-Transfer-Encoding"] = "base64"
    part.add_header("Content-Disposition", "attachment", filename=name if name.isascii() else ("utf-8", "", name))
    part.set_payload(encodebytes(file.data).decode("ascii"))
    return part


def _joined(kind: str, parts: Sequence[Message]) -> Message:
    whole = Message(policy=_WIRE)
    whole["Content-Type"] = f"multipart/{kind}"
    whole.set_payload(list(parts))
    return whole


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
