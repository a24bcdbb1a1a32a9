"""A conversation in the console: answered, noted, given away, closed; by two at once; with files; against bad input."""

import asyncio
from datetime import timedelta

import pytest
from sqlalchemy import func, select

from backend.attachments.models import StoredFile
from backend.database import Sessions, transaction
from backend.parts import Parts
from backend.staff.models import AuditEntry
from backend.tickets import answers, service
from backend.tickets.contract import Edit, Written
from backend.tickets.models import Ticket, TicketMessage
from backend.tickets.writing import Writer
from tests.backend.desk.group import GROUP, give_group
from tests.backend.staff.browsing import ORIGIN, Browser, employ
from tests.backend.staff.conversations import EVIL, Writes, canned, photo, sent_file, someone, ticket
from tests.backend.tickets.opening import pushes
from tests.conftest import DEMO_NOW, MovableClock

ANA = "ana@komunala.example"
PDF = b"%PDF-1.4\n1 0 obj<<>>endobj\nstartxref\n0\n%%EOF\n"


@pytest.fixture
async def janez(sessions: Sessions) -> Writes:
    return await someone(sessions)


@pytest.fixture
async def number(sessions: Sessions, janez: Writes) -> int:
    return await ticket(sessions, janez, ago=timedelta(hours=3))


@pytest.fixture
async def at_desk(ana: Browser) -> Browser:
    await ana.log_in(ANA)
    return ana


def of(number: int, act: str = "answers") -> str:
    return f"/staff/tickets/{number}/{act}"


async def stored(sessions: Sessions, number: int) -> tuple[Ticket, list[TicketMessage]]:
    async with sessions() as session:
        messages = select(TicketMessage).where(TicketMessage.ticket_id == number).order_by(TicketMessage.id)
        return await session.get_one(Ticket, number), list(await session.scalars(messages))


async def actions(sessions: Sessions) -> list[tuple[str, str]]:
    async with sessions() as session:
        rows = await session.scalars(select(AuditEntry).where(AuditEntry.staff_id.is_not(None)).order_by(AuditEntry.id))
        return [(row.action, row.subject) for row in rows]


async def test_an_answer_goes_out_and_is_shown(at_desk: Browser, sessions: Sessions, number: int) -> None:
    await give_group(sessions)
    page = (await at_desk.open(f"/staff/tickets/{number}")).text
    for shown in (
        "Janez Novak",
        "123456",
        "Stara ulica 1",
        "1.821 m³",
        "OM-1001",
        "Zakaj je račun višji?",
        "slovenščina",
    ):
        assert shown in page
    answer = await at_desk.fill(of(number), text="Dober dan,\r\npogledamo.")
    assert answer.headers["location"] == f"/staff/tickets/{number}?done=answered#latest"
    [push] = await pushes(sessions, "ticket-answered")
    assert (push.content["values"]["text"], push.content["values"]["name"]) == ("Dober dan,\npogledamo.", "Ana Zgled")
    assert len(await pushes(sessions, "ticket-post")) == 1  # the group reads it, too
    row, messages = await stored(sessions, number)
    assert (row.state, row.waiting_since, messages[-1].via) == ("answered", None, "console")
    page = (await at_desk.open(answer.headers["location"])).text
    assert "na poti" in page
    assert "gre občanu" in page
    assert ("answered", f"ticket:{number}") in await actions(sessions)


async def test_a_double_click_answers_once(at_desk: Browser, sessions: Sessions, number: int) -> None:
    await at_desk.open(f"/staff/tickets/{number}")
    shown = at_desk.page
    first = await at_desk.fill(of(number), files=[("a.jpg", photo())], text="Enkrat")
    at_desk.page = shown
    second = await at_desk.fill(of(number), files=[("a.jpg", photo())], text="Enkrat")
    assert first.headers["location"] == second.headers["location"]
    await at_desk.open(f"/staff/tickets/{number}")
    fields = {
        "csrf": at_desk.csrf,
        "token": "same",
        "seen": at_desk.page.text.partition('name="seen" value="')[2].split('"')[0],
    }
    both = [at_desk.http.post(of(number), data=fields | {"text": "Dvakrat"}, headers={"Origin": ORIGIN}) for _ in "ab"]
    assert [each.status_code for each in await asyncio.gather(*both)] == [303, 303]
    assert [one.body for one in (await stored(sessions, number))[1]] == ["Zakaj je račun višji?", "Enkrat", "Dvakrat"]


async def test_what_came_meanwhile_is_read_first(
    at_desk: Browser, sessions: Sessions, janez: Writes, number: int
) -> None:
    await at_desk.open(f"/staff/tickets/{number}")
    async with transaction(sessions) as session:
        more = Written(text="Našel sem napako sam!", chat_id=janez.chat, source="telegram:77:9")
        await service.write(session, janez.resident, number, more, DEMO_NOW)
    answer = await at_desk.fill(of(number), files=[("a.jpg", photo())], text="Dolg odgovor")
    assert answer.status_code == 409
    for shown in ("Medtem je prispelo", "Našel sem napako sam!", "Dolg odgovor", 'class="resident fresh"', "a.jpg"):
        assert shown in answer.text
    assert await pushes(sessions, "ticket-answered") == []
    kept = answer.text.partition('name="kept" value="')[2].split('"')[0]
    async with transaction(sessions) as session:  # an edit is news, too
        await service.edit(session, janez.resident, "telegram:77:9", "Še ne.", DEMO_NOW)
    assert Edit(source="telegram:77:9", text="Še ne.")
    again = await at_desk.fill(of(number), text="Dolg odgovor", kept=kept)
    assert again.status_code == 409
    assert "Popravljeno, 1 prejšnje besedilo" in again.text
    assert (await at_desk.fill(of(number), text="Dolg odgovor", kept=kept)).status_code == 303
    async with sessions() as session:
        assert await session.scalar(select(func.count()).select_from(StoredFile)) == 1
    assert "a.jpg" in (await at_desk.open(f"/staff/tickets/{number}")).text


async def test_who_is_second_sees_the_first(
    at_desk: Browser, other: Browser, sessions: Sessions, clock: MovableClock, number: int
) -> None:
    await employ(sessions, clock, "eva@komunala.example", name="Eva Zgled")
    await other.log_in("eva@komunala.example")
    await at_desk.open(f"/staff/tickets/{number}")
    await other.open(f"/staff/tickets/{number}")
    await at_desk.fill(of(number), text="Prva")
    second = await other.fill(of(number), text="Druga")
    assert second.status_code == 409
    assert "Prva" in second.text
    assert (await other.fill(of(number), text="Druga")).status_code == 303
    assert len(await pushes(sessions, "ticket-answered")) == 2


async def test_a_note_stays_inside(at_desk: Browser, sessions: Sessions, number: int) -> None:
    await at_desk.open(f"/staff/tickets/{number}")
    shown = at_desk.page
    for _ in range(2):
        at_desk.page = shown
        assert (await at_desk.fill(of(number, "notes"), note="Pozor, ocena.")).status_code == 303
    page = (await at_desk.open(f"/staff/tickets/{number}")).text
    assert page.count("Pozor, ocena.") == 1
    assert 'class="note"' in page
    assert "občan tega ne vidi" in page
    assert await pushes(sessions, "ticket-answered") == []
    assert (await at_desk.fill(of(number, "notes"), note=" ")).status_code == 422
    assert "Napišite zaznamek" in at_desk.page.text


async def test_a_closed_one_is_opened_again_to_be_answered(at_desk: Browser, sessions: Sessions, number: int) -> None:
    await at_desk.open(f"/staff/tickets/{number}")
    async with transaction(sessions) as session:
        row = await session.get_one(Ticket, number)
        await answers.close(session, row, Writer("Maja"), DEMO_NOW)
    refused = await at_desk.fill(of(number), text="Še nekaj")
    assert refused.status_code == 409
    assert "Znova odpri in pošlji" in refused.text
    assert "Še nekaj" in refused.text
    assert await pushes(sessions, "ticket-answered") == []
    assert (await at_desk.fill(of(number), text="Še nekaj", do="reopen")).status_code == 303
    row, messages = await stored(sessions, number)
    assert [one.body for one in messages[1:]] == ["closed:Maja", "reopened:Ana Zgled", "Še nekaj"]
    assert row.state == "answered"


async def test_acts(at_desk: Browser, sessions: Sessions, clock: MovableClock, ana_id: int, number: int) -> None:
    bor = await employ(sessions, clock, "bor@upravnik.example", "upravnik")
    csrf = (await at_desk.open(f"/staff/tickets/{number}"), at_desk.csrf)[1]
    for act, fields in (
        ("assignee", {"staff_id": str(ana_id)}),
        ("topic", {"topic": "move"}),
        ("close", {}),
        ("reopen", {}),
        ("assignee", {"staff_id": ""}),
    ):
        assert (await at_desk.send(of(number, act), csrf=csrf, **fields)).status_code == 303, act
    for act, field, value in (
        ("assignee", "staff_id", str(bor)),
        ("assignee", "staff_id", "999"),
        ("topic", "topic", "x"),
    ):
        assert (await at_desk.send(of(number, act), csrf=csrf, **{field: value})).status_code in {404, 422}
    page = (await at_desk.open(f"/staff/tickets/{number}")).text
    for shown in (
        "Dodeljeno: Ana Zgled.",
        "Nova vrsta zadeve: Selitev.",
        "Zaprto (Ana Zgled).",
        "Znova odprto (Ana Zgled).",
    ):
        assert shown in page
    told = [action for action, _ in await actions(sessions)]
    assert [each for each in told if each not in {"login", "ticket-opened"}] == [
        "assigned", "topic-changed", "ticket-closed", "ticket-reopened", "assigned",
    ]  # fmt: skip
    assert told.count("ticket-opened") == 2


@pytest.mark.parametrize(
    ("fields", "files", "said"),
    [
        ({"text": " \r\n "}, [], "Napišite odgovor"),
        ({"text": "ž" * 8001}, [], "največ 8.000 znakov"),
        ({"text": "Glej"}, [("slika.jpg", b"MZ\x90 program")], "»slika.jpg« ni priložena"),
        ({"text": "Glej"}, [("a.pdf", b"%PDF-1.4 brez konca")], "poškodovana"),
        ({"text": "Glej"}, [("prazna.pdf", b"")], "prazna"),
        ({"text": "Glej"}, [(f"{n}.pdf", PDF) for n in range(12)], "največ 10"),
    ],
)
async def test_bad_input_keeps_what_was_typed(
    at_desk: Browser,
    sessions: Sessions,
    number: int,
    fields: dict[str, str],
    files: list[tuple[str, bytes]],
    said: str,
) -> None:
    await at_desk.open(f"/staff/tickets/{number}")
    answer = await at_desk.fill(of(number), files=files, **fields)
    assert answer.status_code == 422
    assert said in answer.text
    assert fields["text"].strip() in answer.text
    assert len((await stored(sessions, number))[1]) == 1


async def test_a_form_beyond_all_bounds(at_desk: Browser, number: int) -> None:
    await at_desk.open(f"/staff/tickets/{number}")
    answer = await at_desk.fill(of(number), text="x" * 600_000)
    assert answer.status_code == 413
    assert "<!doctype html>" in answer.text
    headers = {"Origin": ORIGIN, "Content-Type": "multipart/form-data; boundary=x", "Content-Length": str(10**10)}
    assert (await at_desk.http.post(of(number), content=b"--x", headers=headers)).status_code == 413


async def test_html_is_text_everywhere(at_desk: Browser, parts: Parts, sessions: Sessions) -> None:
    evil = await someone(sessions, payer=None, name=EVIL)
    file = await sent_file(parts, evil.resident, name=f"{EVIL}.jpg")
    number = await ticket(sessions, evil, EVIL, files=(file,))
    await canned(sessions, "zlo", EVIL)
    await at_desk.open(f"/staff/tickets/{number}")
    await at_desk.fill(of(number, "notes"), note=EVIL)
    await at_desk.open(f"/staff/tickets/{number}")
    await at_desk.fill(of(number), files=[(f"{EVIL}.jpg", b"none")], text=EVIL)
    pages = [at_desk.page.text]
    for path in (
        f"/staff/tickets/{number}",
        "/staff?q=%3Cscript%3E",
        "/staff",
        "/staff/canned",
        "/staff/new?q=%3Cscript%3E",
    ):
        pages.append((await at_desk.open(path)).text)
    for page in pages:
        assert "<script>alert" not in page
        assert "<b>" not in page
    assert "&lt;script&gt;alert(1)" in pages[1]
    assert "Račun ni povezan" in pages[1]


async def test_ready_answers_are_inserted_without_scripts(at_desk: Browser, sessions: Sessions, number: int) -> None:
    one = await canned(sessions)
    await at_desk.open(f"/staff/tickets/{number}")
    answer = await at_desk.fill(of(number), text="Dober dan.", do="insert", canned=str(one))
    assert "Dober dan.\n\nLahko v treh obrokih.</textarea>" in answer.text
    english = await ticket(sessions, await someone(sessions, "78", payer="123457", language="en"))
    assert 'data-text="In three parts."' in (await at_desk.open(f"/staff/tickets/{english}")).text


async def test_the_group_and_the_console_see_the_same(at_desk: Browser, sessions: Sessions, number: int) -> None:
    await give_group(sessions)
    async with transaction(sessions) as session:
        row = await answers.of_provider(session, (await session.get_one(Ticket, number)).provider_id, number)
        given = answers.Answer(text="Iz skupine", via="group", source=f"group:{GROUP}:5")
        message = await answers.answer(session, row, Writer("Maja"), given, DEMO_NOW)
        message.delivery = "blocked"
    page = (await at_desk.open(f"/staff/tickets/{number}")).text
    assert "iz skupine" in page
    assert "blokiral bota" in page
    assert "ni dostavljeno" in (await at_desk.open("/staff?state=answered")).text
