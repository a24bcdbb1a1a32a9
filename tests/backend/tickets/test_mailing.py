"""Tickets as mails to the provider, over real SMTP: texts, threads, files, what staff may see, and what can't be smuggled in."""

from dataclasses import replace
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default as modern
from pathlib import Path

import httpx
import pytest
from sqlalchemy import func, select, update

from backend.attachments.models import StoredFile
from backend.attachments.store import FolderStore
from backend.database import Sessions, transaction
from backend.demo.mailbox import Mailbox, running_mailbox
from backend.ledger.models import OutgoingMessage
from backend.ledger.worker import Counts, MailWorker
from backend.mail import SmtpMailer
from backend.parts import Parts
from backend.tickets.mail_addresses import ReplyAddresses
from backend.tickets.mailing import TicketComposer
from backend.tickets.models import Ticket
from tests.backend.attachments.samples import picture
from tests.backend.desk.group import give_group
from tests.backend.people import Person
from tests.backend.tickets.opening import key, opened, writer

DOMAIN = "pisi.hisnik.example"


@pytest.fixture
async def ana(http: httpx.AsyncClient) -> Person:
    return await writer(http)


def composer_of(parts: Parts, domain: str | None = DOMAIN) -> TicketComposer:
    addresses = ReplyAddresses(domain, parts.keyed)
    return TicketComposer(parts.sessions, parts.files.store, addresses, "https://hisnik.example")


def mail_worker(parts: Parts, mailbox: Mailbox, composer: TicketComposer) -> MailWorker:
    return MailWorker(parts.sessions, SmtpMailer(mailbox.url, "hišnik <bot@hisnik.example>"), composer)


async def due_now(sessions: Sessions) -> None:
    async with transaction(sessions) as session:
        await session.execute(update(OutgoingMessage).values(not_before=func.now()))


async def mails_of(parts: Parts, domain: str | None = DOMAIN) -> list[EmailMessage]:
    """Sends what is due and gives it."""
    async with running_mailbox() as mailbox:
        await mail_worker(parts, mailbox, composer_of(parts, domain)).drain()
    return [read(mail.raw) for mail in mailbox.mails]


def read(raw: bytes) -> EmailMessage:
    mail = message_from_bytes(raw, policy=modern)
    assert isinstance(mail, EmailMessage)
    return mail


def text_of(mail: EmailMessage) -> str:
    body = mail.get_body(("plain",))
    assert body is not None
    return str(body.get_content()).replace("\r\n", "\n")


async def test_a_new_ticket_goes_to_the_provider(ana: Person, parts: Parts) -> None:
    ticket = (await opened(ana, "Zakaj je račun\nvišji?"))["ticket"]
    (mail,) = await mails_of(parts)
    async with parts.sessions() as session:
        token = (await session.get_one(Ticket, ticket["id"])).reply_token
    assert mail["To"] == "info@komunala-zgled.example"
    assert mail["Subject"] == "[#1] Račun: Zakaj je račun višji?"
    assert mail["Reply-To"] == f"podpora+{token}@{DOMAIN}"
    assert mail["Auto-Submitted"] == "auto-generated"
    text = text_of(mail)
    assert text.startswith("----- Odgovor napišite nad to črto -----")
    assert "Zakaj je račun\nvišji?" in text
    assert "Račun ni povezan" in text
    assert f"https://hisnik.example/staff/tickets/{ticket['id']}" in text


async def test_without_mail_in_there_is_no_address_to_answer(ana: Person, parts: Parts) -> None:
    await opened(ana)
    (mail,) = await mails_of(parts, None)
    assert mail["Reply-To"] is None
    assert "nad to črto" not in text_of(mail)


async def test_more_messages_stand_under_the_first(ana: Person, parts: Parts) -> None:
    ticket = (await opened(ana, "Zakaj je račun višji?"))["ticket"]
    path = f"tickets/{ticket['id']}/messages"
    assert (await ana.post(path, {"text": "Halo?", "chat_id": ana.chat_id})).status_code == 200
    first, second = await mails_of(parts)
    assert second["In-Reply-To"] == second["References"] == first["Message-ID"]
    assert first["In-Reply-To"] is None
    assert second["Subject"] == f"Re: {first['Subject']}"
    assert first["Reply-To"] == second["Reply-To"]
    assert "Račun ni povezan" not in text_of(second), "who it is stands in the first"


async def test_a_provider_with_a_group_gets_the_first_alone(ana: Person, parts: Parts) -> None:
    await give_group(parts.sessions)
    ticket = (await opened(ana, source="telegram:1:1"))["ticket"]
    await ana.post(f"tickets/{ticket['id']}/messages", {"text": "Halo?", "chat_id": ana.chat_id})
    assert len(await mails_of(parts)) == 1


async def test_an_edit_before_sending_is_in_the_mail_and_after_it_a_mail(ana: Person, parts: Parts) -> None:
    await opened(ana, "Račun je 52", source="telegram:1:5")
    path = f"/v1/residents/{ana.id}/ticket-messages"
    await ana.http.patch(path, json={"source": "telegram:1:5", "text": "Račun je 25"}, headers=key())
    (mail,) = await mails_of(parts)
    assert "Račun je 25" in text_of(mail)
    await ana.http.patch(path, json={"source": "telegram:1:5", "text": "Račun je 27"}, headers=key())
    (edit,) = await mails_of(parts)
    assert edit["References"] == mail["Message-ID"] != edit["Message-ID"]
    assert "Popravljeno sporočilo" in text_of(edit)


async def sent_file(person: Person, data: bytes, name: str) -> int:
    answer = await person.http.post(
        f"/v1/residents/{person.id}/files", params={"name": name}, content=data, headers=key()
    )
    assert answer.status_code in {200, 201}, answer.text
    number: int = answer.json()["id"]
    return number


async def test_files_are_in_the_mail_and_an_album_is_one(ana: Person, parts: Parts) -> None:
    files = [await sent_file(ana, picture("JPEG"), f"števec {n}.jpg") for n in (1, 2)]
    ticket = (await opened(ana, "Števec", files=files[:1], album="a", source="telegram:1:1"))["ticket"]
    more = {"files": files[1:], "album": "a", "source": "telegram:1:2", "chat_id": ana.chat_id}
    assert (await ana.post(f"tickets/{ticket['id']}/messages", more)).json()["joined"]
    assert await mails_of(parts) == [], "the album may go on"
    await due_now(parts.sessions)
    (mail,) = await mails_of(parts)
    assert [part.get_filename() for part in mail.iter_attachments()] == ["števec 1.jpg", "števec 2.jpg"]
    assert {part.get_content_type() for part in mail.iter_attachments()} == {"image/jpeg"}
    last = await sent_file(ana, picture("JPEG"), "števec 3.jpg")
    late = {"files": [last], "album": "a", "source": "telegram:1:3", "chat_id": ana.chat_id}
    assert (await ana.post(f"tickets/{ticket['id']}/messages", late)).json()["joined"]
    await due_now(parts.sessions)
    (mail,) = await mails_of(parts)
    assert [part.get_filename() for part in mail.iter_attachments()] == ["števec 3.jpg"]


async def test_a_file_that_is_too_big_or_gone_is_named(ana: Person, parts: Parts) -> None:
    files = [await sent_file(ana, picture("JPEG"), "prva.jpg"), await sent_file(ana, picture("JPEG"), "druga.jpg")]
    await opened(ana, "Glejte", files=files)
    async with parts.sessions() as session:
        size = await session.scalar(select(func.max(StoredFile.size))) or 0
    async with running_mailbox() as mailbox:
        small = replace(composer_of(parts), most_bytes=size + 10)
        assert await mail_worker(parts, mailbox, small).drain() == Counts(sent=1)
    mail = read(mailbox.mails[0].raw)
    assert len(list(mail.iter_attachments())) == 1
    assert "druga.jpg" in text_of(mail)


class AwayStore(FolderStore):
    """On a disk that doesn't answer."""

    async def get(self, key: str) -> bytes:
        raise OSError("away")


async def test_a_store_that_is_away_puts_the_mail_off(ana: Person, parts: Parts, tmp_path: Path) -> None:
    await opened(ana, "Glejte", files=[await sent_file(ana, picture("JPEG"), "prva.jpg")])
    async with running_mailbox() as mailbox:
        away = replace(composer_of(parts), store=AwayStore(tmp_path))
        assert await mail_worker(parts, mailbox, away).drain() == Counts(retried=1)
        await due_now(parts.sessions)
        assert await mail_worker(parts, mailbox, composer_of(parts)).drain() == Counts(sent=1)


async def test_nothing_is_smuggled_in(ana: Person, parts: Parts) -> None:
    evil = "Subject: x\r\nBcc: zlo@example.com\r\n\r\n<script>alert(1)</script>\u2028Bcc: zlo@example.com"
    await opened(ana, evil)
    (mail,) = await mails_of(parts)
    assert mail["Bcc"] is None
    assert "\n" not in mail["Subject"]
    html = mail.get_body(("html",))
    assert html is not None
    assert "<script>" not in html.get_content()


async def test_what_is_kept_of_a_sent_mail_holds_no_words(ana: Person, parts: Parts) -> None:
    await opened(ana, "Moja skrivnost")
    await mails_of(parts)
    async with parts.sessions() as session:
        row = (await session.scalars(select(OutgoingMessage).where(OutgoingMessage.kind == "mail"))).one()
    assert row.content == {"subject": "[#1] Račun"}
    assert row.state == "sent"
