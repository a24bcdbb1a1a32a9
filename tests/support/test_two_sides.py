"""A resident and the staff's group: what each writes reaches the other, once, and nobody else."""

import asyncio
from datetime import timedelta

import pytest
from sqlalchemy import func, text, update

from backend.database import transaction
from backend.desk.models import TicketTopic
from backend.ledger.models import OutgoingMessage
from tests.backend.attachments.samples import PDF
from tests.backend.tickets.opening import key
from tests.support.house import House
from tests.telegram_server.errors import bad
from tests.telegram_server.faults import Break
from tests.telegram_server.pictures import png


async def begun(house: House, text: str = "Zakaj je račun višji?") -> tuple[int, int]:
    """A ticket of Ana's; its id and its topic."""
    ana = await house.resident()
    ticket = (await house.opens(ana, text))["ticket"]
    return ticket["id"], await house.thread(ticket["number"])


def ana(house: House) -> "object":
    return next(iter(house.people))


async def test_a_question_and_its_answer(house: House) -> None:
    ana = await house.resident()
    opened = await house.opens(ana, "Zakaj je <b>račun</b> višji?")
    thread = await house.thread(opened["ticket"]["number"])
    head, question = house.said(thread)
    assert head.endswith(f"/staff/tickets/{opened['ticket']['id']}")
    assert question.endswith("Zakaj je <b>račun</b> višji?")
    answered = house.answers(thread, "Zaradi *poračuna*.")
    await house.until_heard(ana, "Zaradi *poračuna*.")
    await house.telegram.until(lambda: answered.reactions)
    assert answered.reactions[0]["emoji"] == "👍"
    await house.writes(ana, opened["ticket"]["id"], "Hvala!")
    await house.until_said(thread, "Hvala!")
    assert len(house.said(thread)) == 3
    assert house.topics(1) == 1


async def test_a_residents_files_stand_in_the_topic(house: House) -> None:
    ana = await house.resident()
    pictures = [("a.png", png(20, 10)), ("b.png", png(10, 20))]
    opened = await house.opens(ana, "Slike in dokument", *pictures, ("pogodba.pdf", PDF))
    thread = await house.thread(opened["ticket"]["number"])
    await house.telegram.until(lambda: len(house.telegram.in_topic(house.group, thread)) == 4)
    _, first, second, document = house.telegram.in_topic(house.group, thread)
    assert first.text.endswith("Slike in dokument")
    assert first.content["media_group_id"] == second.content["media_group_id"]
    assert document.content["document"]["file_name"] == "pogodba.pdf"
    assert house.telegram.file(document) == PDF


async def test_an_edit_changes_what_stands_there(house: House) -> None:
    ana = await house.resident()
    opened = await house.opens(ana, "Stanje je 1834", source="telegram:1:7")
    thread = await house.thread(opened["ticket"]["number"])
    person = house.people[ana.id]
    body = {"source": "telegram:1:7", "text": "Stanje je 1843"}
    where = f"/v1/residents/{person.id}/ticket-messages"
    assert (await house.http.patch(where, json=body, headers=key())).status_code == 200
    await house.until_said(thread, "Stanje je 1843")
    assert len(house.said(thread)) == 2
    answered = house.answers(thread, "Prav.")
    await house.until_heard(ana, "Prav.")
    house.telegram.user_edits(answered, "Ni prav.")
    await house.until_heard(ana, "Ni prav.")


async def test_a_note_stays_and_orders_are_shown(house: House) -> None:
    ticket, thread = await begun(house)
    note = house.answers(thread, "// preveri števec")
    await house.telegram.until(lambda: note.reactions)
    house.answers(thread, "/topic odčitek")
    await house.until_said(thread, "Odčitek")
    house.answers(thread, "/topic")
    await house.until_said(thread, "Katere vrste")
    listed = house.telegram.with_button(house.group, "Selitev")
    house.telegram.user_presses(listed, "Selitev", by=house.maja)
    await house.until_said(thread, "Selitev")
    house.answers(thread, "/kaj")
    await house.until_said(thread, "/help")
    house.answers(thread, "/assign Nobene")
    await house.until_said(thread, "/assign Maja")
    house.answers(thread, "/help")
    await house.until_said(thread, "bližnjica")
    (chat,) = (house.telegram.world.chats[number] for number in house.people)
    assert [one["text"] for one in await house.messages(chat, ticket)] == ["Zakaj je račun višji?"]
    assert not any("števec" in text for text in house.telegram.texts(chat))


async def test_closing_and_opening(house: House) -> None:
    ana = await house.resident()
    ticket = (await house.opens(ana, "Vprašanje"))["ticket"]
    thread = await house.thread(ticket["number"])
    house.answers(thread, "/close")
    await house.telegram.until(lambda: house.group.topics[thread].closed)
    house.telegram.people.joins(house.group, house.maja, "administrator")
    house.answers(thread, "Še nekaj")
    await house.until_said(thread, "je zaprta")
    rating = await house.http.put(
        f"/v1/residents/{house.people[ana.id].id}/tickets/{ticket['id']}/rating", json={"stars": 5}, headers=key()
    )
    assert rating.status_code == 200, rating.text
    await house.telegram.until(lambda: len(house.said(thread)) == 5)
    await house.writes(ana, ticket["id"], "Še ni v redu")
    await house.until_said(thread, "Še ni v redu")
    assert not house.group.topics[thread].closed
    house.answers(thread, "/zapri")
    await house.telegram.until(lambda: house.group.topics[thread].closed)
    house.answers(thread, "/open")
    await house.telegram.until(lambda: not house.group.topics[thread].closed)


async def test_a_deleted_topic_is_made_anew_and_stays_one(house: House) -> None:
    ana = await house.resident()
    ticket = (await house.opens(ana, "Prvo"))["ticket"]
    thread = await house.thread(ticket["number"])
    house.telegram.people.deletes_topic(house.group, thread)
    for words in ("Drugo", "Tretje"):
        await house.writes(ana, ticket["id"], words)
    await house.telegram.until(lambda: house.topics(1) == 1 and len(house.said(house._named(1)[0])) >= 4)
    _, earlier, second, third = house.said(house._named(1)[0])
    assert "Prvo" in earlier
    assert (second.endswith("Drugo"), third.endswith("Tretje")) == (True, True)
    assert len(house.telegram.called("createForumTopic")) == 2


async def test_who_blocked_the_bot_is_visible(house: House) -> None:
    ana = await house.resident()
    ticket = (await house.opens(ana, "Vprašanje"))["ticket"]
    thread = await house.thread(ticket["number"])
    house.telegram.blocks(ana)
    answered = house.answers(thread, "Odgovor")
    told = await house.until_said(thread, "NI dostavljen")
    assert answered.reactions[0]["emoji"] == "👎"
    assert told.reply_to == answered.id


async def test_staffs_files_reach_the_resident(house: House) -> None:
    ana = await house.resident()
    ticket = (await house.opens(ana, "Pošljite navodila"))["ticket"]
    thread = await house.thread(ticket["number"])
    album = [("photo", "a.png", png(20, 10)), ("photo", "b.png", png(10, 20))]
    house.telegram.user_sends_album(house.group, album, "Navodila", by=house.maja, thread=thread)
    await house.until_heard(ana, "Navodila")
    _, answer = await house.messages(ana, ticket["id"])
    assert (answer["text"], len(answer["files"])) == ("Navodila", 2)
    house.telegram.user_sends_kind(
        house.group, "document", name="obrazec.pdf", data=PDF, caption="Obrazec", by=house.maja, thread=thread
    )
    await house.until_heard(ana, "Obrazec")
    *_, form = await house.messages(ana, ticket["id"])
    assert [file["name"] for file in form["files"]] == ["obrazec.pdf"]
    house.telegram.user_sends_kind(
        house.group, "document", name="a.pdf", data=b"MZ\x90\x00 no document", by=house.maja, thread=thread
    )
    await house.until_said(thread, "ni bilo poslano")
    house.telegram.user_sends_kind(house.group, "sticker", by=house.maja, thread=thread)
    await house.until_said(thread, "Tega občanu ne morem poslati")


async def test_who_is_no_member_counts_for_nothing(house: House) -> None:
    ticket, thread = await begun(house)
    house.answers(thread, "/topic")
    listed = await house.until_said(thread, "Katere vrste")
    house.telegram.people.leaves(house.group, house.maja, removed=True)
    query = house.telegram.user_presses(listed, "Selitev", by=house.maja)
    await house.telegram.until(lambda: query.answers)
    stranger = house.telegram.person("Tujec")
    assert stranger.person is not None
    forged = house.telegram.world.post(house.group, stranger.person, {"text": "Odgovor tujca"}, thread=thread)
    house.telegram.world.updates.add("message", forged.view())
    await house.telegram.until_confirmed()
    (chat,) = (house.telegram.world.chats[number] for number in house.people)
    whole = await house.messages(chat, ticket)
    assert len(whole) == 1
    assert not any("Selitev" in text for text in house.said(thread))


async def test_outside_of_tickets_nothing_is_sent(house: House) -> None:
    ticket, _thread = await begun(house)
    house.telegram.user_says(house.group, "Dobro jutro", by=house.maja)
    theirs = house.telegram.people.makes_topic(house.group, "Sestanki", by=house.maja)
    for words in ("Ob desetih", "Ali ob enajstih"):
        house.answers(theirs.id, words)
    house.telegram.user_says(house.group, "/close", by=house.maja)
    await house.telegram.until(lambda: any("v temi zadeve" in text for text in house.telegram.texts(house.group)))
    texts = house.telegram.texts(house.group)
    assert sum("ne pripada nobeni zadevi" in text for text in texts) == 1
    (chat,) = (house.telegram.world.chats[number] for number in house.people)
    assert len(await house.messages(chat, ticket)) == 1


async def test_a_group_that_lacks_something_waits(house: House) -> None:
    house.telegram.people.bot_becomes(house.group, "administrator", lacking=["can_manage_topics"])
    ana = await house.resident()
    await house.opens(ana, "Vprašanje")
    await house.telegram.until(lambda: house.telegram.called("getChatMember"))
    await _errors(house, "Manage Topics")
    assert house.telegram.called("createForumTopic") == []
    await house.telegram.until(lambda: any("Upravljanje tem" in said for said in house.telegram.texts(house.group)))
    house.telegram.people.bot_becomes(house.group, "administrator")


async def _errors(house: House, part: str) -> None:
    """Waits until a row of the ledger waits for this reason."""
    async with asyncio.timeout(10):
        while True:
            async with house.sessions() as session:
                found = await session.scalars(
                    text("SELECT error FROM backend.outgoing_messages WHERE state = 'planned' AND error IS NOT NULL")
                )
                if any(part in error for error in found):
                    return
            await asyncio.sleep(0.05)


@pytest.mark.parametrize("fault", [Break.drop_after, Break.drop_before])
async def test_a_topic_of_which_nobody_knows_is_found(house: House, fault: Break) -> None:
    """The call's answer is lost: it made the topic, or it didn't. There is one in the end."""
    house.telegram.faults.plan(fault, "createForumTopic")
    ana = await house.resident()
    ticket = (await house.opens(ana, "Vprašanje"))["ticket"]
    await house.telegram.until(lambda: house.telegram.called("createForumTopic"))
    async with transaction(house.sessions) as session:  # what five seconds would do
        await session.execute(text("SELECT 1"))
    thread = await house.thread(ticket["number"])
    assert house.topics(ticket["number"]) == 1
    assert len(house.said(thread)) == 2, "the probes are deleted"
    assert house.group.topics[thread].name.startswith("#1 ")


async def test_a_backend_that_is_away_loses_no_answer(house: House) -> None:
    ana = await house.resident()
    ticket = (await house.opens(ana, "Vprašanje"))["ticket"]
    thread = await house.thread(ticket["number"])
    await house.answers_in_vain(thread, "Odgovor")
    house.wire.down = False
    await house.until_heard(ana, "Odgovor")
    assert sum("ni izgubljeno" in said for said in house.said(thread)) == 1


async def test_a_message_that_telegram_refused_once(house: House) -> None:
    ana = await house.resident()
    ticket = (await house.opens(ana, "Vprašanje"))["ticket"]
    thread = await house.thread(ticket["number"])
    house.telegram.faults.plan(bad("not enough rights to send text messages to the chat"), "sendMessage")
    await house.writes(ana, ticket["id"], "Drugo")
    await _errors(house, "Not enough rights")
    async with transaction(house.sessions) as session:  # what a minute would do
        await session.execute(update(OutgoingMessage).values(not_before=func.now() - timedelta(seconds=1)))
    await house.until_said(thread, "Drugo")


async def test_a_group_that_moved(house: House) -> None:
    ana = await house.resident()
    await house.opens(ana, "Vprašanje")
    await house.thread(1)
    grown = house.telegram.migrate(house.group)
    grown.is_forum, grown.members[house.telegram.world.bot.id] = True, "administrator"
    await house.opens(ana, "Drugo vprašanje")
    house.group = grown
    thread = await house.thread(2)
    assert house.said(thread)[1].endswith("Drugo vprašanje")
    groups = (await house.http.get("/v1/desk/groups")).json()
    assert [group["group_id"] for group in groups] == [grown.id]
    assert TicketTopic.__tablename__ == "ticket_topics"
