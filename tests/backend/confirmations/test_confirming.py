"""The whole way of an address over real SMTP: code, link, tries, expiry, and the mails after it."""

import re
from datetime import timedelta

import httpx
import pytest

from backend.demo.mailbox import Mailbox, running_mailbox
from backend.ledger.worker import MailWorker
from backend.mail import SmtpMailer
from backend.parts import Parts
from tests.backend.people import Person, code_in, meet
from tests.conftest import MovableClock


async def sent(parts: Parts, mailbox: Mailbox) -> None:
    await MailWorker(parts.sessions, SmtpMailer(mailbox.url, "hišnik <bot@hisnik.example>")).drain()


@pytest.fixture
async def person(http: httpx.AsyncClient) -> Person:
    person = await meet(http)
    assert (await person.link()).status_code == 200
    return person


async def test_nothing_is_mailed_before_a_link(http: httpx.AsyncClient) -> None:
    stranger = await meet(http, chat="2")
    assert (await stranger.send_mail("a@example.com")).json()["code"] == "not_linked"


async def test_code_confirms_once_and_a_second_mail_says_so(person: Person, parts: Parts) -> None:
    async with running_mailbox() as mailbox:
        assert (await person.send_mail("janez@example.com")).json()["confirmed"] is False
        await sent(parts, mailbox)
        code = code_in(mailbox.mails[0].text)
        assert (await person.check(code)).json()["email"] == "janez@example.com"
        assert (await person.check(code)).json()["code"] == "no_confirmation"
        assert (await person.send_mail("janez@example.com")).json()["confirmed"] is True
        await sent(parts, mailbox)
        assert [mail.subject for mail in mailbox.mails] == [
            "Potrditev e-poštnega naslova",
            "E-poštni naslov je potrjen",
        ]


async def test_five_wrong_codes_use_it_up(person: Person) -> None:
    await person.send_mail("janez@example.com")
    answers = [(await person.check("nothing")).json() for _ in range(6)]
    assert [answer["details"].get("tries_left") for answer in answers[:4]] == [4, 3, 2, 1]
    assert [answer["code"] for answer in answers[4:]] == ["code_used_up"] * 2


async def test_code_expires(person: Person, parts: Parts, clock: MovableClock) -> None:
    async with running_mailbox() as mailbox:
        await person.send_mail("janez@example.com")
        await sent(parts, mailbox)
        clock.forward(timedelta(minutes=15))
        assert (await person.check(code_in(mailbox.mails[0].text))).json()["code"] == "code_expired"


async def test_five_mails_an_hour(person: Person) -> None:
    answers = [await person.send_mail(f"a{number}@example.com") for number in range(6)]
    assert [answer.status_code for answer in answers] == [200] * 5 + [429]
    assert answers[5].json() == {"code": "too_many_mails", "details": {"minutes": 60}}


async def test_only_the_button_confirms(person: Person, parts: Parts, http: httpx.AsyncClient) -> None:
    async with running_mailbox() as mailbox:
        await person.send_mail("janez@example.com")
        await sent(parts, mailbox)
        found = re.search(r"/confirm/\S+", mailbox.mails[0].text)
        assert found is not None
        for _ in range(2):
            page = await http.get(found.group())
            assert "Potrdi naslov" in page.text
            assert page.headers["Referrer-Policy"] == "no-referrer"
        assert (await http.get(f"/v1/residents/{person.id}")).json()["email"] is None
        for _ in range(2):
            assert "Naslov je potrjen" in (await http.post(found.group())).text
        assert (await http.get(f"/v1/residents/{person.id}")).json()["email"] == "janez@example.com"
        lease = {"owner": "test", "budgets": [{"channel": "web", "token_key": "web"}]}
        await http.post("/v1/couriers/lease", json=lease, headers={"Idempotency-Key": "lease"})
        claim = {"owner": "test", "channels": ["web"], "limit": 20}
        pushes = await http.post("/v1/pushes/claims", json=claim, headers={"Idempotency-Key": "claim"})
        assert [push["event"] for push in pushes.json()["pushes"]] == ["email-confirmed"]
