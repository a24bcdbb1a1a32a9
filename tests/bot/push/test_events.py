"""Whatever the backend has to tell, the bot has words for."""

import json

import pytest

from backend.contract import Language
from backend.ledger.contract import Event
from bot.dialogue.pushes import render_push
from bot.dialogue.texts import load_texts

METER = {
    "id": 5,
    "service": "water_cold",
    "serial": "88213377",
    "unit": "m3",
    "decimals": 0,
    "value": "1821.000",
    "day": "2026-10-27",
}
REMINDER = {
    "link": "7",
    "provider": "Komunala Zgled",
    "closes": "2026-12-03",
    "step": "3-days",
    "meters": json.dumps([METER]),
}

FILE = {"id": 9, "kind": "photo", "name": "racun.jpg", "mime": "image/jpeg", "size": 1000}
ANSWER = {
    "ticket": "42",
    "number": "7",
    "provider": "Komunala Zgled",
    "name": "Maja Kos",
    "message": "5",
    "text": "Račun je <b>popravljen</b>.",
    "corrected": "no",
    "resident": "3",
    "files": json.dumps([FILE, FILE | {"id": 10, "kind": "voice", "name": "glas.ogg", "mime": "audio/ogg"}]),
}


def test_an_answer_says_who_answers_what_with_its_files() -> None:
    message = render_push(Event.ticket_answered, ANSWER, load_texts(strict=True)["sl"])
    assert message.title == "Komunala Zgled"
    assert message.text == "Maja Kos odgovarja (št. 7):\n\nRačun je <b>popravljen</b>.\n\n📎 racun.jpg\n📎 glas.ogg"
    assert [(file.kind, file.source) for file in message.attachments] == [
        ("photo", "/v1/residents/3/files/9"),
        ("document", "/v1/residents/3/files/10"),
    ]
    assert [[(button.label, button.data) for button in row] for row in message.buttons] == [
        [("Prikaži 2 prilogi", "w:show_messages?t=42&m=5")],
        [("Odgovori", "w:write_on?t=42")],
    ]


def test_a_correction_says_so_and_nobody_is_support() -> None:
    message = render_push(
        Event.ticket_answered, ANSWER | {"corrected": "yes", "name": "", "files": "[]"}, load_texts(strict=True)["en"]
    )
    assert message.text.startswith("Support corrects an answer (no. 7):")
    assert message.attachments == ()


@pytest.mark.parametrize(
    ("language", "corrected", "head"),
    [
        ("sl", "no", "Sporočilo podjetja Komunala Zgled, zadeva št. 7 (Maja Kos):"),
        ("sl", "yes", "Popravljeno sporočilo podjetja Komunala Zgled, zadeva št. 7 (Maja Kos):"),
        ("en", "no", "A message from Komunala Zgled, matter no. 7 (Maja Kos):"),
    ],
)
def test_what_staff_begin_with_is_no_answer(language: str, corrected: str, head: str) -> None:
    values = ANSWER | {"first": "yes", "corrected": corrected}
    assert render_push(Event.ticket_answered, values, load_texts(strict=True)[language]).text.startswith(head)


def test_a_closed_matter_is_rated_by_one_tap() -> None:
    message = render_push(Event.ticket_closed, ANSWER, load_texts(strict=True)["sl"])
    stars, more = message.buttons
    assert [button.data for button in stars] == [f"w:rate_ticket?t=42&s={each}" for each in range(1, 6)]
    assert [(button.label, button.data) for button in more] == [("Piši naprej", "w:write_on?t=42")]
    assert "št. 7" in message.text


@pytest.mark.parametrize("step", ["opens", "3-days", "last-day", "later"])
def test_a_reminder_names_meter_deadline_and_last_value(step: str) -> None:
    message = render_push(Event.reading_reminder, REMINDER | {"step": step}, load_texts(strict=True)["sl"])
    assert message.title == "Komunala Zgled"
    for said in ("3. 12. 2026", "Hladna voda, števec 88213377", "1.821 m³", "27. 10. 2026"):
        assert said in message.text
    labels = {button.label: button.data for row in message.buttons for button in row}
    assert labels == {
        "Vnesi zdaj": "w:submit_reading?l=7&m=5",
        "Čez tri ure": "w:snooze_reminder?l=7",
        "Ne opominjaj več": "w:manage_reminders?set=off",
    }


@pytest.mark.parametrize("count", [1, 2, 3, 5])
@pytest.mark.parametrize("language", list(Language))
def test_with_several_meters_the_form_asks_which(language: Language, count: int) -> None:
    many = REMINDER | {"meters": json.dumps([METER] * count)}
    message = render_push(Event.reading_reminder, many, load_texts(strict=True)[language])
    assert message.text.count("88213377") == count
    assert (message.buttons[0][0].data == "w:submit_reading?l=7") is (count > 1)


@pytest.mark.parametrize("language", list(Language))
@pytest.mark.parametrize("event", list(Event))
def test_every_event_has_a_text(event: Event, language: Language) -> None:
    message = render_push(event, {"email": "janez@example.com"} | REMINDER | ANSWER, load_texts(strict=True)[language])
    assert len(message.text) > 20
    if event in {Event.mail_delayed, Event.mail_failed}:
        assert "janez@example.com" in message.text
