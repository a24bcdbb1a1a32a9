"""Whatever the backend has to tell, the bot has words for."""

import pytest

from backend.contract import Language
from backend.ledger.contract import Event
from bot.dialogue.pushes import render_push
from bot.dialogue.texts import load_texts


@pytest.mark.parametrize("language", list(Language))
@pytest.mark.parametrize("event", list(Event))
def test_every_event_has_a_text(event: Event, language: Language) -> None:
    message = render_push(event, {"email": "janez@example.com"}, load_texts(strict=True)[language])
    assert len(message.text) > 20
    if event is not Event.email_confirmed:
        assert "janez@example.com" in message.text
