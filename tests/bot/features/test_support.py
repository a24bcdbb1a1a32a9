"""The resident's side of support: a matter begins, goes on, is answered, closed and rated."""

from datetime import timedelta

import pytest

from backend.database import Sessions
from backend.tickets.contract import AboutKind, State, Topic
from tests.bot.features.conftest import Visit
from tests.bot.features.support import answered, closed, every_ticket, kinds, matter, matters, texts
from tests.conftest import MovableClock


async def test_topic_by_a_button_then_the_text_then_all_that_follows(visit: Visit) -> None:
    janez = await visit("janez")
    asked = await janez.say("rad bi govoril s človekom")
    assert "O čem želite pisati?" in asked
    assert "Telefon" in asked
    assert janez.labels()[:6] == ["Račun", "Odčitek", "Okvara", "Selitev", "Podatki", "Drugo"]
    await janez.press("Račun")
    sent = await janez.say("Zakaj je <b>račun</b> višji?")
    assert "št. 1 (račun)" in sent
    assert "Odgovor pričakujte do" in sent
    assert janez.labels() == ["Končaj"]
    assert await janez.say("kakšne so uradne ure?") == "\nPoslano: št. 1 (račun)."
    assert "Poslano" in await janez.say("👍")
    assert "Pogovor je končan" in await janez.say("končaj")
    view = await matter(janez)
    assert texts(view) == ["Zakaj je <b>račun</b> višji?", "kakšne so uradne ure?", "👍"]
    assert view.topic is Topic.billing
    assert "8.00" in await janez.say("kakšne so uradne ure?")


async def test_a_sentence_that_holds_the_matter_is_not_said_twice(visit: Visit) -> None:
    janez = await visit("janez")
    said = "moj račun je trikrat višji kot ponavadi, rad bi da to nekdo preveri"
    assert "št. 1 (račun)" in await janez.say(said)
    assert texts(await matter(janez)) == [said]


async def test_what_is_typed_instead_of_a_topic_is_the_message(visit: Visit) -> None:
    janez = await visit("janez")
    await janez.say("/podpora")
    assert "pošljem skupaj" in await janez.say("Nekaj bi vas vprašal o vrtu pred hišo")
    await janez.send("photo", caption="vrt")
    await janez.press("Drugo")
    view = await matter(janez)
    assert texts(view) == ["Nekaj bi vas vprašal o vrtu pred hišo", "vrt"]
    assert kinds(view) == [[], ["photo"]]


async def test_without_consent_a_short_notice_comes_first(visit: Visit) -> None:
    nobody = await visit("nobody")
    asked = await nobody.say("rad bi govoril s človekom")
    assert "Komu želite pisati?" in asked
    await nobody.press("Komunala Zgled d.o.o.")
    asked = await nobody.press("Drugo")
    assert "Komunala Zgled d.o.o. in ju uporabi le za odgovor" in asked
    await nobody.say("Ali sprejemate tudi kosovni odpad?")
    await nobody.say("/podpora")
    await nobody.press("Nova zadeva")
    assert "uporabi le" not in await nobody.press("Drugo")
    assert (await matter(nobody)).provider == "komunala"


async def test_without_consent_nothing_goes_before_the_notice(visit: Visit, sessions: Sessions) -> None:
    nobody = await visit("nobody")
    await nobody.say("obračunali ste mi 340 € za prazno hišo na komunali, zahtevam da nekdo pogleda")
    assert "Komunala Zgled d.o.o. in ju uporabi le" in "\n".join(m.text for m in nobody.last.messages)
    assert await every_ticket(sessions) == 0
    assert "št. 1" in await nobody.say("da")
    assert len(await matters(nobody)) == 1


async def test_files_of_all_kinds_and_an_album_once(visit: Visit) -> None:
    janez = await visit("janez")
    await janez.say("/podpora")
    await janez.press("Odčitek")
    assert "št. 1" in await janez.send("photo")
    assert "Poslano" in await janez.send("document", name="dopis.pdf", caption="")
    assert "Poslano" in await janez.send("voice")
    assert "Poslano" in await janez.send("photo", album="a1", caption="števec")
    assert await janez.send("photo", album="a1") == ""
    assert janez.last.silent
    view = await matter(janez)
    assert kinds(view) == [["photo"], ["document"], ["voice"], ["photo", "photo"]]
    assert view.messages[3].text == "števec"


@pytest.mark.parametrize(("file", "why"), [("lie", "Take datoteke"), ("gone", "ne morem več prenesti")])
async def test_a_file_that_is_not_taken_does_not_hold_up_its_caption(visit: Visit, file: str, why: str) -> None:
    janez = await visit("janez")
    await janez.say("/podpora")
    await janez.press("Račun")
    assert why in await janez.send("document", file=file)
    assert janez.labels() == ["Prekliči"]
    said = await janez.send("document", file=file, caption="to je račun")
    assert why in said
    assert "št. 1" in said
    assert texts(await matter(janez)) == ["to je račun"]
    assert "z besedami" in await janez.send("sticker")
    assert "Poslano" in await janez.say("hvala")


async def test_twenty_thousand_characters_go_in_parts(visit: Visit) -> None:
    janez = await visit("janez")
    await janez.say("/podpora")
    await janez.press("Račun")
    long = " ".join(f"beseda{number}" for number in range(2000))
    await janez.say(long)
    view = await matter(janez)
    assert len(view.messages) == 3
    assert " ".join(texts(view)) == long


async def test_commands_and_buttons_work_inside(visit: Visit) -> None:
    janez = await visit("janez")
    await janez.say("/podpora")
    await janez.press("Račun")
    await janez.say("Prosim za pomoč.")
    said = await janez.say("/uradne_ure")
    assert "8.00" in said
    assert "Pišete podpori, zadeva št. 1 (račun)" in said
    assert "vrednost" in (await janez.say("/odcitek")).lower() or "števec" in (await janez.say("/odcitek")).lower()
    assert texts(await matter(janez)) == ["Prosim za pomoč."]


async def test_after_hours_of_silence_the_text_is_for_the_bot_again(visit: Visit, clock: MovableClock) -> None:
    janez = await visit("janez")
    await janez.say("/podpora")
    await janez.press("Račun")
    await janez.say("Prosim za pomoč.")
    clock.forward(timedelta(hours=7))
    assert "8.00" in await janez.say("kakšne so uradne ure?")
    assert len((await matter(janez)).messages) == 1


async def test_an_old_matter_goes_on_or_a_new_one_begins(visit: Visit) -> None:
    janez = await visit("janez")
    await janez.say("/podpora")
    await janez.press("Račun")
    await janez.say("Prvo vprašanje.")
    await janez.press("Končaj")
    await janez.say("rad bi govoril s človekom")
    assert janez.labels()[:2] == ["Nadaljuj št. 1 (račun)", "Nova zadeva"]
    assert "Pišete podpori, zadeva št. 1" in await janez.press("Nadaljuj št. 1 (račun)")
    assert "Poslano: št. 1" in await janez.say("Še nekaj.")
    await janez.say("končaj")
    await janez.say("/podpora")
    await janez.press("Nova zadeva")
    await janez.press("Selitev")
    assert "št. 2 (selitev)" in await janez.say("Selimo se.")


async def test_the_answer_is_replied_to_closed_rated_and_reopened(
    visit: Visit, sessions: Sessions, clock: MovableClock
) -> None:
    janez = await visit("janez")
    await janez.say("/podpora")
    await janez.press("Račun")
    await janez.say("Zakaj je višji?")
    await janez.press("Končaj")
    first = await matter(janez)
    push = await answered(sessions, clock, first.id, "Ker je bila ocena.")
    assert push.text == "Maja Kos odgovarja (št. 1):\n\nKer je bila ocena."
    await janez.press_data(push.buttons[0][0].data)
    assert "Poslano: št. 1" in await janez.say("Hvala!")
    await janez.press("Končaj")
    push = await closed(sessions, clock, first.id)
    assert "5 zvezdic" in await janez.press_data(push.buttons[0][4].data)
    assert "4 zvezdice" in await janez.press_data(push.buttons[0][3].data)
    assert (await matter(janez)).rating == 4
    clock.forward(timedelta(days=13))
    await janez.press_data(push.buttons[1][0].data)
    assert "znova odprta" in await janez.say("Še nekaj.")
    assert (await matter(janez)).state is State.open


async def test_over_after_fourteen_days_the_same_text_opens_a_new_matter(
    visit: Visit, sessions: Sessions, clock: MovableClock
) -> None:
    janez = await visit("janez")
    await janez.say("/podpora")
    await janez.press("Račun")
    await janez.say("Zakaj je višji?")
    await janez.press("Končaj")
    push = await closed(sessions, clock, (await matter(janez)).id)
    clock.forward(timedelta(days=15))
    assert "odpre novo zadevo" in await janez.press_data(push.buttons[1][0].data)
    said = await janez.say("Pa še tole.")
    assert "št. 1 je že dolgo zaprta" in said
    assert "št. 2 (račun)" in said
    assert texts((await matters(janez))[1]) == ["Pa še tole."]
    assert "Poslano: št. 2" in await janez.say("In to.")


async def test_another_ones_matter_is_not_there(visit: Visit, sessions: Sessions) -> None:
    janez, marija = await visit("janez"), await visit("marija")
    await janez.say("/podpora")
    await janez.press("Račun")
    await janez.say("Samo moje.")
    number = (await matter(janez)).id
    for data in (f"w:write_on?t={number}", f"w:show_messages?t={number}", f"w:rate_ticket?t={number}&s=5"):
        said = await marija.press_data(data)
        assert "ne najdem" in said
        assert "Samo moje" not in said
    await marija.say("hvala")
    assert await every_ticket(sessions) == 1


async def test_edits_are_edits_where_support_has_the_message(visit: Visit) -> None:
    janez = await visit("janez")
    await janez.say("/podpora")
    await janez.press("Račun")
    await janez.say("Zakaj je vijši?")
    place = janez.turns
    assert "Popravek je poslan" in await janez.edit(place, "Zakaj je višji?")
    await janez.press("Končaj")
    assert "Popravek je poslan" in await janez.edit(place, "Zakaj je za 10 € višji?")
    view = await matter(janez)
    assert texts(view) == ["Zakaj je za 10 € višji?"]
    assert view.messages[0].edited
    await janez.say("kakšne so uradne ure?")
    assert "Popravek" not in await janez.edit(janez.turns, "kje ste?")


async def test_an_edit_of_what_waits_changes_it(visit: Visit) -> None:
    janez = await visit("janez")
    await janez.say("/podpora")
    await janez.say("Nekaj o vrtuu")
    assert "Popravljeno" in await janez.edit(janez.turns, "Nekaj o vrtu")
    await janez.press_data("w:nonsense")
    await janez.say("Drugo")
    assert texts(await matter(janez)) == ["Nekaj o vrtu"]


async def test_a_stray_photo_is_offered_and_kept(visit: Visit) -> None:
    janez = await visit("janez")
    assert "Jo pošljem podpori?" in await janez.send("photo", caption="števec", album="x")
    assert await janez.send("photo", album="x") == ""
    await janez.say("kakšne so uradne ure?")
    await janez.press_data("w:contact_support?k=1")
    await janez.press("Odčitek")
    view = await matter(janez)
    assert kinds(view) == [["photo", "photo"]]
    assert texts(view) == ["števec"]
    await janez.press("Končaj")
    assert "že poslano" in await janez.press_data("w:contact_support?k=1")
    assert janez.conversation.kept == []


async def test_a_stray_photo_may_stay(visit: Visit, sessions: Sessions, clock: MovableClock) -> None:
    janez = await visit("janez")
    await janez.send("voice")
    assert "nič ni poslano" in await janez.say("ne")
    await janez.send("voice")
    clock.forward(timedelta(days=2))
    await janez.say("hvala")
    assert janez.conversation.kept == []
    assert "nimam več" in await janez.press_data("w:contact_support?k=1")
    assert await every_ticket(sessions) == 0


async def test_an_unclear_text_after_an_answer_goes_to_that_matter(
    visit: Visit, sessions: Sessions, clock: MovableClock
) -> None:
    janez = await visit("janez")
    await janez.say("/podpora")
    await janez.press("Račun")
    await janez.say("Zakaj je višji?")
    await janez.press("Končaj")
    await answered(sessions, clock, (await matter(janez)).id)
    assert "Želite to poslati podpori?" in await janez.say("rad bi najel kombi za selitev čez vikend")
    assert janez.labels()[0] == "Pošlji k št. 1 (račun)"
    await janez.say("da")
    assert texts(await matter(janez))[-1] == "rad bi najel kombi za selitev čez vikend"
    await janez.press("Končaj")
    clock.forward(timedelta(days=3))
    await janez.say("rad bi najel kombi za selitev čez vikend")
    assert janez.labels()[0] == "Pošlji podpori"


async def test_a_fault_at_night(visit: Visit, clock: MovableClock) -> None:
    janez = await visit("janez")
    clock.now = clock.now.replace(hour=1)
    assert "🚨" in await janez.say("pušča voda")
    await janez.press("Opiši okvaro")
    said = await janez.say("V kleti, iz cevi pri števcu.")
    assert said.index("🚨") < said.index("Poslano")
    assert "št. 1 (okvara)" in said
    assert "ni nikogar v pisarni" in said
    assert "ni nikogar" not in await janez.say("Hitro prosim.")


async def test_a_described_fault_is_not_described_again(visit: Visit) -> None:
    janez = await visit("janez")
    said = "v kleti bloka na Lipovi 4 je počila cev in voda teče po stopnicah"
    assert "🚨" in await janez.say(said)
    await janez.press("Opiši okvaro")
    assert texts(await matter(janez)) == [said]


async def test_no_data_for_linking_is_a_guided_request(visit: Visit) -> None:
    nobody = await visit("nobody")
    await nobody.say("povezi racun")
    await nobody.press("Komunala Zgled d.o.o.")
    asked = await nobody.press("Nimate računa?")
    assert "uporabi samo za to" in asked
    assert "ime in priimek" in await nobody.say("123")
    await nobody.say("Janez Novak")
    await nobody.say("Lipova ulica 4, Zgled")
    await nobody.press("Preskoči")
    assert "ni veljavna davčna" in await nobody.say("12345678")
    await nobody.say("SI 5022 3054")
    said = await nobody.press("Pošlji")
    assert "št. 1 (podatki)" in said
    view = await matter(nobody)
    assert view.about is not None
    assert view.about.kind is AboutKind.linking
    assert texts(view) == [
        "Prošnja za povezavo računa\nIme in priimek: Janez Novak\nNaslov: Lipova ulica 4, Zgled\nDavčna številka: 50223054"
    ]
    for personal in ("Novak", "Lipova", "50223054"):
        assert personal not in repr(nobody.conversation)


async def test_who_has_lost_the_code_is_led_to_the_request(visit: Visit) -> None:
    nobody = await visit("nobody")
    await nobody.say("izgubil sem šifro plačnika")
    assert nobody.labels()[:2] == ["Nimam podatkov za povezavo", "Vprašal bi kaj drugega"]


async def test_a_disputed_invoice_is_attached_by_itself(visit: Visit) -> None:
    janez = await visit("janez")
    await janez.say("zadnji račun")
    assert "Zraven bo pripeto" in await janez.press("Ugovarjam računu")
    assert "(račun)" in await janez.say("Znesek ni pravi.")
    view = await matter(janez)
    assert view.about is not None
    assert (view.about.kind, view.topic) == (AboutKind.invoice, Topic.billing)
    assert view.about.label.isdigit()


async def test_a_disputed_reading_is_attached_by_itself(visit: Visit) -> None:
    janez = await visit("janez")
    await janez.say("/odcitki")
    assert "Kateri odčitek" in await janez.press("Ta odčitek ni pravi")
    assert "z gumbom" in await janez.say("ne vem")
    await janez.press(janez.labels()[0])
    assert "(odčitek)" in await janez.say("Na števcu piše drugače.")
    view = await matter(janez)
    assert view.about is not None
    assert "88213377" in view.about.label
    assert "m³" in view.about.label


async def test_my_messages(visit: Visit, sessions: Sessions, clock: MovableClock) -> None:
    janez = await visit("janez")
    assert "še niste poslali" in await janez.say("moja sporočila")
    await janez.say("/podpora")
    await janez.press("Račun")
    await janez.say("Zakaj je višji?")
    await janez.send("photo")
    for number in range(5):
        await janez.say(f"Dodatek {number}")
    await janez.press("Končaj")
    await answered(sessions, clock, (await matter(janez)).id, "Ker je bila ocena.")
    listed = await janez.say("moja sporočila")
    assert "št. 1 (račun) · odgovorjeno\nZakaj je višji?" in listed
    seen = await janez.press("Št. 1 (račun)")
    assert "Maja Kos, " in seen
    assert "Ker je bila ocena." in seen
    assert "Zakaj je višji?" not in seen
    older = await janez.press("Starejša")
    assert "Zakaj je višji?" in older
    assert [content[:3] for content in await janez.files()] == [b"\xff\xd8\xff"]
    assert "Pišete podpori" in await janez.press("Piši naprej")


async def test_english(visit: Visit) -> None:
    guest = await visit("nobody", "en")
    await guest.say("I want to talk to a human")
    await guest.press("Komunala Zgled d.o.o.")
    assert "use them only to answer you" in await guest.press("Other")
    assert "Sent. Komunala Zgled d.o.o.: your matter is no. 1 (other)." in await guest.say("Do you speak English?")
    assert "The conversation is over" in await guest.say("cancel")


async def test_fifty_files_at_once(visit: Visit) -> None:
    janez = await visit("janez")
    await janez.say("/podpora")
    for number in range(50):
        await janez.send("photo", album=f"a{number // 10}")
    await janez.say("Drugo")
    view = await matter(janez)
    assert [len(message.files) for message in view.messages] == [10] * 5
