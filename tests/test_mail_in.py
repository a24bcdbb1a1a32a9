"""``hisnik mail-in`` as a process: an answer over LMTP, health and metrics, settings that are wrong, a clean end."""

import asyncio
import smtplib
from email.message import EmailMessage
from pathlib import Path
from typing import Any

import httpx
import pytest
from sqlalchemy import select

from backend.database import Sessions
from backend.tickets.models import Ticket, TicketMessage
from tests.backend.tickets.opening import opened, writer
from tests.command import Command, free_port

PROVIDER = "info@komunala-zgled.example"


@pytest.fixture
def hisnik(database_url: str, data_dir: Path) -> Command:
    """On demo data."""
    settings = {"DATABASE_URL": database_url, "DATA_DIR": str(data_dir), "SERVICE_TOKEN": "t", "SECRET_KEY": "k"}
    return Command({**settings, "MAIL_IN_DOMAIN": "pisi.example"})


def hand_over(port: int, to: str) -> None:
    message = EmailMessage()
    message["From"], message["Message-ID"] = PROVIDER, "<1@komunala-zgled.example>"
    message.set_content("Pridemo jutri.")
    with smtplib.LMTP("127.0.0.1", port) as client:
        client.sendmail(PROVIDER, [to], message.as_bytes())


async def test_an_answer_comes_in(hisnik: Command, http: httpx.AsyncClient, sessions: Sessions) -> None:
    ticket = (await opened(await writer(http)))["ticket"]["id"]
    async with sessions() as session:
        token = (await session.get_one(Ticket, ticket)).reply_token
    port = free_port()
    async with hisnik.serving("mail-in", "--port", "0", MAIL_IN_LISTEN=f"lmtp://127.0.0.1:{port}") as served:
        await asyncio.to_thread(hand_over, port, f"podpora+{token}@pisi.example")
        with pytest.raises(smtplib.SMTPRecipientsRefused):
            await asyncio.to_thread(hand_over, port, f"podpora+{'0' * 32}@pisi.example")
        async with httpx.AsyncClient(base_url=served.url) as probe:
            assert (await probe.get("/readyz")).text == "ok"
            assert 'hisnik_mails_in_total{outcome="answer",reason=""} 1.0' in (await probe.get("/metrics")).text
    assert served.status == 0, served.errors
    assert "Traceback" not in served.errors
    assert token not in served.errors
    assert PROVIDER not in served.errors
    async with sessions() as session:
        bodies = await session.scalars(select(TicketMessage.body).where(TicketMessage.author == "staff"))
        assert bodies.all() == ["Pridemo jutri."]


def test_wrong_settings_are_a_message(hisnik: Command) -> None:
    for wrong in ({"MAIL_IN_DOMAIN": ""}, {"MAIL_IN_LISTEN": "http://127.0.0.1:1"}):
        done = hisnik.run("mail-in", "--port", "0", **wrong)
        assert done.returncode == 2, done.stderr
        assert "MAIL_IN_" in done.stderr
        assert "Traceback" not in done.stderr


async def test_the_demo_answers_its_own_mails(hisnik: Command) -> None:
    async with hisnik.serving("demo", "--port", "0", MAIL_IN_DOMAIN="") as served:
        headers = {"Authorization": "Bearer t"}
        async with httpx.AsyncClient(base_url=served.url, headers=headers, timeout=30) as http:
            person = await writer(http, "web")
            ticket = (await opened(person, "Kdaj pride voda?"))["ticket"]["id"]
            mails: list[dict[str, Any]] = []
            async with asyncio.timeout(30):
                while not mails:
                    mails = (await http.get("/demo/mails")).json()
                    await asyncio.sleep(0.05)
            (mail,) = mails
            assert mail["answerable"]
            path = f"/demo/mails/{mail['number']}/answer"
            assert (await http.post(path, data={"text": "x"})).status_code == 404, "no form of another site"
            assert (await http.post(path, json={"text": " "})).status_code == 422
            assert (await http.post(path, json={"text": "Jutri."})).status_code == 204
            whole = (await http.get(f"/v1/residents/{person.id}/tickets/{ticket}")).json()
            assert [one["text"] for one in whole["messages"]] == ["Kdaj pride voda?", "Jutri."]
            again = await http.post(path, json={"text": "a" * 9000})
            assert (again.status_code, "8000" in again.text) == (409, True)
    assert served.status == 0, served.errors
