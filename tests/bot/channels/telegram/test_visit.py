"""Whole visits in Telegram on real parts: stand-in, channel, inbox, engine, interpreter, backend, database."""

import re
from collections.abc import Callable
from contextlib import AbstractAsyncContextManager

import pytest
from sqlalchemy import select

from backend.database import Sessions
from backend.ledger.models import OutgoingMessage
from tests.bot.channels.telegram.conftest import Real
from tests.bot.channels.telegram.visit import Visit, said
from tests.bot.channels.telegram.world import World, by_webhook, polling


async def code(sessions: Sessions) -> str:
    """The six digits of the newest mail."""
    async with sessions() as session:
        mails = select(OutgoingMessage).where(OutgoingMessage.kind == "mail").order_by(OutgoingMessage.id.desc())
        mail = (await session.execute(mails)).scalars().first()
    assert mail is not None
    found = re.search(r"\b\d{6}\b", mail.content["text"])
    assert found is not None
    return found.group()


@pytest.mark.parametrize("serve", [polling, by_webhook])
async def test_a_whole_visit(
    real: Real, sessions: Sessions, serve: Callable[[World], AbstractAsyncContextManager[World]]
) -> None:
    telegram = real.world.telegram
    janez = telegram.person("Janez <b>&")
    visit = Visit(telegram, janez, real.desk)
    async with serve(real.world):
        assert "robot" in said(await visit.says("/start komunala"))
        await visit.presses("Poveži račun")
        await visit.says("123456")
        assert "123456" in said(await visit.says("202600876"))
        (secret,) = (m for m in janez.messages.values() if m.text == "202600876" and not m.sender.is_bot)
        assert secret.deleted
        await visit.says("janez.novak@example.si")
        assert "potrjen" in said(await visit.says(await code(sessions)))
        assert "zabeleženo" in said(await visit.presses("Strinjam se"))
        await visit.presses("Ne, hvala")
        assert "13 m³" in said(await visit.says("stanje 1834"))
        assert "1.834" in said(await visit.presses("Da, shrani"))
        assert "Hladna voda" in said(await visit.says("poraba za zadnje leto"))
        assert "SI56" in said(await visit.says("zadnji račun"))
    chart, invoice = (m for m in telegram.from_bot(janez) if m.file_id is not None)
    assert telegram.file(chart).startswith(b"\x89PNG")
    assert telegram.file(invoice).startswith(b"%PDF")
    assert janez.actions == ["upload_photo", "upload_document"]
