"""``hisnik staff check`` against the stand-in: what it says of a group that is as it should be, and of each that is not."""

import asyncio
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import pytest

from backend.database import Sessions
from bot.assembly.keys import keyring
from bot.assembly.staff_groups import check
from tests.command import Command
from tests.support.house import gives_group
from tests.telegram_server.standin import StandIn

GOOD: dict[str, Any] = {"forum": True, "bot_status": "administrator"}


@pytest.fixture
async def telegram() -> AsyncIterator[StandIn]:
    async with StandIn() as telegram:
        yield telegram


@pytest.fixture
def settings(telegram: StandIn, database_url: str, data_dir: Path) -> dict[str, str]:
    return {
        "DATABASE_URL": database_url,
        "DATA_DIR": str(data_dir),
        "TELEGRAM_TOKEN": telegram.token,
        "TELEGRAM_API_BASE": telegram.base_url,
    }


@pytest.mark.parametrize(
    ("group", "said", "fine"),
    [
        (GOOD, ["as it should be"], True),
        (GOOD | {"forum": False}, ["turn on Topics in its settings"], False),
        (GOOD | {"bot_status": "member"}, ["make the bot an administrator"], False),
        (GOOD | {"lacking": ["can_manage_topics"]}, ["the right Manage Topics"], False),
        (GOOD | {"lacking": ["can_pin_messages", "can_delete_messages"]}, ["Pin Messages", "Delete Messages"], True),
        (GOOD | {"bot_status": "kicked"}, ["the bot is not in the group"], False),
    ],
)
async def test_what_to_grant(
    telegram: StandIn, settings: dict[str, str], sessions: Sessions, group: dict[str, Any], said: list[str], fine: bool
) -> None:
    chat = telegram.group("Podpora", telegram.person("Maja"), **group)
    await gives_group(sessions, chat)
    lines, works = await check(keyring(settings))
    assert works is fine
    assert lines[0].startswith(f"komunala ({chat.id}):")
    assert len(lines) == (1 if group == GOOD else 1 + len(said))
    assert all(part in line for part, line in zip(said, lines if group == GOOD else lines[1:], strict=True))
    assert telegram.called("sendMessage") == []  # it asks, and says nothing in the group


async def test_without_a_group_or_a_token(telegram: StandIn, settings: dict[str, str]) -> None:
    [none] = (await check(keyring(settings)))[0]
    assert "hisnik staff group --provider" in none
    lines, works = await check(keyring({name: value for name, value in settings.items() if "TELEGRAM" not in name}))
    assert (lines, works) == (["TELEGRAM_TOKEN is not set: no staff group is served."], False)


async def test_the_command_ends_with_one_where_something_lacks(
    telegram: StandIn, settings: dict[str, str], sessions: Sessions
) -> None:
    await gives_group(sessions, telegram.group("Podpora", forum=True, bot_status="member"))
    done = await asyncio.to_thread(Command(settings).run, "staff", "check")
    assert (done.returncode, done.stderr) == (1, "")
    assert "make the bot an administrator" in done.stdout
    assert telegram.token not in done.stdout
