"""The staff group's side: topics, answers, notes, orders; and what became of answers."""

from typing import Any

import httpx
import pytest
from sqlalchemy import text, update

from backend.database import Sessions, transaction
from backend.ledger.worker import MailWorker
from backend.mail import Mail, MailError, MailRefused, MailRetry
from backend.residents.models import Resident
from backend.tickets.deliveries import settle
from tests.backend.at_home import at_home
from tests.backend.desk.group import GROUP, Desk, give_group
from tests.backend.people import Person
from tests.backend.tickets.opening import key, opened, pushes, writer
from tests.conftest import DEMO_NOW


@pytest.fixture
async def desk(http: httpx.AsyncClient, sessions: Sessions) -> Desk:
    await give_group(sessions)
    return Desk(http)


@pytest.fixture
async def ana(http: httpx.AsyncClient) -> Person:
    return await writer(http)


@pytest.fixture
async def ticket(ana: Person, desk: Desk) -> int:
    number: int = (await opened(ana, source="telegram:1:5"))["ticket"]["id"]
    await desk.topic(number)
    return number


async def report(http: httpx.AsyncClient, outcome: str, channel: str = "telegram") -> list[dict[str, Any]]:
    """A courier claims what is due and says the same of all of it."""
    budgets = [{"channel": channel, "token_key": channel}]
    await http.post("/v1/couriers/lease", json={"owner": "me", "budgets": budgets}, headers=key())
    claim = {"owner": "me", "channels": [channel]}
    claimed: list[dict[str, Any]] = (await http.post("/v1/pushes/claims", json=claim, headers=key())).json()["pushes"]
    outcomes = [{"push_id": push["id"], "outcome": outcome} for push in claimed]
    await http.post("/v1/pushes/outcomes", json={"owner": "me", "outcomes": outcomes}, headers=key())
    return claimed


async def thread(ana: Person, ticket: int) -> list[tuple[str, str, str | None]]:
    whole = (await ana.http.get(f"/v1/residents/{ana.id}/tickets/{ticket}")).json()
    return [(one["author"], one["text"], one["delivery"]) for one in whole["messages"]]


async def test_a_message_is_planned_for_the_group(ana: Person, desk: Desk, sessions: Sessions) -> None:
    received = await opened(ana, "<b>Zakaj?</b>")
    [post] = await report(desk.http, "sent", "telegram-staff")
    assert (post["event"], post["external_id"]) == ("ticket-post", str(GROUP))
    assert post["values"] == {"message": str(received["message_id"]), "kind": "message"}
    view = await desk.post(received["message_id"])
    assert view["text"] == "Občan:\n<b>Zakaj?</b>"
    assert (view["copies"], view["reply_to"], view["delivered"]) == ([], None, None)


async def test_no_group_no_post(ana: Person, sessions: Sessions) -> None:
    await opened(ana)
    assert await pushes(sessions, "ticket-post") == []


async def test_one_topic_a_ticket(ana: Person, desk: Desk) -> None:
    ticket = (await opened(ana))["ticket"]["id"]
    first = await desk.topic(ticket, 77)
    assert (first["state"], first["group_id"]) == ("make", GROUP)
    assert first["title"] == "#1 Račun · Neznana oseba"
    assert first["head"].endswith(f"/staff/tickets/{ticket}")
    second = await desk.topic(ticket, 78)
    assert (second["state"], second["thread_id"]) == ("ready", 77)


async def test_who_comes_after_a_dead_maker_looks_first(ana: Person, desk: Desk, sessions: Sessions) -> None:
    ticket = (await opened(ana))["ticket"]["id"]
    path = f"/v1/desk/tickets/{ticket}/topic"

    async def ask(owner: str) -> str:
        view = (await desk.http.post(f"{path}/claims", json={"owner": owner}, headers=key())).json()
        return str(view["state"])

    assert [await ask(owner) for owner in ("one", "two", "one")] == ["make", "busy", "seek"]
    async with transaction(sessions) as session:
        await session.execute(text("UPDATE backend.ticket_topics SET lease_until = now() - interval '1 second'"))
    assert [await ask(owner) for owner in ("two", "one")] == ["seek", "busy"]
    late = await desk.http.put(path, json={"owner": "one", "thread_id": 5}, headers=key())
    assert (late.status_code, late.json()["code"]) == (409, "topic_not_yours")
    assert (await desk.http.put(path, json={"owner": "two", "thread_id": 6}, headers=key())).status_code == 200


async def test_a_deleted_topic_is_made_anew_once(ticket: int, desk: Desk) -> None:
    path = f"/v1/desk/tickets/{ticket}/topic/77"
    gone = [(await desk.http.delete(path, headers=key())).json()["done"] for _ in range(2)]
    assert gone == [True, False]
    assert (await desk.topic(ticket, 99))["state"] == "make"
    assert (await desk.says("Dober dan", thread=77)).json()["code"] == "ticket_unknown"


async def test_the_head_shows_what_staff_may_see(http: httpx.AsyncClient, sessions: Sessions, desk: Desk) -> None:
    home = await at_home(http, sessions)
    chat = (await http.get(f"/v1/residents/{home.resident}")).json()["chat_id"]
    link = int(home.path.rsplit("/", 1)[1])
    about = {"kind": "invoice", "id": 1, "label": "202600876"}
    received = await opened(Person(http, home.resident, chat), link_id=link, about=about)
    view = await desk.topic(received["ticket"]["id"])
    assert view["title"] == "#1 Račun · Janez Novak"
    lines = view["head"].splitlines()
    assert lines[:3] == ["Janez Novak", "Šifra plačnika: 123456", "Stara ulica 1, 1352 Preserje"]
    assert "OM-1001" in lines[3]
    assert "1.821 m³" in lines[3]
    assert "Sporni račun: 202600876" in lines


async def test_an_answer_goes_to_its_resident(ana: Person, ticket: int, desk: Desk, sessions: Sessions) -> None:
    answered = (await desk.says("Dober dan, <i>pogledamo</i>.")).json()
    assert answered["outcome"] == "answered"
    [push] = await report(desk.http, "sent")
    assert push["event"] == "ticket-answered"
    assert (push["values"]["text"], push["values"]["name"]) == ("Dober dan, <i>pogledamo</i>.", "Maja")
    assert push["values"]["first"] == "no"
    assert (await thread(ana, ticket))[1:] == [("staff", "Dober dan, <i>pogledamo</i>.", "sent")]
    view = await desk.post(answered["message_id"], "delivery")
    assert (view["delivered"], view["reply_to"]) == (True, 900)


async def test_the_same_update_again_answers_once(ana: Person, ticket: int, desk: Desk, sessions: Sessions) -> None:
    for _ in range(2):
        assert (await desk.says("Dober dan")).status_code == 200
    assert len(await pushes(sessions, "ticket-answered")) == 1
    assert len(await thread(ana, ticket)) == 2


async def test_a_note_never_leaves(ana: Person, ticket: int, desk: Desk, sessions: Sessions) -> None:
    noted = (await desk.says(" // pozor, zahteven")).json()
    assert noted["outcome"] == "noted"
    await desk.says("// pozor, zelo zahteven", edited=True)
    await desk.says("pozor, še vedno", edited=True)
    assert await pushes(sessions, "ticket-answered") == []
    assert await thread(ana, ticket) == [("resident", "Zakaj je račun višji?", None)]


async def test_a_corrected_answer(ana: Person, ticket: int, desk: Desk, sessions: Sessions) -> None:
    await desk.says("Do petka")
    await desk.says("Do srede", edited=True)
    first, second = await pushes(sessions, "ticket-answered")
    assert (first.state, second.state, second.content["values"]["corrected"]) == ("dropped", "planned", "no")
    await report(desk.http, "sent")
    await desk.says("Do četrtka", edited=True)
    await desk.says("Do četrtka", edited=True)
    [push] = await report(desk.http, "sent")
    assert (push["values"]["text"], push["values"]["corrected"]) == ("Do četrtka", "yes")
    assert (await thread(ana, ticket))[1:] == [("staff", "Do četrtka", "sent")]


async def test_no_answer_to_a_closed_ticket(ana: Person, ticket: int, desk: Desk, sessions: Sessions) -> None:
    assert [(await desk.orders("close")).json()["outcome"] for _ in range(2)] == ["closed", "unchanged"]
    refused = await desk.says("Še to")
    assert (refused.status_code, refused.json()["code"]) == (409, "ticket_closed")
    assert (await desk.says("// to pa", message=901)).json()["outcome"] == "noted"
    assert (await desk.orders("reopen")).json()["outcome"] == "reopened"
    assert (await desk.says("Še to", message=902)).json()["outcome"] == "answered"
    assert len(await pushes(sessions, "ticket-closed")) == 1


async def test_a_blocked_chat_without_an_address_is_visible(ana: Person, ticket: int, desk: Desk) -> None:
    answered = (await desk.says("Dober dan")).json()
    await report(desk.http, "unreachable")
    assert (await thread(ana, ticket))[1][2] == "blocked"
    view = await desk.post(answered["message_id"], "delivery")
    assert view["delivered"] is False
    assert "NI dostavljen" in view["text"]


class PostBox:
    """A mail server that takes mails, is away, or refuses them."""

    def __init__(self, says: MailError | None = None) -> None:
        self.says = says

    async def send(self, mail: Mail) -> str:
        if self.says is not None:
            raise self.says
        return mail.reference


@pytest.mark.parametrize(
    ("says", "ends", "delivered"),
    [
        (None, "mailed", True),
        (MailRetry("away"), "planned", None),
        (MailRefused("recipient refused, 550"), "unmailed", False),
    ],
)
async def test_a_blocked_chat_with_an_address_gets_a_mail(
    ana: Person, ticket: int, desk: Desk, sessions: Sessions, says: MailError | None, ends: str, delivered: bool | None
) -> None:
    """What staff see is the mail's end, not that one was planned; it comes to the group as any other end."""
    async with transaction(sessions) as session:
        await session.execute(update(Resident).where(Resident.id == ana.id).values(email="ana@example.com"))
    answered = (await desk.says("Dober dan")).json()
    await report(desk.http, "unreachable")
    assert (await thread(ana, ticket))[1][2] == "planned"
    await MailWorker(sessions, PostBox(says)).drain()
    for _ in range(2):
        async with transaction(sessions) as session:
            await settle(session, DEMO_NOW)
    assert (await thread(ana, ticket))[1][2] == ends
    told = [push for push in await pushes(sessions, "ticket-post") if push.content["values"]["kind"] == "delivery"]
    assert len(told) == (delivered is not None)
    if delivered is not None:
        view = await desk.post(answered["message_id"], "delivery")
        assert (view["delivered"], view["delivery"]) == (delivered, ends)
        assert ("NI dostavljen" in view["text"]) is not delivered


@pytest.mark.parametrize(
    ("act", "value", "code"),
    [("topic", "nonsense", "topic_unknown"), ("assign", "", "colleague_unknown"), ("canned", "x", "canned_unknown")],
)
async def test_orders_that_can_not_be(ticket: int, desk: Desk, act: str, value: str, code: str) -> None:
    assert (await desk.orders(act, value)).json()["code"] == code


async def test_another_subject(ticket: int, desk: Desk) -> None:
    assert [(await desk.orders("topic", "move")).json()["outcome"] for _ in range(2)] == ["topic_changed", "unchanged"]


async def test_a_group_of_nobody(ticket: int, desk: Desk) -> None:
    stranger = Desk(desk.http, group=-5)
    assert (await stranger.says("Dober dan")).json()["code"] == "group_unknown"
    assert (await stranger.orders("close")).json()["code"] == "group_unknown"


async def test_another_providers_group_has_no_such_topic(ticket: int, desk: Desk, sessions: Sessions) -> None:
    await give_group(sessions, "upravnik", -42)
    assert (await Desk(desk.http, group=-42).says("Dober dan")).json()["code"] == "ticket_unknown"


async def test_a_copy_is_remembered(ana: Person, ticket: int, desk: Desk) -> None:
    message = (await ana.post(f"tickets/{ticket}/messages", {"text": "Še", "chat_id": ana.chat_id})).json()[
        "message_id"
    ]
    for telegram in (801, 802):
        told = {"file_id": 0, "telegram_id": telegram}
        assert (await desk.http.put(f"/v1/desk/messages/{message}/posts", json=told, headers=key())).status_code == 200
    assert (await desk.post(message))["copies"] == [{"file_id": 0, "telegram_id": 802}]


async def test_a_search_leaves_out_what_is_known(ana: Person, ticket: int, desk: Desk, http: httpx.AsyncClient) -> None:
    sought = (await opened(await writer(http)))["ticket"]["id"]
    message = (await ana.post(f"tickets/{ticket}/messages", {"text": "Še", "chat_id": ana.chat_id})).json()[
        "message_id"
    ]
    path = f"/v1/desk/tickets/{sought}/topic/claims"
    first = (await http.post(path, json={"owner": "bot"}, headers=key())).json()
    assert (first["state"], first["after_message"], first["known"]) == ("make", 77, [])
    told = {"file_id": 0, "telegram_id": 80}
    await http.put(f"/v1/desk/messages/{message}/posts", json=told, headers=key())
    again = (await http.post(path, json={"owner": "bot"}, headers=key())).json()
    assert (again["state"], again["known"]) == ("seek", [80])
