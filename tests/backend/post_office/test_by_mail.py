"""Answers that are mailed back, over real LMTP and SMTP: there and back, and everything that must not get in."""

import asyncio
import smtplib
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, replace
from datetime import timedelta
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default as modern

import aiosmtplib
import httpx
import pytest
from prometheus_client import CollectorRegistry
from sqlalchemy import func, select, text, update

from backend.database import Sessions, make_engine, make_sessions, transaction
from backend.demo.mailbox import running_mailbox
from backend.ledger.claims import claim
from backend.ledger.contract import Outcome, PushOutcome
from backend.ledger.models import OutgoingMessage
from backend.ledger.outcomes import report_all
from backend.ledger.worker import MailWorker
from backend.mail import SmtpMailer
from backend.parts import Parts
from backend.post_office.listener import LARGEST_MAIL, Place, PostOffice, place_of, taking_mail
from backend.post_office.metrics import PostMetrics
from backend.residents.models import Resident
from backend.staff.models import StaffMember
from backend.tickets.deliveries import settle
from backend.tickets.inbound import MOST_AN_HOUR, InPost
from backend.tickets.mail_addresses import ReplyAddresses
from backend.tickets.mailing import TicketComposer
from backend.tickets.models import Ticket, TicketMessage
from tests.backend.attachments.samples import picture
from tests.backend.people import Person
from tests.backend.tickets.opening import key, opened, pushes, writer
from tests.conftest import DEMO_NOW, MovableClock

DOMAIN = "pisi.hisnik.example"
PROVIDER = "info@komunala-zgled.example"
RESIDENT = "ana@example.com"


@dataclass(frozen=True, slots=True)
class Office:
    """A listener, and a ticket to write to."""

    port: int
    local: bool
    person: Person
    ticket: int
    staff: str
    """The address for staff."""
    resident: str
    """The address for the resident."""
    sessions: Sessions
    registry: CollectorRegistry

    async def send(self, message: EmailMessage | bytes, to: str | None = None, envelope: str | None = None) -> str:
        """Hands it over; the reply's code and text."""
        raw = message if isinstance(message, bytes) else message.as_bytes()
        sender = (
            envelope
            if envelope is not None
            else str(message["From"])
            if isinstance(message, EmailMessage)
            else PROVIDER
        )
        try:
            if self.local:
                await asyncio.to_thread(self._lmtp, raw, sender, to or self.staff)
            else:
                async with aiosmtplib.SMTP(hostname="127.0.0.1", port=self.port) as client:
                    await client.sendmail(sender, [to or self.staff], raw)
        except aiosmtplib.SMTPRecipientsRefused as error:
            return f"{error.recipients[0].code} {error.recipients[0].message}"
        except aiosmtplib.SMTPResponseException as error:
            return f"{error.code} {error.message}"
        except smtplib.SMTPRecipientsRefused as refused:
            (code, words), *_ = refused.recipients.values()
            return f"{code} {words.decode()}"
        except smtplib.SMTPResponseException as refused_all:
            return f"{refused_all.smtp_code} {refused_all.smtp_error!r}"
        return "250"

    def _lmtp(self, raw: bytes, sender: str, to: str) -> None:
        with smtplib.LMTP("127.0.0.1", self.port) as client:
            client.sendmail(sender, [to], raw)

    async def messages(self) -> list[TicketMessage]:
        """Of the ticket, without the resident's first."""
        async with self.sessions() as session:
            which = select(TicketMessage).where(TicketMessage.ticket_id == self.ticket).order_by(TicketMessage.id)
            return list((await session.scalars(which)).all())[1:]

    def counted(self, outcome: str, reason: str = "") -> float:
        labels = {"outcome": outcome, "reason": reason}
        return self.registry.get_sample_value("hisnik_mails_in_total", labels) or 0


def mail(body: str = "Pridemo jutri.", sender: str = PROVIDER, number: int = 1, **headers: str) -> EmailMessage:
    message = EmailMessage()
    message["From"] = sender
    message["Subject"] = "Re: [#1]"
    message["Message-ID"] = f"<{number}@{sender.rpartition('@')[2]}>"
    for name, value in headers.items():
        message[name.replace("_", "-")] = value
    message.set_content(body)
    return message


@asynccontextmanager
async def open_office(parts: Parts, person: Person, local: bool) -> AsyncIterator[Office]:
    ticket = (await opened(person, "Zakaj je račun višji?"))["ticket"]["id"]
    addresses = ReplyAddresses(DOMAIN, parts.keyed)
    async with transaction(parts.sessions) as session:
        row = await session.get_one(Ticket, ticket)
        staff, resident = addresses.of_staff(row), addresses.of_resident(row)
        values = {"email": RESIDENT, "email_confirmed_at": DEMO_NOW}
        await session.execute(update(Resident).where(Resident.id == person.id).values(values))
    assert staff is not None
    assert resident is not None
    registry = CollectorRegistry()
    desk = InPost(parts.sessions, parts.files, addresses, parts.clock)
    office = PostOffice(desk, PostMetrics.on(registry))
    async with taking_mail(office, Place("127.0.0.1", 0, local), DOMAIN) as port:
        yield Office(port, local, person, ticket, staff, resident, parts.sessions, registry)


@pytest.fixture
async def office(parts: Parts, http: httpx.AsyncClient) -> AsyncIterator[Office]:
    async with open_office(parts, await writer(http), local=False) as opened_one:
        yield opened_one


async def add_staff(sessions: Sessions, email: str, provider: int = 1, active: bool = True) -> None:
    async with transaction(sessions) as session:
        member = StaffMember(provider_id=provider, name="Maja Novak", email=email, password_hash="x", active=active)
        member.created_at = DEMO_NOW
        session.add(member)


@pytest.mark.parametrize("local", [True, False], ids=["lmtp", "smtp"])
async def test_there_and_back(parts: Parts, http: httpx.AsyncClient, local: bool) -> None:
    async with open_office(parts, await writer(http), local) as office:
        body = f"Pridemo jutri.\nLp, Maja\n\nOn Fri, 27 Nov 2026 x <{office.staff}> wrote:\n> staro"
        assert await office.send(mail(body)) == "250"
    (answer,) = await office.messages()
    assert (answer.body, answer.author, answer.via) == ("Pridemo jutri.\nLp, Maja", "staff", "mail")
    assert (answer.staff_name, answer.delivery, answer.internal) == ("Komunala Zgled d.o.o.", "planned", False)
    (push,) = await pushes(parts.sessions, "ticket-answered")
    assert (push.chat_id, push.content["values"]["text"]) == (office.person.chat_id, answer.body)
    assert office.counted("answer") == 1


async def test_someone_of_the_staff_answers_by_their_name(office: Office) -> None:
    await add_staff(office.sessions, "maja@komunala.example")
    assert await office.send(mail(sender="maja@komunala.example")) == "250"
    assert await office.send(mail(sender="Maja@Komunala.example", number=2), to=office.staff.upper()) == "250"
    assert [one.staff_name for one in await office.messages()] == ["Maja Novak", "Maja Novak"]


async def test_a_note_never_leaves(office: Office) -> None:
    assert await office.send(mail("// Poklicati ga je treba")) == "250"
    (note,) = await office.messages()
    assert (note.body, note.internal) == ("Poklicati ga je treba", True)
    assert await pushes(office.sessions, "ticket-answered") == []
    assert office.counted("note") == 1


async def test_a_redelivery_is_stored_once(office: Office) -> None:
    message = mail()
    message.add_attachment(picture("JPEG"), maintype="image", subtype="jpeg", filename="a.jpg")
    replies = await asyncio.gather(*(office.send(message) for _ in range(6)))
    assert set(replies) == {"250"}
    assert await office.send(message) == "250"
    assert len(await office.messages()) == 1
    assert (office.counted("answer"), office.counted("again")) == (1, 6)


async def test_many_at_once(office: Office) -> None:
    replies = await asyncio.gather(*(office.send(mail(f"Odgovor {n}", number=n)) for n in range(20)))
    assert set(replies) == {"250"}
    assert sorted(one.body for one in await office.messages()) == sorted(f"Odgovor {n}" for n in range(20))


async def test_forged_addresses(office: Office) -> None:
    name, _, domain = office.staff.partition("@")
    forged = [
        f"podpora+{'0' * 32}@{domain}",
        f"podpora@{domain}",
        f"{name}@elsewhere.example",
        f"{office.resident.partition('-')[0]}-{'0' * 32}@{domain}",
        office.resident.replace(f"+o{office.ticket}-", f"+o{office.ticket + 1}-"),
        f"podpora+o{'9' * 12}-{'a' * 32}@{domain}",
        f"info@{domain}",
    ]
    for address in forged:
        reply = await office.send(mail(), to=address)
        assert reply.startswith("550 5.1.1 Naslov za odgovor ne velja"), address
        assert "not valid" in reply
    assert await office.messages() == []
    assert office.counted("refused", "address_unknown") == len(forged)


async def test_senders_who_may_not(office: Office) -> None:
    await add_staff(office.sessions, "gone@komunala.example", active=False)
    await add_staff(office.sessions, "other@upravnik.example", provider=2)
    strangers = ["zlo@example.com", "gone@komunala.example", "other@upravnik.example", RESIDENT]
    for n, sender in enumerate(strangers):
        assert (await office.send(mail(sender=sender, number=n))).startswith("550 5.7.1")
    assert (await office.send(mail(), envelope="zlo@example.com")).startswith("550"), "From alone is not enough"
    assert (await office.send(mail(sender="zlo@example.com"), envelope=PROVIDER)).startswith("550")
    spoofed = mail(sender="x@example.com")
    spoofed.replace_header("From", f'"{PROVIDER}" <zlo@example.com>')
    assert (await office.send(spoofed, envelope=PROVIDER)).startswith("550")
    assert await office.messages() == []


async def test_the_resident_answers_by_mail(office: Office) -> None:
    assert await office.send(mail()) == "250"
    assert await office.send(mail("Hvala!", sender=RESIDENT), to=office.resident) == "250"
    thanks = (await office.messages())[-1]
    assert (thanks.body, thanks.author, thanks.via) == ("Hvala!", "resident", "mail")
    async with office.sessions() as session:
        assert (await session.get_one(Ticket, office.ticket)).state == "open"
    assert (await office.send(mail(number=3), to=office.resident)).startswith("550 5.7.1"), "staff have their own"
    assert (await office.send(mail(sender=RESIDENT, number=4))).startswith("550 5.7.1")
    assert office.counted("message") == 1


async def close(office: Office, at: timedelta = timedelta()) -> None:
    async with transaction(office.sessions) as session:
        values = {"state": "closed", "closed_at": DEMO_NOW - at}
        await session.execute(update(Ticket).where(Ticket.id == office.ticket).values(values))


async def test_a_closed_ticket(office: Office) -> None:
    await close(office)
    reply = await office.send(mail())
    assert reply.startswith("550")
    assert "/open" in reply
    assert await office.send(mail("// samo zaznamek", number=2)) == "250"
    assert await office.send(mail("Še nekaj", sender=RESIDENT), to=office.resident) == "250"
    async with office.sessions() as session:
        assert (await session.get_one(Ticket, office.ticket)).state == "open", "the resident opens it again"
    await close(office, timedelta(days=15))
    assert "14 dni" in await office.send(mail("Halo", sender=RESIDENT, number=9), to=office.resident)


async def test_files_and_those_that_lie(office: Office) -> None:
    message = mail("Glejte")
    message.add_attachment(picture("PNG"), maintype="application", subtype="pdf", filename="račun.pdf")
    message.add_attachment(b"MZ\x90\x00" * 50, maintype="image", subtype="jpeg", filename="slika.jpg")
    assert await office.send(message) == "250"
    (answer,) = await office.messages()
    whole = (await office.person.http.get(f"/v1/residents/{office.person.id}/tickets/{office.ticket}")).json()
    (file,) = whole["messages"][-1]["files"]
    assert (file["name"], file["mime"], file["kind"]) == ("račun.png", "image/png", "photo")
    async with office.sessions() as session:
        told = OutgoingMessage.dedupe_key.startswith("refused-files:")
        (row,) = (await session.scalars(select(OutgoingMessage).where(told))).all()
    assert row.recipient == PROVIDER
    assert "slika.jpg: te vrste datotek ne sprejemamo" in row.content["text"]
    assert answer.body == "Glejte"


async def test_nothing_but_files_that_are_refused(office: Office) -> None:
    message = mail("")
    message.add_attachment(b"MZ\x90\x00" * 50, maintype="image", subtype="jpeg", filename="slika.jpg")
    assert "Nobene od datotek" in await office.send(message)
    assert "prazno" in await office.send(mail("> staro\n> staro", number=2))
    assert "8000" in await office.send(mail("a" * 8001, number=3))
    assert await office.messages() == []


async def test_html_and_scripts_are_text(office: Office) -> None:
    message = mail()
    message.set_content(
        "<p>Čakamo <b>vas</b> &lt;script&gt;x&lt;/script&gt;</p><script>alert(1)</script>", subtype="html"
    )
    assert await office.send(message) == "250"
    assert [one.body for one in await office.messages()] == ["Čakamo vas <script>x</script>"]


async def test_charsets(office: Office) -> None:
    for n, charset in enumerate(["iso-8859-2", "windows-1250", "utf-8"]):
        raw = f"From: {PROVIDER}\r\nMessage-ID: <c{n}@x>\r\nContent-Type: text/plain; charset={charset}\r\n\r\nŽeja, Čaj, Šal"
        assert await office.send(raw.encode(charset)) == "250"
    assert {one.body for one in await office.messages()} == {"Žeja, Čaj, Šal"}


async def test_lines_without_end_and_zeros(office: Office) -> None:
    raw = f"From: {PROVIDER}\r\nContent-Type: text/plain; charset=utf-8\r\n\r\n{'beseda ' * 1000}\0konec\r\n"
    assert await office.send(raw.encode()) == "250"
    assert (await office.messages())[0].body.endswith("beseda konec")


async def test_broken_mails(office: Office) -> None:
    bomb = (
        f"From: {PROVIDER}\r\nContent-Type: multipart/mixed; boundary=b\r\n\r\n".encode() + b"--b\r\n\r\nx\r\n" * 6000
    )
    assert "ni mogoce prebrati" in await office.send(bomb)
    assert (await office.send(b"\r\n\r\n")).startswith("550")
    assert await office.messages() == []


async def test_a_mail_that_is_too_big(office: Office) -> None:
    raw = mail().as_bytes() + b"x" * 76 * 10 + b"\r\n"
    huge = raw + (b"y" * 998 + b"\r\n") * (LARGEST_MAIL // 1000)
    reply = await office.send(huge)
    assert reply.startswith("552 5.3.4 Sporocilo je preveliko")
    async with aiosmtplib.SMTP(hostname="127.0.0.1", port=office.port) as client:
        await client.ehlo()
        told = await client.execute_command(b"MAIL", f"FROM:<{PROVIDER}>".encode(), f"SIZE={LARGEST_MAIL + 1}".encode())
        assert told.code == 552
    assert await office.messages() == []


@pytest.mark.parametrize(
    "headers",
    [
        {"Auto_Submitted": "auto-replied"},
        {"Precedence": "bulk"},
        {"X_Auto_Response_Suppress": "All"},
    ],
    ids=lambda headers: next(iter(headers)),
)
async def test_auto_replies_are_taken_and_dropped(
    office: Office, headers: dict[str, str], caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level("INFO", "backend")
    assert await office.send(mail("Sem na dopustu.", PROVIDER, 1, **headers)) == "250"
    assert await office.messages() == []
    assert office.counted("loop") == 1
    assert [record.getMessage() for record in caplog.records] == ["a mail was dropped: no person wrote it"]


async def test_a_report_on_delivery_is_no_answer(office: Office) -> None:
    for sender in ("", "MAILER-DAEMON@example.com"):
        assert await office.send(mail("Undelivered", sender="MAILER-DAEMON@example.com"), envelope=sender) == "250"
        assert await office.send(mail("Undelivered"), to=office.resident, envelope=sender) == "250"
    assert await office.messages() == []


async def test_two_machines_end(office: Office, clock: MovableClock) -> None:
    for n in range(MOST_AN_HOUR + 2):
        assert await office.send(mail(f"Odgovor {n}", number=n)) == "250"
    assert len(await office.messages()) == MOST_AN_HOUR
    assert office.counted("loop") == 2
    clock.forward(timedelta(hours=2))
    assert await office.send(mail("Spet", number=99)) == "250"
    assert len(await office.messages()) == MOST_AN_HOUR + 1


async def test_one_recipient_at_a_time(office: Office) -> None:
    async with aiosmtplib.SMTP(hostname="127.0.0.1", port=office.port) as client:
        refused, _ = await client.sendmail(PROVIDER, [office.staff, office.resident], mail().as_bytes())
    assert [reply.code for reply in refused.values()] == [452]


async def test_while_the_database_is_away_the_mail_stays_where_it_is(
    office: Office, parts: Parts, database_url: str
) -> None:
    engine = make_engine("postgresql://postgres@127.0.0.1:1/none")
    away = replace(parts, sessions=make_sessions(engine))
    desk = InPost(away.sessions, parts.files, ReplyAddresses(DOMAIN, parts.keyed), parts.clock)
    broken = PostOffice(desk, PostMetrics.on(CollectorRegistry()))
    async with taking_mail(broken, Place("127.0.0.1", 0, False), DOMAIN) as port:
        assert (await replace(office, port=port).send(mail())).startswith("451 4.3.0")
    await engine.dispose()
    async with parts.sessions() as session:
        await session.execute(text("ALTER TABLE backend.ticket_messages RENAME TO elsewhere"))
        await session.commit()
        assert (await office.send(mail())).startswith("451")
        await session.execute(text("ALTER TABLE backend.elsewhere RENAME TO ticket_messages"))
        await session.commit()
    assert await office.send(mail()) == "250"
    assert len(await office.messages()) == 1


async def test_no_personal_data_in_the_log(office: Office, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level("INFO", "backend")
    await office.send(mail("Skrivnost"))
    await office.send(mail(sender="zlo@example.com"))
    said = caplog.text
    assert "a mail was taken in: answer" in said
    assert "a mail was refused: sender_unknown" in said
    for private in ("Skrivnost", PROVIDER, "zlo@", office.staff[:20]):
        assert private not in said


def test_where_to_listen() -> None:
    assert place_of("lmtp://127.0.0.1:8024") == Place("127.0.0.1", 8024, True)
    assert place_of("smtp://[::1]:0") == Place("::1", 0, False)
    for wrong in ("8024", "http://x:1", "lmtp://x", "lmtp://:1", "lmtp://x:port", "lmtp://x:99999"):
        with pytest.raises(ValueError, match="MAIL_IN_LISTEN"):
            place_of(wrong)


async def test_nobody_else_reads_it(office: Office, http: httpx.AsyncClient) -> None:
    stranger = await writer(http)
    assert await office.send(mail()) == "250"
    answer = await http.get(f"/v1/residents/{stranger.id}/tickets/{office.ticket}", headers=key())
    assert answer.status_code == 404
    async with office.sessions() as session:
        count = select(func.count()).where(OutgoingMessage.content["event"].astext == "ticket-answered")
        assert await session.scalar(count.where(OutgoingMessage.chat_id != office.person.chat_id)) == 0


async def blocked(sessions: Sessions) -> None:
    """The resident has blocked the bot: the courier reports it."""
    async with transaction(sessions) as session:
        rows = await claim(session, "push", owner="courier", limit=10, channels=["telegram"])
        outcomes = [PushOutcome(push_id=row.id, outcome=Outcome.unreachable) for row in rows]
        assert await report_all(session, "courier", outcomes, DEMO_NOW) == []


async def test_whole_way_by_mail(office: Office, parts: Parts) -> None:
    """Staff answer by mail, the chat is gone, the answer goes by mail with its file, and the resident answers that."""
    message = mail("Račun je v prilogi.")
    message.add_attachment(picture("PNG"), maintype="image", subtype="png", filename="račun.png")
    assert await office.send(message) == "250"
    await blocked(office.sessions)
    composer = TicketComposer(office.sessions, parts.files.store, ReplyAddresses(DOMAIN, parts.keyed), "https://x")
    async with running_mailbox() as mailbox:
        await MailWorker(office.sessions, SmtpMailer(mailbox.url, "bot@hisnik.example"), composer).drain()
    (arrived,) = [one for one in mailbox.mails if one.to == RESIDENT]
    answer = message_from_bytes(arrived.raw, policy=modern)
    assert isinstance(answer, EmailMessage)
    assert answer["Reply-To"] == office.resident
    assert [part.get_filename() for part in answer.iter_attachments()] == ["račun.png"]
    assert "Račun je v prilogi." in arrived.text
    assert "Na to sporočilo lahko odgovorite kar po e-pošti" in arrived.text
    quoted = "".join(f"> {line}\n" for line in arrived.text.splitlines())
    back = mail(f"Hvala, vidim.\n\nDne 27. 11. 2026 je hišnik <bot@hisnik.example> napisal:\n{quoted}", RESIDENT)
    back["In-Reply-To"] = arrived.message_id
    assert await office.send(back, to=str(answer["Reply-To"])) == "250"
    assert [one.body for one in await office.messages()] == ["Račun je v prilogi.", "Hvala, vidim."]
    assert await office.send(arrived.raw, to=office.resident, envelope=RESIDENT) == "250", "our own mail came back"
    assert len(await office.messages()) == 2


async def test_whoever_answered_by_mail_hears_that_it_did_not_arrive(office: Office, parts: Parts) -> None:
    async with transaction(office.sessions) as session:
        await session.execute(update(Resident).values(email=None, email_confirmed_at=None))
    await add_staff(office.sessions, "maja@komunala.example")
    assert await office.send(mail(sender="maja@komunala.example")) == "250"
    await blocked(office.sessions)
    for _ in range(2):
        async with transaction(office.sessions) as session:
            await settle(session, DEMO_NOW)
    composer = TicketComposer(office.sessions, parts.files.store, ReplyAddresses(DOMAIN, parts.keyed), "https://x")
    async with running_mailbox() as mailbox:
        await MailWorker(office.sessions, SmtpMailer(mailbox.url, "bot@hisnik.example"), composer).drain()
    (told,) = [one for one in mailbox.mails if one.to == "maja@komunala.example"]
    assert told.subject == "Re: [#1] Račun"
    assert "Odgovor NI dostavljen" in told.text
    assert "Pridemo jutri." in told.text
