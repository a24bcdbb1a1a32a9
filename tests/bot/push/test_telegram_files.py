"""Answers of support with files, over real HTTP against the stand-in."""

from collections.abc import AsyncIterator
from dataclasses import dataclass, field

import pytest

from backend.contract import Problem
from backend.ledger.contract import Outcome
from bot.backend import BackendDown, BackendRefusal
from bot.dialogue.turn import Attachment, Button, FileKind, Message
from bot.push.telegram import TelegramDeliverer, limited_bot
from bot.push.telegram_files import FilesDeliverer
from tests.backend.attachments import samples
from tests.telegram_server.errors import bad, blocked, server_error, too_many
from tests.telegram_server.standin import StandIn
from tests.telegram_server.world import Chat


@dataclass
class Kept:
    """The backend's files by path."""

    files: dict[str, bytes] = field(default_factory=dict)
    down: bool = False

    async def __call__(self, source: str) -> bytes:
        if self.down:
            raise BackendDown("down")
        if source not in self.files:
            raise BackendRefusal(Problem(code="not_found", details={}))
        return self.files[source]

    def attachment(self, kind: FileKind, name: str, mime: str, data: bytes) -> Attachment:
        source = f"/v1/residents/1/files/{len(self.files) + 1}"
        self.files[source] = data
        return Attachment(kind, name, mime, source)

    def photo(self, name: str = "a.jpg") -> Attachment:
        return self.attachment("photo", name, "image/jpeg", samples.picture("JPEG"))


@pytest.fixture
async def telegram() -> AsyncIterator[StandIn]:
    async with StandIn() as telegram:
        yield telegram


@pytest.fixture
def kept() -> Kept:
    return Kept()


@pytest.fixture
async def deliver(telegram: StandIn, kept: Kept) -> AsyncIterator[FilesDeliverer]:
    async with limited_bot(telegram.token, telegram.base_url) as bot:
        yield FilesDeliverer(TelegramDeliverer(bot), kept)


@pytest.fixture
def ana(telegram: StandIn) -> Chat:
    chat = telegram.person()
    telegram.user_starts(chat)
    return chat


def answer(*attachments: Attachment) -> Message:
    return Message("<b>Tu so", title="Komunala", buttons=((Button("Odgovori", "w:x"),),), attachments=attachments)


async def test_words_first_then_pictures_as_an_album_and_the_rest(
    telegram: StandIn, kept: Kept, deliver: FilesDeliverer, ana: Chat
) -> None:
    pdf = kept.attachment("document", "račun <1>.pdf", "application/pdf", samples.PDF)
    voice = kept.attachment("voice", "glas.ogg", "audio/ogg", samples.OPUS)
    delivery = await deliver(str(ana.id), answer(kept.photo(), kept.photo("b.jpg"), pdf, voice))
    words, first, second, document, spoken = telegram.from_bot(ana)
    assert delivery.outcome is Outcome.sent
    assert delivery.external_id == str(words.id)
    assert (words.text, words.labels) == ("Komunala\n\n<b>Tu so", ["Odgovori"])
    assert first.content["media_group_id"] == second.content["media_group_id"]
    assert telegram.file(first) == samples.picture("JPEG")
    assert (document.content["document"]["file_name"], telegram.file(document)) == ("račun <1>.pdf", samples.PDF)
    assert telegram.file(spoken) == samples.OPUS
    assert "voice" in spoken.content


async def test_a_picture_that_telegram_refuses_goes_as_a_document(
    telegram: StandIn, kept: Kept, deliver: FilesDeliverer, ana: Chat
) -> None:
    wide = kept.attachment("photo", "tloris.png", "image/png", samples.picture("PNG", (3000, 30)))
    assert (await deliver(str(ana.id), answer(wide))).outcome is Outcome.sent
    assert "document" in telegram.from_bot(ana)[1].content


async def test_without_its_backend_nothing_is_said_yet(
    telegram: StandIn, kept: Kept, deliver: FilesDeliverer, ana: Chat
) -> None:
    message = answer(kept.photo())
    kept.down = True
    assert (await deliver(str(ana.id), message)).outcome is Outcome.retry
    assert telegram.from_bot(ana) == []
    kept.down = False
    kept.files.clear()  # gone for good: the words go alone
    assert (await deliver(str(ana.id), message)).outcome is Outcome.sent
    assert len(telegram.from_bot(ana)) == 1


@pytest.mark.filterwarnings("ignore:.*retry_after:DeprecationWarning")
@pytest.mark.parametrize(
    ("wrong", "outcome"),
    [(too_many(3), Outcome.retry), (server_error(), Outcome.retry), (bad("nonsense"), Outcome.failed)],
)
async def test_a_file_that_fails_is_not_called_sent(
    telegram: StandIn, kept: Kept, deliver: FilesDeliverer, ana: Chat, wrong: object, outcome: Outcome
) -> None:
    telegram.faults.plan(wrong, "sendPhoto")  # type: ignore[arg-type]
    assert (await deliver(str(ana.id), answer(kept.photo()))).outcome is outcome


async def test_who_blocked_the_bot_and_what_is_no_chat(
    telegram: StandIn, kept: Kept, deliver: FilesDeliverer, ana: Chat
) -> None:
    telegram.faults.plan(blocked(), "sendPhoto")
    assert (await deliver(str(ana.id), answer(kept.photo()))).outcome is Outcome.unreachable
    telegram.blocks(ana)
    assert (await deliver(str(ana.id), answer(kept.photo()))).outcome is Outcome.unreachable
    assert (await deliver("nobody", answer(kept.photo()))).outcome is Outcome.failed
