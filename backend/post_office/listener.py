"""The edge of incoming mail: LMTP or SMTP by aiosmtpd. 250 after the commit, 4xx while something is away, 550 with a text else.

A mail server stands in front: it keeps what gets a 4xx and sends a 550's text back to the sender. One recipient at a time: each
answer is then about one mail in one ticket.
"""

import asyncio
import logging
import unicodedata
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import AnyStr
from urllib.parse import urlsplit

from aiosmtpd.lmtp import LMTP
from aiosmtpd.smtp import SMTP, Envelope, Session
from sqlalchemy.exc import SQLAlchemyError

from backend.contract import Language
from backend.observability.contract import traced
from backend.post_office.letters import Letter, Unreadable, read_letter
from backend.post_office.loops import automatic_sender
from backend.post_office.metrics import PostMetrics
from backend.texts import texts
from backend.tickets.inbound import InPost, NotTaken, Post

log = logging.getLogger(__name__)

LARGEST_MAIL = 30 * 1024 * 1024
"""Bytes: a file of 20 MB is a third more in a mail."""
LONGEST_LINE = 1024 * 1024
SIDE_BY_SIDE = 4
"""Mails that are read at once: each may be large. Others wait for their turn."""
TAKEN = "250 2.0.0 OK"
LATER = "451 4.3.0 Try again later"
ONE_BY_ONE = "452 4.5.3 One recipient at a time"
_STATUS = {"address_unknown": "550 5.1.1", "sender_unknown": "550 5.7.1", "mail_too_big": "552 5.3.4"}


def refusal(reason: str) -> str:
    """A reply of two lines, in Slovenian and English, in the signs that SMTP takes."""
    status = _STATUS.get(reason, "550 5.6.0")
    first, last = (_ascii(texts(language)(f"mail-in-{reason}")) for language in (Language.sl, Language.en))
    return f"{status.replace(' ', '-', 1)} {first}\r\n{status} {last}"


def _ascii(text: str) -> str:
    return unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode()


class _Words(SMTP):
    """Longer lines than the standard's thousand are read all the same; "too big" is said in words of ours."""

    line_length_limit = LONGEST_LINE

    async def push(self, status: AnyStr) -> None:
        """The reply."""
        if isinstance(status, str) and status.startswith("552 Error"):
            await super().push(refusal("mail_too_big"))
        else:
            await super().push(status)


class _LocalWords(_Words, LMTP):
    """The same over LMTP."""


@dataclass(frozen=True, slots=True)
class PostOffice:
    """What the library calls."""

    desk: InPost
    metrics: PostMetrics
    turns: asyncio.Semaphore = field(default_factory=lambda: asyncio.Semaphore(SIDE_BY_SIDE))

    async def handle_RCPT(
        self, _server: SMTP, _session: Session, envelope: Envelope, address: str, _options: list[str]
    ) -> str:
        """Asks whether there is such an address, before the mail itself is sent."""
        if envelope.rcpt_tos:
            return ONE_BY_ONE
        try:
            known = await self.desk.known(address)
        except (SQLAlchemyError, OSError) as error:
            return self._later(error)
        if not known:
            self.metrics.refused("address_unknown")
            return refusal("address_unknown")
        envelope.rcpt_tos.append(address)
        return "250 2.1.5 OK"

    async def handle_DATA(self, _server: SMTP, _session: Session, envelope: Envelope) -> str:
        """Takes the mail."""
        with traced(None):
            async with self.turns:
                return await self._take(envelope)

    async def handle_exception(self, error: Exception) -> str:
        """What nobody thought of is no reason to lose a mail."""
        log.error("a mail could not be taken in", exc_info=error)
        self.metrics.put_off()
        return LATER

    async def _take(self, envelope: Envelope) -> str:
        sender, content = envelope.mail_from or "", envelope.content
        assert isinstance(content, bytes)
        try:
            letter = await asyncio.to_thread(read_letter, content, sender)
        except Unreadable as error:
            if automatic_sender(sender):
                return self._dropped("no person wrote it")
            log.warning("a mail was refused: %s", error)
            self.metrics.refused("mail_broken")
            return refusal("mail_broken")
        if letter.automatic:
            return self._dropped("no person wrote it")
        return await self._hand_over(envelope.rcpt_tos[0], letter)

    async def _hand_over(self, address: str, letter: Letter) -> str:
        post = Post(letter.sender, letter.envelope, letter.reference, letter.text, letter.files)
        try:
            taken = await self.desk.take(address, post)
        except NotTaken as error:
            log.info("a mail was refused: %s", error.reason)
            self.metrics.refused(error.reason)
            return refusal(error.reason)
        except (SQLAlchemyError, OSError) as error:
            return self._later(error)
        if taken is taken.loop:
            return self._dropped("too many in an hour")
        log.info("a mail was taken in: %s", taken.value)
        self.metrics.taken(taken.value)
        return TAKEN

    def _dropped(self, why: str) -> str:
        log.info("a mail was dropped: %s", why)
        self.metrics.taken("loop")
        return TAKEN

    def _later(self, error: Exception) -> str:
        log.warning("a mail waits at its server: %s", type(error).__name__)
        self.metrics.put_off()
        return LATER


@dataclass(frozen=True, slots=True)
class Place:
    """Where to listen, as ``MAIL_IN_LISTEN`` says. ``port`` 0: a free one."""

    host: str
    port: int
    local: bool
    """LMTP, else SMTP."""


def place_of(url: str) -> Place:
    """Raises ``ValueError`` in words for the operator."""
    problem = "MAIL_IN_LISTEN must look like lmtp://127.0.0.1:8024 or smtp://127.0.0.1:8025"
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError as error:
        raise ValueError(problem) from error
    if parts.scheme not in {"lmtp", "smtp"} or not parts.hostname or port is None:
        raise ValueError(problem)
    return Place(parts.hostname, port, parts.scheme == "lmtp")


@asynccontextmanager
async def taking_mail(office: PostOffice, place: Place, domain: str) -> AsyncIterator[int]:
    """Listens while the block runs; gives the port. Raises ``OSError`` where the port is taken."""
    loop, kind = asyncio.get_running_loop(), _LocalWords if place.local else _Words

    def connection() -> SMTP:
        return kind(
            office, data_size_limit=LARGEST_MAIL, enable_SMTPUTF8=True, hostname=domain, ident="hisnik", loop=loop
        )

    server = await loop.create_server(connection, host=place.host, port=place.port)
    try:
        yield server.sockets[0].getsockname()[1]
    finally:
        server.close()
        await server.wait_closed()
