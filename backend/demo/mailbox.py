"""An SMTP server of one's own: receives mail on a free loopback port, keeps it, and writes it into a folder on request.

For the demo, ``hisnik chat --mail DIR`` and tests. It runs on the caller's event loop: when a mail has been handed over to it,
the file is written and the listener has been called.
"""

import asyncio
import re
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default as modern
from pathlib import Path

from aiosmtpd.smtp import SMTP, Envelope, Session

TAKEN = "250 OK"
Verdict = Callable[[str], str]
"""An address -> the SMTP answer to it, ``250 OK`` or a refusal."""


@dataclass(frozen=True, slots=True)
class ReceivedMail:
    """A mail as a person sees it, and as it came."""

    to: str
    subject: str
    text: str
    html: str
    message_id: str
    raw: bytes
    reply_to: str = ""
    """Where it may be answered."""


Listener = Callable[[ReceivedMail], None]


def _part(message: EmailMessage, kind: str) -> str:
    body = message.get_body(preferencelist=(kind,))
    return str(body.get_content()) if body is not None else ""


def parse_mail(raw: bytes, recipients: Sequence[str]) -> ReceivedMail:
    """``recipients``: those of the envelope, which count and not the header."""
    message = message_from_bytes(raw, policy=modern)
    assert isinstance(message, EmailMessage)
    return ReceivedMail(
        to=", ".join(recipients),
        subject=str(message["Subject"] or ""),
        text=_part(message, "plain"),
        html=_part(message, "html"),
        message_id=str(message["Message-ID"] or ""),
        raw=raw,
        reply_to=str(message["Reply-To"] or ""),
    )


@dataclass(slots=True)
class Mailbox:
    """The mails so far, oldest first. ``folder``: each is also written there as ``0001-subject.eml``."""

    folder: Path | None = None
    listener: Listener | None = None
    verdict: Verdict = lambda _address: TAKEN
    mails: list[ReceivedMail] = field(default_factory=list)
    port: int = 0
    """0 until it serves."""
    _server: asyncio.Server | None = None

    @property
    def url(self) -> str:
        """For ``SMTP_URL``."""
        return f"smtp://127.0.0.1:{self.port}"

    async def start(self) -> None:
        """Listens: on a free port the first time, on the same one after a ``stop``."""
        loop = asyncio.get_running_loop()
        self._server = await loop.create_server(
            lambda: SMTP(self, enable_SMTPUTF8=True, loop=loop), host="127.0.0.1", port=self.port
        )
        self.port = self._server.sockets[0].getsockname()[1]

    async def stop(self) -> None:
        """Listens no more; the mails stay."""
        if self._server is not None:
            self._server.close()
            await self._server.wait_closed()
            self._server = None

    # what aiosmtpd calls

    async def handle_RCPT(
        self, _server: SMTP, _session: Session, envelope: Envelope, address: str, _options: list[str]
    ) -> str:
        answer = self.verdict(address)
        if answer == TAKEN:
            envelope.rcpt_tos.append(address)
        return answer

    async def handle_DATA(self, _server: SMTP, _session: Session, envelope: Envelope) -> str:
        assert isinstance(envelope.content, bytes)
        mail = parse_mail(envelope.content, envelope.rcpt_tos)
        self.mails.append(mail)
        if self.folder is not None:
            await asyncio.to_thread(_write, self.folder, len(self.mails), mail)
        if self.listener is not None:
            self.listener(mail)
        return TAKEN


def _write(folder: Path, number: int, mail: ReceivedMail) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    words = re.sub(r"[^\w]+", "-", mail.subject).strip("-")[:50]
    path = folder / f"{number:04d}-{words or 'mail'}.eml"
    part = path.with_suffix(".part")
    part.write_bytes(mail.raw)
    part.replace(path)  # whoever waits for an .eml finds it whole


@asynccontextmanager
async def running_mailbox(folder: Path | None = None, listener: Listener | None = None) -> AsyncIterator[Mailbox]:
    """A mailbox that serves while the block runs."""
    mailbox = Mailbox(folder=folder, listener=listener)
    await mailbox.start()
    try:
        yield mailbox
    finally:
        await mailbox.stop()
