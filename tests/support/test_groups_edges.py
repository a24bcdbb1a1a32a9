"""What a group may be like, and what comes through it: no forum, nobody in particular, ready answers, voices, long texts."""

from sqlalchemy import update

from backend.attachments.contract import FileKind
from backend.database import transaction
from backend.residents.models import Resident
from tests.backend.attachments.samples import BOMB, OPUS
from tests.backend.staff.conversations import canned
from tests.backend.tickets.opening import key
from tests.support.house import House
from tests.support.test_two_sides import _errors
from tests.telegram_server.pictures import png
from tests.telegram_server.world import Chat


async def test_a_group_that_is_no_forum_waits(house: House) -> None:
    house.group.is_forum = False
    await house.opens(await house.resident(), "Vprašanje")
    await _errors(house, "turn on Topics in its settings")
    assert house.telegram.called("createForumTopic") == []


async def test_who_writes_in_the_name_of_a_chat_is_nobody_and_is_told_so(house: House) -> None:
    """Anonymous administrators, and members who write as a channel: marked each time, told in words once a topic."""
    ana = await house.resident()
    ticket = (await house.opens(ana, "Vprašanje"))["ticket"]
    thread = await house.thread(ticket["number"])
    world = house.telegram.world
    assert house.maja.person is not None
    forged = world.post(house.group, house.maja.person, {"text": "Iz kanala"}, thread=thread)
    forged.sender_chat = house.telegram.group("Kanal", forum=True)
    world.updates.add("message", forged.view())
    told = await house.until_said(thread, "v imenu kanala")
    assert told.reply_to == forged.id
    assert [one["emoji"] for one in forged.reactions] == ["👎"]
    people = house.telegram.people
    first = people.writes_anonymously(house.group, "V imenu skupine", thread=thread)
    assert (await house.until_said(thread, "Ostani anonimen")).reply_to == first.id
    second = people.writes_anonymously(house.group, "/close", thread=thread)
    await house.telegram.until(lambda: second.reactions)
    people.writes_anonymously(house.group, "V splošnem")  # outside of topics nobody is answered
    people.edits(first, "Še vedno")
    house.answers(thread, "S svojim imenom")
    await house.until_heard(ana, "S svojim imenom")
    assert [one["text"] for one in await house.messages(ana, ticket["id"])] == ["Vprašanje", "S svojim imenom"]
    assert sum("Ostani anonimen" in text for text in house.said(thread)) == 1
    assert not any("V imenu skupine" in text for text in house.telegram.texts(ana))


async def test_ready_answers_are_listed_and_sent(house: House) -> None:
    await canned(house.sessions)
    ana = await house.resident()
    ticket = (await house.opens(ana, "Ali lahko plačam v obrokih?"))["ticket"]
    thread = await house.thread(ticket["number"])
    house.answers(thread, "/odgovor obroki")
    await house.until_heard(ana, "Lahko v treh obrokih.")
    house.answers(thread, "/odgovori")
    listed = await house.until_said(thread, "obroki: Lahko")
    house.telegram.user_presses(listed, "obroki", by=house.maja)
    heard = "Lahko v treh obrokih."
    await house.telegram.until(lambda: sum(heard in text for text in house.telegram.texts(ana)) == 2)
    assert [one["text"] for one in (await house.messages(ana, ticket["id"]))[1:]] == [heard, heard]


async def test_voices_go_both_ways(house: House) -> None:
    ana = await house.resident()
    ticket = (await house.opens(ana, "", ("glas.ogg", OPUS)))["ticket"]
    thread = await house.thread(ticket["number"])
    await house.telegram.until(lambda: any("voice" in m.content for m in house.telegram.in_topic(house.group, thread)))
    house.telegram.user_sends_kind(house.group, "voice", name="odgovor.ogg", data=OPUS, by=house.maja, thread=thread)
    heard = await house.until_heard(ana, "odgovarja")
    *_, answer = await house.messages(ana, ticket["id"])
    assert [file["kind"] for file in answer["files"]] == [FileKind.voice]
    assert "odgovor" in heard.text or "📎" in heard.text


async def test_a_text_that_became_shorter_leaves_no_tail(house: House) -> None:
    ana = await house.resident()
    long = "Prva. " + "Beseda. " * 511
    opened = await house.opens(ana, long, source="telegram:1:7")
    thread = await house.thread(opened["ticket"]["number"])
    await house.telegram.until(lambda: len(house.said(thread)) == 3)
    await _edits(house, ana, "Kratko.")
    await house.telegram.until(lambda: len(house.said(thread)) == 2)
    assert house.said(thread)[1].endswith("Kratko.")


async def test_a_caption_that_became_too_long_goes_on_below(house: House) -> None:
    """What fits stands on the file, the rest follows; once it is short again, nothing of it is left."""
    ana = await house.resident()
    opened = await house.opens(ana, "Števec", ("a.png", png(20, 10)), source="telegram:1:7")
    thread = await house.thread(opened["ticket"]["number"])
    long = " ".join(f"beseda{number}" for number in range(700))
    await _edits(house, ana, long)
    await house.telegram.until(lambda: len(house.said(thread)) == 4)
    head, caption, *rest = house.said(thread)
    assert " ".join([caption, *rest]).endswith(long)
    assert 800 < len(caption) <= 1024
    await _edits(house, ana, "Števec v kleti")
    await house.telegram.until(lambda: len(house.said(thread)) == 2)
    assert house.said(thread) == [head, "Občan (popravljeno):\nŠtevec v kleti"]


async def test_a_bomb_gets_in_by_no_door(house: House) -> None:
    """An office file that would be gigabytes: refused to the resident and in the group, with why; the matter goes on."""
    ana = await house.resident()
    where = f"/v1/residents/{house.people[ana.id].id}/files"
    refused = await house.http.post(where, params={"name": "pogodba.docx"}, content=BOMB, headers=key())
    assert (refused.status_code, refused.json()["code"]) == (422, "file_broken")
    ticket = (await house.opens(ana, "Vprašanje"))["ticket"]
    thread = await house.thread(ticket["number"])
    house.telegram.user_sends_kind(house.group, "document", name="a.docx", data=BOMB, by=house.maja, thread=thread)
    await house.until_said(thread, "Sporočilo ni bilo poslano")
    house.answers(thread, "Brez priloge")
    await house.until_heard(ana, "Brez priloge")
    assert [one["text"] for one in await house.messages(ana, ticket["id"])] == ["Vprašanje", "Brez priloge"]


async def test_markup_in_every_field_is_text_on_both_sides(house: House) -> None:
    evil = "<b>x</b> <script>alert(1)</script> [a](tg://user?id=1) *y* &amp;"
    ana = await house.resident()
    async with transaction(house.sessions) as session:
        await session.execute(update(Resident).values(display_name="<i>Ana</i> & *co*"))
    ticket = (await house.opens(ana, evil, (f"{evil[:20]}.png", png(20, 10))))["ticket"]
    thread = await house.thread(ticket["number"])
    assert "<i>Ana</i> & *co*" in house.group.topics[thread].name
    assert "<i>Ana</i> & *co*" in house.said(thread)[0]
    assert house.said(thread)[1].endswith(evil)
    house.answers(thread, evil)
    assert evil in (await house.until_heard(ana, "odgovarja")).text
    house.answers(thread, f"/topic {evil}")
    house.answers(thread, f"/assign {evil}")
    await house.telegram.until_confirmed()
    for method in ("sendMessage", "sendPhoto", "createForumTopic", "editForumTopic"):
        assert not any(call.get("parse_mode") for call in house.telegram.called(method)), method


async def _edits(house: House, ana: Chat, text: str) -> None:
    """The resident edits what was written as ``telegram:1:7``."""
    where = f"/v1/residents/{house.people[ana.id].id}/ticket-messages"
    body = {"source": "telegram:1:7", "text": text}
    assert (await house.http.patch(where, json=body, headers=key())).status_code == 200
