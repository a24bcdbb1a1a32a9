"""A second address, the page's other states, and what the mails look like on the wire."""

import re
from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import timedelta
from email import message_from_bytes
from email.policy import default as modern

import httpx
import pytest
from pydantic import SecretStr
from sqlalchemy import func, select

from backend.app import create_app
from backend.contract import Language
from backend.database import Sessions
from backend.demo.mailbox import Mailbox, running_mailbox
from backend.ledger.models import OutgoingMessage
from backend.ledger.worker import MailWorker
from backend.mail import SmtpMailer
from backend.mail_texts import address_changed_mail, code_mail, confirmed_mail
from backend.parts import Parts
from backend.settings import BackendSettings
from tests.backend.people import Person, code_in, meet
from tests.conftest import DEMO_NOW, SERVICE_TOKEN, MovableClock
from tests.database import SECRET_KEY

UNKNOWN = "Te povezave ne poznamo"


@pytest.fixture
async def mailbox() -> AsyncIterator[Mailbox]:
    async with running_mailbox() as mailbox:
        yield mailbox


@pytest.fixture
async def person(http: httpx.AsyncClient) -> Person:
    person = await meet(http)
    assert (await person.link()).status_code == 200
    return person


async def deliver(parts: Parts, mailbox: Mailbox) -> None:
    await MailWorker(parts.sessions, SmtpMailer(mailbox.url, "hišnik <bot@hisnik.example>")).drain()


async def mailed(person: Person, parts: Parts, mailbox: Mailbox, address: str) -> tuple[str, str]:
    """Asks for a mail; gives the code and the link's path in it."""
    assert (await person.send_mail(address)).status_code == 200
    await deliver(parts, mailbox)
    text = mailbox.mails[-1].text
    found = re.search(r"/confirm/\S+", text)
    assert found is not None
    return code_in(text), found.group()


async def test_the_old_address_hears_of_the_change_and_not_of_the_new_one(
    person: Person, parts: Parts, mailbox: Mailbox
) -> None:
    for address in ("old@example.com", "new@example.com"):
        code, _ = await mailed(person, parts, mailbox, address)
        view = (await http_view(person))["email"], (await http_view(person))["pending_email"]
        assert view == ("old@example.com" if address.startswith("new") else None, address)
        assert (await person.check(code)).json()["email"] == address
        await deliver(parts, mailbox)
    warning = next(mail for mail in mailbox.mails if mail.subject == "Vaš e-poštni naslov je bil spremenjen")
    assert warning.to == "old@example.com"
    assert "pokličite" in warning.text
    assert "new@example.com" not in warning.raw.decode()
    assert sorted(mail.to for mail in mailbox.mails) == ["new@example.com"] * 2 + ["old@example.com"] * 3


async def http_view(person: Person) -> dict[str, object]:
    view: dict[str, object] = (await person.http.get(f"/v1/residents/{person.id}")).json()
    return view


async def test_case_alone_is_no_change(person: Person, parts: Parts, mailbox: Mailbox) -> None:
    code, _ = await mailed(person, parts, mailbox, "Janez@Example.com")
    assert (await person.check(code)).json()["email"] == "Janez@example.com"
    assert (await person.send_mail("janez@EXAMPLE.com")).json()["confirmed"] is True


async def test_another_payer_needs_no_second_mail(person: Person, parts: Parts, mailbox: Mailbox) -> None:
    code, _ = await mailed(person, parts, mailbox, "janez@example.com")
    await person.check(code)
    await deliver(parts, mailbox)
    count = len(mailbox.mails)
    assert (await person.link("123457", "202600877")).status_code == 200
    assert (await person.send_mail("janez@example.com")).json() == {
        "email": "janez@example.com",
        "confirmed": True,
        "expires_at": None,
    }
    await deliver(parts, mailbox)
    assert len(mailbox.mails) == count


@pytest.mark.parametrize(
    "address",
    [
        "",
        "janez",
        "janez@",
        "@example.com",
        "a b@example.com",
        "janez@example",
        "a@example..com",
        "šuštar@example.com",
        "a@example.com\r\nBcc: b@example.com",
        "a@[127.0.0.1]",
        "x" * 65 + "@example.com",
    ],
)
async def test_no_mail_to_what_is_no_address(person: Person, sessions: Sessions, address: str) -> None:
    assert (await person.send_mail(address)).json() == {"code": "email_invalid", "details": {}}
    async with sessions() as session:
        assert await session.scalar(select(func.count()).select_from(OutgoingMessage)) == 0


async def test_a_domain_with_letters_goes_out_in_ascii(person: Person, parts: Parts, mailbox: Mailbox) -> None:
    await mailed(person, parts, mailbox, "info@šuštar.si")
    assert mailbox.mails[0].to == "info@xn--utar-f6ab.si"


async def test_a_new_mail_ends_the_one_before(person: Person, parts: Parts, mailbox: Mailbox) -> None:
    first, link = await mailed(person, parts, mailbox, "janez@example.com")
    second, _ = await mailed(person, parts, mailbox, "janez@example.com")
    page = await person.http.post(link)
    assert (page.status_code, "Povezava ne velja več" in page.text) == (410, True)
    if first != second:
        assert (await person.check(first)).json()["code"] == "code_wrong"
    assert (await person.check(second)).status_code == 200


async def test_a_code_is_read_as_people_write_it(person: Person, parts: Parts, mailbox: Mailbox) -> None:
    code, _ = await mailed(person, parts, mailbox, "janez@example.com")
    in_arabic = "".join(chr(0x660 + int(digit)) for digit in code)
    assert (await person.check(f" {in_arabic[:3]} {in_arabic[3:]}. ")).status_code == 200


async def test_an_expired_link(person: Person, parts: Parts, mailbox: Mailbox, clock: MovableClock) -> None:
    _, link = await mailed(person, parts, mailbox, "janez@example.com")
    clock.forward(timedelta(minutes=15))
    for page in (await person.http.get(link), await person.http.post(link)):
        assert (page.status_code, "Povezava ne velja več" in page.text) == (410, True)
    view = await http_view(person)
    assert (view["email"], view["pending_email"]) == (None, None)


async def test_a_link_after_the_code_says_that_it_is_done(person: Person, parts: Parts, mailbox: Mailbox) -> None:
    code, link = await mailed(person, parts, mailbox, "janez@example.com")
    assert (await person.check(code)).status_code == 200
    page = await person.http.get(link)
    assert (page.status_code, "Naslov je potrjen" in page.text, "<form" in page.text) == (200, True, False)


@pytest.mark.parametrize("token", ["nothing", "%00", "%C5%A1", "a" * 3000])
async def test_an_unknown_link(http: httpx.AsyncClient, token: str) -> None:
    for page in (await http.get(f"/confirm/{token}"), await http.post(f"/confirm/{token}")):
        assert (page.status_code, UNKNOWN in page.text) == (404, True)
        assert "no-store" in page.headers["Cache-Control"]


async def test_the_page_needs_no_token_and_shows_no_address(person: Person, parts: Parts, mailbox: Mailbox) -> None:
    _, link = await mailed(person, parts, mailbox, "janez@example.com")
    del person.http.headers["Authorization"]
    page = await person.http.get(link)
    assert page.status_code == 200
    assert "janez" not in page.text
    assert "default-src 'none'" in page.headers["Content-Security-Policy"]
    assert "<script" not in page.text


@pytest.mark.parametrize(
    ("channel", "username", "chat_url", "back"),
    [
        ("web", None, None, "https://hisnik.example"),
        ("web", None, "https://chat.example/chat", "https://chat.example/chat"),
        ("telegram", "HisnikBot", None, "https://t.me/HisnikBot"),
        ("telegram", None, None, None),
        ("terminal", "HisnikBot", None, None),
    ],
)
async def test_the_page_leads_back_to_the_chat_it_came_from(
    parts: Parts, mailbox: Mailbox, channel: str, username: str | None, chat_url: str | None, back: str | None
) -> None:
    settings = BackendSettings(
        service_token=SecretStr(SERVICE_TOKEN),
        secret_key=SecretStr(SECRET_KEY),
        public_url="https://hisnik.example",
        telegram_username=username,
        chat_url=chat_url,
    )
    transport = httpx.ASGITransport(create_app(replace(parts, settings=settings)))
    headers = {"Authorization": f"Bearer {SERVICE_TOKEN}"}
    async with httpx.AsyncClient(transport=transport, base_url="https://hisnik.example", headers=headers) as http:
        person = await meet(http, channel=channel)
        await person.link()
        _, link = await mailed(person, parts, mailbox, "janez@example.com")
        page = (await http.post(link)).text
    found = re.search(r'<a href="([^"]*)"', page)
    assert (found.group(1) if found else None) == back


async def test_headers(person: Person, parts: Parts, mailbox: Mailbox) -> None:
    await mailed(person, parts, mailbox, "janez@example.com")
    message = message_from_bytes(mailbox.mails[0].raw, policy=modern)
    assert [message[name] for name in ("From", "To", "Subject", "Auto-Submitted")] == [
        "hišnik <bot@hisnik.example>",
        "janez@example.com",
        "Potrditev e-poštnega naslova",
        "auto-generated",
    ]
    assert re.fullmatch(r"<[\w-]+@hisnik\.example>", message["Message-ID"])
    assert message["Date"].datetime == DEMO_NOW
    assert message.get_content_type() == "multipart/alternative"
    assert [part.get_content_type() for part in message.iter_parts()] == ["text/plain", "text/html"]
    assert code_in(message["Subject"] + " 000000") == "000000", "a code in the subject shows on a locked phone"


@pytest.mark.parametrize("language", list(Language))
def test_both_forms_of_every_mail_say_the_same(language: Language) -> None:
    provider = "Voda <b>& sin</b>"
    mails = [
        code_mail(
            language, provider=provider, code="012345", address="https://x.example/confirm/t", expires_at=DEMO_NOW
        ),
        confirmed_mail(language, provider=provider),
        address_changed_mail(language, provider=provider),
    ]
    for mail in mails:
        assert provider in mail.text
        assert "<b>" not in mail.html
        assert "Voda &lt;b&gt;&amp; sin" in mail.html
        assert f'lang="{language}"' in mail.html
        assert mail.subject
    for form in (mails[0].text, mails[0].html):
        assert "012345" in form
        assert "https://x.example/confirm/t" in form
        assert ("10.00" if language is Language.sl else "10:00") in form
