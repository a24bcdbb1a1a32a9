"""``hisnik mail-in``: answers by mail in a process of their own; and the same within ``hisnik serve`` and ``hisnik backend``."""

import logging
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import replace
from datetime import UTC, datetime
from email.message import EmailMessage
from email.utils import make_msgid
from typing import TYPE_CHECKING

import aiosmtplib
from prometheus_client import CollectorRegistry

from backend.demo.mailbox import ReceivedMail
from backend.post_office.listener import PostOffice, place_of, taking_mail
from backend.post_office.metrics import PostMetrics
from bot.assembly import databases
from bot.assembly.house import Backend, backend_wing
from bot.assembly.keys import Keyring
from bot.assembly.metrics import new_registry, queues
from bot.assembly.probes import HEALTH, database_answers, joined, ready_route, watched
from bot.errors import CannotStart, SettingsError

if TYPE_CHECKING:
    from bot.assembly.front import Front
    from bot.assembly.servers import Say

log = logging.getLogger(__name__)
DEFAULT = "lmtp://127.0.0.1:8024"
DEMO_DOMAIN = "odgovori.hisnik.example"


def demo_mail(keys: Keyring) -> Keyring:
    """The demo takes mail at a free port of its own, whatever the environment says."""
    others = {name: value for name, value in keys.environ.items() if not name.startswith("MAIL_IN_")}
    own = {"MAIL_IN_DOMAIN": DEMO_DOMAIN, "MAIL_IN_LISTEN": "smtp://127.0.0.1:0"}
    return replace(keys, environ=others | own)


@asynccontextmanager
async def listening(
    wing: Backend, registry: CollectorRegistry, default: str | None = None
) -> AsyncIterator[int | None]:
    """Takes mail while the block runs, where it is asked for; gives the port. Raises ``SettingsError``, ``CannotStart``."""
    url, domain = wing.settings.mail_in_listen or default, wing.settings.mail_in_domain
    if not url:
        yield None
        return
    if not domain:
        raise SettingsError("MAIL_IN_DOMAIN is not set: which domain's mail is taken in?")
    try:
        place = place_of(url)
    except ValueError as error:
        raise SettingsError(str(error)) from error
    office = PostOffice(wing.post, PostMetrics.on(registry))
    async with AsyncExitStack() as stack:
        try:
            port = await stack.enter_async_context(taking_mail(office, place, domain))
        except OSError as error:
            raise CannotStart(
                f"MAIL_IN_LISTEN: {place.host}:{place.port} can't be listened at ({error.strerror})"
            ) from error
        log.info("mail is taken in by %s at port %d", "LMTP" if place.local else "SMTP", port)
        yield port


def mailed_back(port: int | None) -> Callable[[ReceivedMail, str], Awaitable[str | None]]:
    """How the demo's page answers a mail: as its recipient would, over SMTP. Gives the refusal's words, or None."""

    async def send(mail: ReceivedMail, text: str) -> str | None:
        message = EmailMessage()
        message["From"], message["To"] = mail.to, mail.reply_to
        message["Subject"] = f"Re: {' '.join(mail.subject.split())}"
        message["Message-ID"] = make_msgid(domain=DEMO_DOMAIN)
        message["In-Reply-To"] = mail.message_id
        quoted = "".join(f"> {line}\n" for line in mail.text.splitlines())
        message.set_content(f"{text}\n\n{quoted}")
        try:
            await aiosmtplib.send(message, hostname="127.0.0.1", port=port, timeout=15)
        except aiosmtplib.SMTPRecipientsRefused as error:
            return error.recipients[0].message
        except aiosmtplib.SMTPResponseException as error:
            return error.message
        return None

    return send


async def serve_mail_in(keys: Keyring, say: "Say") -> None:
    """Answers for its health and its metrics beside."""
    from bot.assembly.servers import behind_front, until_ended  # it knows this module

    async def part(front: "Front") -> None:
        async with AsyncExitStack() as stack:
            own = keys.bot.address(front.port)
            url = await stack.enter_async_context(databases.server(keys))
            await databases.migrate(url, front.lacks)
            registry = new_registry()
            wing = await stack.enter_async_context(
                backend_wing(keys, url, _now, public_url=own, smtp_url=None, registry=registry)
            )
            await stack.enter_async_context(listening(wing, registry, DEFAULT))
            metrics = watched(keys, registry, queues(registry, wing.engine))
            await front.open(joined([HEALTH, ready_route(database_answers(wing.engine)), metrics], None))
            say(own)
            await until_ended()

    await behind_front(keys, part)


def _now() -> datetime:
    return datetime.now(UTC)
