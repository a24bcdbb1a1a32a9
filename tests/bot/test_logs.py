"""A whole visit over real HTTP, everything logged at DEBUG: no code, secret, address, name or token is in it."""

import asyncio
import logging
import re
import urllib.request
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager

import pytest
from fastapi import FastAPI
from sqlalchemy import func, text, update

from backend.accounts.codes import start_payload
from backend.accounts.contract import LinkRequest
from backend.app import create_app
from backend.confirmations.contract import CodeCheck, ConfirmationRequest
from backend.consents.contract import ConsentAction, ConsentRequest, Purpose
from backend.contract import Language
from backend.database import transaction
from backend.demo.mailbox import Mailbox, running_mailbox
from backend.ledger.models import OutgoingMessage
from backend.ledger.worker import MailWorker
from backend.mail import SmtpMailer
from backend.parts import Parts
from backend.readings.contract import MeterValue, ReadingsRequest
from backend.residents.contract import ProfileChange
from bot.assembly.front import bind, quiet
from bot.assembly.house import backend_client
from bot.backend import BackendClient, BackendRefusal, Keys
from bot.logs import TALKATIVE, quieten
from tests.conftest import SERVICE_TOKEN

SECRETS = [
    "123456",
    "202600876",
    "202600999",
    "janez.secret@example.com",
    "Skrivnež Novak",
    "+38641234567",
    "041234567",
]


@pytest.fixture
def everything_logged() -> Iterator[None]:
    """As an operator who sets LOG_LEVEL=DEBUG; put back afterwards."""
    before = {name: logging.getLogger(name).level for name in TALKATIVE}
    quieten()
    yield
    for name, level in before.items():
        logging.getLogger(name).setLevel(level)


@asynccontextmanager
async def served(app: FastAPI) -> AsyncIterator[str]:
    """The app on a socket, by the server that ``hisnik serve`` uses."""
    server, taken = quiet(app), bind("127.0.0.1", 0)
    async with asyncio.TaskGroup() as group:
        serving = group.create_task(server.serve([taken]))
        async with asyncio.timeout(10):
            while not server.started:
                await asyncio.sleep(0.01)
        try:
            yield f"http://127.0.0.1:{taken.getsockname()[1]}"
        finally:
            server.should_exit = True
            await serving


def browse(url: str, data: bytes | None = None) -> str:
    """A browser of its own, which logs nothing itself."""
    with urllib.request.urlopen(url, data=data, timeout=10) as page:
        return str(page.read().decode())


async def visit(client: BackendClient, url: str, worker: MailWorker, mailbox: Mailbox, payload: str) -> list[str]:
    """Everything with something secret in it; gives the secrets that were made on the way."""
    resident = await client.resident_of_chat("web", "1", Language.sl)
    await client.start(payload)
    wrong = LinkRequest(chat_id=resident.chat_id, provider="komunala", payer_code="123456", secret="202600999")
    with pytest.raises(BackendRefusal):
        await client.link(resident.id, wrong)
    link = await client.link(resident.id, wrong.model_copy(update={"secret": "202600876"}))
    made = []
    for address in ("janez.secret@example.com", "other.secret@example.com"):
        await client.send_confirmation(resident.id, ConfirmationRequest(chat_id=resident.chat_id, email=address))
        mailbox.verdict = lambda _address: "451 later"
        await worker.drain()
        mailbox.verdict = lambda _address: "250 OK"
        await again(worker)
        body = next(mail.text for mail in reversed(mailbox.mails) if "/confirm/" in mail.text)
        code, token = re.search(r"\b\d{6}\b", body), re.search(r"/confirm/(\S+)", body)
        assert code is not None
        assert token is not None
        made += [code.group(), token.group(1)]
        with pytest.raises(BackendRefusal):
            await client.check_code(resident.id, CodeCheck(code="000"))
        if address.startswith("janez"):
            await client.check_code(resident.id, CodeCheck(code=code.group()))
        else:
            for data in (None, b""):
                await asyncio.to_thread(browse, f"{url}/confirm/{token.group(1)}", data)
    await client.change_profile(resident.id, ProfileChange(display_name="Skrivnež Novak", phone="041234567"))
    terms = ConsentRequest(
        purpose=Purpose.terms, action=ConsentAction.given, version="2026-11", language=Language.sl, channel="web"
    )
    await client.consent(resident.id, terms)
    at = (resident.id, link.id)
    (point,) = await client.metering_points(at)
    values = [MeterValue(meter_id=point.meters[0].id, value="1834")]
    await client.store_readings(at, ReadingsRequest(values=values, channel="web"))
    await client.invoices(at, number="202600876")
    await client.unlink(at)
    await worker.drain()
    return made


async def again(worker: MailWorker) -> None:
    """Mails that were put off are due now."""
    async with transaction(worker.sessions) as session:
        await session.execute(update(OutgoingMessage).values(not_before=func.now()))
    await worker.drain()


async def test_nothing_secret_is_logged(
    parts: Parts, caplog: pytest.LogCaptureFixture, everything_logged: None
) -> None:
    payload = start_payload(parts.keyed, "komunala", "123456")
    with caplog.at_level(logging.DEBUG):
        async with running_mailbox() as mailbox:
            worker = MailWorker(parts.sessions, SmtpMailer(mailbox.url, "hišnik <bot@hisnik.example>"))
            async with served(create_app(parts)) as url, backend_client(url, SERVICE_TOKEN) as http:
                made = await visit(BackendClient(http, Keys("visit")), url, worker, mailbox, payload)
    assert "attempt 1: recipient refused, 451" in caplog.text, "our own loggers were heard"
    for secret in (*SECRETS, *made, payload, "other.secret@example.com", SERVICE_TOKEN):
        assert secret not in caplog.text, secret


async def test_an_error_shows_no_values(
    parts: Parts, caplog: pytest.LogCaptureFixture, everything_logged: None
) -> None:
    """The database refuses a statement: the traceback that is logged doesn't hold what was to be written."""
    async with transaction(parts.sessions) as session:
        await session.execute(text("ALTER TABLE backend.chats DROP COLUMN reachable"))
    with caplog.at_level(logging.DEBUG):
        async with served(create_app(parts)) as url, backend_client(url, SERVICE_TOKEN) as http:
            answer = await http.put(
                "/v1/chats/web/secret-chat", json={"language": "sl"}, headers={"Idempotency-Key": "k"}
            )
    assert answer.status_code == 500
    assert "UndefinedColumn" in caplog.text
    assert "secret-chat" not in caplog.text
