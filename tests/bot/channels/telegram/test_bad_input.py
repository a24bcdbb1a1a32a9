"""Whatever is sent in Telegram gets one friendly answer in the resident's language, and never an error."""

import pytest

from tests.bot.channels.telegram.conftest import Real
from tests.bot.channels.telegram.visit import Visit, said
from tests.bot.channels.telegram.world import polling

TEXTS = [
    "/neznan",
    "?",
    "👍👍",
    "a" * 5000,
    "stanje " * 700,
    "<b>krepko</b> *_`",
    "مرحبا",
    "١٨٣٤",
    "\u202e4381",
    "\u200b",
]
KINDS = ["photo", "voice", "audio", "video", "document", "sticker", "location", "contact", "dice"]


@pytest.mark.parametrize(("language", "greeting", "broken"), [("sl", "Pozdravljeni", "narobe"), ("de", "I", "wrong")])
async def test_any_input_is_answered(real: Real, language: str, greeting: str, broken: str) -> None:
    telegram = real.world.telegram
    chat = telegram.person("<b>Ana</b> & \u202e[x](y)", language_code=language)
    visit = Visit(telegram, chat, real.desk)
    async with polling(real.world):
        assert greeting in said(await visit.says("/start"))
        answers = [said(await visit.says(text)) for text in TEXTS]
        for kind in KINDS:
            answers.append(said(await visit.does(lambda k=kind: telegram.user_sends_kind(chat, k))))  # type: ignore[misc]
        forwarded = {"text": "👍", "forward_origin": {"type": "hidden_user", "sender_user_name": "<i>", "date": 1}}
        answers.append(said(await visit.does(lambda: telegram.user_sends(chat, forwarded))))
        for data in ("", "w:nonsense", "a:1:value:1834", "č" * 32):
            answers.append(said(await visit.presses_data(data)))
    for answer in answers:
        assert answer.strip()
        assert broken not in answer
