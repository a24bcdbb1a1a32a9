"""A reminder's whole way: planner, ``hisnik courier``, the Bot API server, ``hisnik bot`` that hears its buttons, the backend."""

from collections.abc import AsyncIterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

import httpx
import pytest
from fastapi import FastAPI

from backend.database import Sessions
from backend.local_time import LJUBLJANA
from backend.reminders.planning import plan_all
from tests.backend.at_home import AtHome, at_home
from tests.backend.reminders.audience import Row, ledger
from tests.bot.push.test_crash import served, until
from tests.command import Command
from tests.conftest import SERVICE_TOKEN, MovableClock
from tests.telegram_server.standin import StandIn
from tests.telegram_server.world import Chat, Posted

LATER, STOP, ENTER = "Čez tri ure", "Ne opominjaj več", "Vnesi zdaj"
LAST_DAY = datetime(2026, 12, 3, 9, 0, tzinfo=LJUBLJANA)


@dataclass(frozen=True, slots=True)
class Scene:
    """A resident of Komunala, whose window is 25 November to 3 December, in a chat of Telegram. It is the 27th, 10.00."""

    telegram: StandIn
    chat: Chat
    home: AtHome
    sessions: Sessions
    clock: MovableClock

    async def plan(self) -> None:
        """The job's run."""
        await plan_all(self.sessions, self.clock.now)

    async def states(self) -> list[str]:
        """Of each reminder, when the courier has reported."""
        await until(lambda found: not found["sending"], self.sessions)
        return [row.state for row in await ledger(self.sessions)]

    async def planned(self) -> list[Row]:
        return await ledger(self.sessions, "planned")

    async def reminded(self, count: int = 1) -> Posted:
        """The ``count``-th message with a reminder's buttons, when it is there."""

        def all_of_them() -> list[Posted]:
            return [message for message in self.telegram.from_bot(self.chat) if LATER in message.labels]

        await self.telegram.until(lambda: len(all_of_them()) >= count)
        return all_of_them()[count - 1]

    async def presses(self, message: Posted, label: str) -> str:
        """What the bot says to it."""
        before = len(self.telegram.from_bot(self.chat))
        self.telegram.user_presses(message, label)
        return (await self.telegram.until_answered(self.chat, before + 1))[-1].text


@pytest.fixture
async def scene(
    backend_app: FastAPI,
    http: httpx.AsyncClient,
    sessions: Sessions,
    clock: MovableClock,
    database_url: str,
    data_dir: Path,
) -> AsyncIterator[Scene]:
    """Courier and bot (polling) as processes; the backend at the test's clock."""
    async with StandIn() as telegram, served(backend_app) as url:
        chat = telegram.person()
        chat.started = True
        home = await at_home(http, sessions, telegram=chat.id)
        hisnik = Command(
            {
                "TELEGRAM_TOKEN": telegram.token,
                "TELEGRAM_API_BASE": telegram.base_url,
                "BACKEND_URL": url,
                "DATABASE_URL": database_url,
                "DATA_DIR": str(data_dir),
                "SERVICE_TOKEN": SERVICE_TOKEN,
                "SECRET_KEY": "k",
            }
        )
        async with (
            hisnik.serving("courier", "--port", "0") as courier,
            hisnik.serving("bot", "--no-courier", "--port", "0") as bot,
        ):
            yield Scene(telegram, chat, home, sessions, clock)
    for part in (courier, bot):
        assert part.status == 0, part.errors
        assert "Traceback" not in part.errors


async def test_later_then_never_again(scene: Scene) -> None:
    await scene.plan()
    message = await scene.reminded()
    assert message.labels == [ENTER, LATER, STOP]
    for said in ("88213377", "3. 12.", "1.821"):
        assert said in message.text
    assert "13.00" in await scene.presses(message, LATER)
    (row,) = await scene.planned()
    assert row.step.startswith("later")
    assert timedelta(hours=2, minutes=55) < row.after <= timedelta(hours=3)
    assert "izklopljeni" in await scene.presses(message, STOP)
    settings = (await scene.home.http.get(f"/v1/residents/{scene.home.resident}/reminders")).json()
    assert settings["readings"] is False
    scene.clock.now = LAST_DAY
    await scene.plan()
    assert await scene.states() == ["sent", "dropped"]


async def test_a_reading_handed_in_stops_the_next_step(scene: Scene) -> None:
    await scene.plan()
    message = await scene.reminded()
    assert "88213377" in await scene.presses(message, ENTER)
    before = len(scene.telegram.from_bot(scene.chat))
    scene.telegram.user_says(scene.chat, "1834")
    await scene.telegram.until_answered(scene.chat, before + 1)
    question = scene.telegram.with_button(scene.chat, "Da, shrani")
    assert "shranjen" in await scene.presses(question, "Da, shrani")
    scene.clock.now = LAST_DAY
    await scene.plan()
    assert await scene.states() == ["sent"]
