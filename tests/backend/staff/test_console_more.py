"""Attachments, a conversation that staff begin, ready answers, office days."""

from datetime import timedelta
from io import BytesIO

import pytest
from PIL import Image
from sqlalchemy import select, update

from backend.consents.models import ConsentAct
from backend.contract import Language
from backend.database import Sessions, transaction
from backend.parts import Parts
from backend.residents.models import Chat
from backend.staff.models import AuditEntry, CannedAnswer
from backend.tickets.mails import answer_letter
from backend.tickets.models import Ticket
from tests.backend.desk.group import give_group
from tests.backend.staff.browsing import Browser
from tests.backend.staff.conversations import canned, photo, sent_file, someone, ticket
from tests.backend.tickets.opening import pushes
from tests.conftest import DEMO_NOW

ANA = "ana@komunala.example"
PDF = b"%PDF-1.4\n1 0 obj<<>>endobj\nstartxref\n0\n%%EOF\n"


@pytest.fixture
async def at_desk(ana: Browser) -> Browser:
    await ana.log_in(ANA)
    return ana


async def said(sessions: Sessions) -> list[str]:
    async with sessions() as session:
        rows = await session.scalars(select(AuditEntry).where(AuditEntry.action != "login").order_by(AuditEntry.id))
        return [f"{row.action} {row.subject}" for row in rows if row.staff_id]


# files


async def test_a_picture_is_shown_small_and_opened_whole(at_desk: Browser, parts: Parts) -> None:
    janez = await someone(parts.sessions)
    file = await sent_file(parts, janez.resident)
    number = await ticket(parts.sessions, janez, files=(file,))
    page = (await at_desk.open(f"/staff/tickets/{number}")).text
    assert f'<img src="/staff/files/{file}/small"' in page
    small = await at_desk.open(f"/staff/files/{file}/small")
    assert small.headers["content-type"] == "image/jpeg"
    assert max(Image.open(BytesIO(small.content)).size) == 480
    whole = await at_desk.open(f"/staff/files/{file}")
    assert Image.open(BytesIO(whole.content)).size == (900, 600)
    assert whole.headers["content-disposition"].startswith("inline; filename=")
    for answer in (small, whole):
        assert answer.headers["x-content-type-options"] == "nosniff"
        assert "sandbox" in answer.headers["content-security-policy"]
        assert "no-store" in answer.headers["cache-control"]
    assert (await said(parts.sessions)).count(f"file-opened file:{file}") == 1


async def test_other_files_are_saved(at_desk: Browser, parts: Parts) -> None:
    janez = await someone(parts.sessions)
    file = await sent_file(parts, janez.resident, PDF, 'račun".pdf')
    unused = await sent_file(parts, janez.resident, PDF + b"\n", "drugo.pdf")
    await ticket(parts.sessions, janez, files=(file,))
    answer = await at_desk.open(f"/staff/files/{file}")
    assert answer.headers["content-type"] == "application/pdf"
    assert answer.headers["content-disposition"].startswith("attachment; ")
    assert (await at_desk.open(f"/staff/files/{file}/small")).status_code == 404
    assert (await at_desk.open(f"/staff/files/{unused}")).status_code == 404  # in no conversation
    async with parts.sessions() as session:
        key = (await session.connection()).exec_driver_sql
        [(place,)] = await key("SELECT store_key FROM backend.stored_files WHERE id = " + str(file))
    await parts.files.store.delete(place)
    assert (await at_desk.open(f"/staff/files/{file}")).status_code == 404


# beginning


async def test_staff_write_first(at_desk: Browser, sessions: Sessions) -> None:
    await give_group(sessions)
    janez = await someone(sessions)
    async with transaction(sessions) as session:  # a newer one, on the page: a messenger comes before it
        place = {"channel": "web", "external_id": "w", "reachable": True, "created_at": DEMO_NOW}
        session.add(Chat(resident_id=janez.resident, **place))
    await someone(sessions, "78", payer="204880", agreed=False)
    await someone(sessions, "79", payer="4711", provider="upravnik")
    page = (await at_desk.open("/staff/new?q=NOVAK")).text
    assert page.count("data-row") == 1
    for nobody in ("kovac", "204880", "kranjc", "4711", "%25%25%25", "x"):
        assert "data-row" not in (await at_desk.open(f"/staff/new?q={nobody}")).text, nobody
    assert "data-row" in (await at_desk.open("/staff/new?q=123456")).text
    path = f"/staff/new/{janez.link}"
    await at_desk.open(path)
    assert (await at_desk.fill(path, topic="reading", text="  ")).status_code == 422
    assert '<option value="reading" selected>' in at_desk.page.text
    shown = at_desk.page
    places = []
    for _ in range(2):
        at_desk.page = shown
        sent = await at_desk.fill(path, files=[("a.jpg", photo())], topic="reading", text="Menjamo vodomer.")
        places.append(sent.headers["location"])
    assert len(set(places)) == 1
    [push] = await pushes(sessions, "ticket-answered")
    assert (push.content["values"]["text"], push.chat_id) == ("Menjamo vodomer.", janez.chat)
    assert push.content["values"]["first"] == "yes"
    letter = answer_letter(push.content["values"], Language.sl, answerable=True)
    assert letter.subject == f"Sporočilo podjetja {push.content['values']['provider']}, zadeva št. 1"
    assert "Odgovor na vaše" not in letter.text
    assert len(await pushes(sessions, "ticket-post")) == 1
    async with sessions() as session:
        [row] = (await session.scalars(select(Ticket))).all()
    assert (row.state, row.topic, row.link_id, row.waiting_since) == ("answered", "reading", janez.link, None)
    assert "Menjamo vodomer." in (await at_desk.open(places[0])).text
    log = await said(sessions)
    assert sum(each.startswith("person-search") for each in log) == 7
    assert {f"person-opened link:{janez.link}", f"started ticket:{row.id}"} <= set(log)


async def test_who_took_consent_back_or_cannot_be_reached(at_desk: Browser, sessions: Sessions) -> None:
    janez = await someone(sessions)
    async with transaction(sessions) as session:
        await session.execute(update(Chat).values(reachable=False))
    assert "klepet ni dosegljiv" in (await at_desk.open("/staff/new?q=novak")).text
    assert "sporočilo ne bo prišlo" in (await at_desk.open(f"/staff/new/{janez.link}")).text
    async with transaction(sessions) as session:
        values = {"version": "1", "language": "sl", "text": "…", "channel": "test", "at": DEMO_NOW}
        session.add(ConsentAct(resident_id=janez.resident, purpose="terms", action="withdrawn", **values))
    assert "data-row" not in (await at_desk.open("/staff/new?q=novak")).text
    assert (await at_desk.open(f"/staff/new/{janez.link}")).status_code == 404


# ready answers


async def test_ready_answers(at_desk: Browser, sessions: Sessions) -> None:
    await at_desk.open("/staff/canned")
    await at_desk.send("/staff/canned", shortcut=" Obroki ", text_sl="V treh\r\nobrokih.", text_en="")
    async with sessions() as session:
        [row] = (await session.scalars(select(CannedAnswer))).all()
    assert (row.shortcut, row.text_sl, row.text_en) == ("obroki", "V treh\nobrokih.", None)
    await at_desk.open(f"/staff/canned/{row.id}")
    assert "V treh\nobrokih.</textarea>" in at_desk.page.text
    other = await canned(sessions, "ure")
    for path, shortcut, text, told in (
        ("/staff/canned", "obroki", "x", "že imate"),
        (f"/staff/canned/{other}", "obroki", "x", "že imate"),
        ("/staff/canned", "dve besedi", "x", "ena beseda"),
        ("/staff/canned", "", "x", "ena beseda"),
        ("/staff/canned", "prazno", " ", "obvezno"),
        ("/staff/canned", "dolgo", "x" * 4001, "obvezno"),
    ):
        await at_desk.open("/staff/canned")
        answer = await at_desk.send(path, shortcut=shortcut, text_sl=text)
        assert answer.status_code == 422, shortcut
        assert told in answer.text
        assert f'value="{shortcut}"' in answer.text
    await at_desk.open("/staff/canned")
    assert (await at_desk.send(f"/staff/canned/{other}", shortcut="čas", text_sl="Do treh.")).status_code == 303
    await at_desk.open("/staff/canned")
    assert (await at_desk.send(f"/staff/canned/{row.id}/delete")).status_code == 303
    page = (await at_desk.open("/staff/canned")).text
    assert "čas" in page
    assert "V treh" not in page
    assert [each.split()[0] for each in await said(sessions)] == ["canned-added", "canned-changed", "canned-deleted"]


# office


async def test_office_days(at_desk: Browser, sessions: Sessions) -> None:
    day = (DEMO_NOW + timedelta(days=40)).date().isoformat()
    await at_desk.open("/staff/office")
    assert "Skupina ni nastavljena" in at_desk.page.text
    for opens, closes in (("08:00", "10:00"), ("12:00", "14:00")):
        await at_desk.open("/staff/office")
        assert (
            await at_desk.send("/staff/office/days", day=day, opens=opens, closes=closes, note="čiščenje")
        ).status_code == 303
    for when, opens, closes, told in (
        (day, "", "", "Najprej izbrišite"),
        (day, "09:00", "13:00", "se ure prekrivajo"),
        ("2026-11-26", "", "", "že mimo"),
        ("2027-01-05", "10:00", "", "obe uri"),
        ("2027-01-05", "10:00", "09:00", "prvo pred drugo"),
        ("jutri", "", "", "Vpišite dan"),
        ("2027-01-05", "osem", "", "Vpišite dan"),
    ):
        await at_desk.open("/staff/office")
        answer = await at_desk.send("/staff/office/days", day=when, opens=opens, closes=closes, note="<b>")
        assert answer.status_code == 422, when
        assert told in answer.text
        assert 'value="&lt;b&gt;"' in answer.text
    await give_group(sessions)
    page = (await at_desk.open("/staff/office")).text
    assert page.count("čiščenje") == 2
    assert "-1001234567890" in page
    first = page.partition("/staff/office/days/")[2].partition("/delete")[0]
    assert (await at_desk.send(f"/staff/office/days/{first}/delete")).status_code == 303
    assert [each.split()[0] for each in await said(sessions)] == ["office-day-added"] * 2 + ["office-day-deleted"]
