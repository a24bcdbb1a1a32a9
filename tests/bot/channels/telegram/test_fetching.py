"""Files fetched over real HTTP from the stand-in: when it falters, when they are gone, when they are too big."""

import logging
from collections.abc import AsyncIterator

import pytest

from bot.backend import BackendDown
from bot.channels.telegram.fetching import TelegramFiles
from bot.dialogue.receiving import FileNotFetched
from tests.bot.channels.telegram.world import PNG, World, world
from tests.telegram_server.errors import ApiError, bad, server_error, too_many
from tests.telegram_server.faults import Break
from tests.telegram_server.server import DOWNLOAD


@pytest.fixture
async def made() -> AsyncIterator[World]:
    async with world() as made:
        yield made


def sent(made: World, data: bytes = PNG, name: str = "števec na zidu.png") -> str:
    message = made.telegram.user_sends_kind(made.telegram.person(), "document", name=name, data=data)
    assert message.file_id is not None
    return message.file_id


def files(made: World) -> TelegramFiles:
    return TelegramFiles(made.channel.calls)


async def test_the_bytes_arrive_whole(made: World) -> None:
    data = bytes(range(256)) * 12_000
    assert await files(made)(sent(made, data)) == data
    assert await files(made)(sent(made)) == PNG


@pytest.mark.parametrize("wrong", [too_many(3), server_error(), Break.drop_before, Break.drop_after])
async def test_asking_where_it_lies_is_tried_again(made: World, wrong: object) -> None:
    made.telegram.faults.plan(wrong, "getFile")  # type: ignore[arg-type]
    assert await files(made)(sent(made)) == PNG
    assert made.pauses == [3.0 if wrong == too_many(3) else 0.5]


@pytest.mark.parametrize("wrong", [server_error(), too_many(1), Break.drop_before])
async def test_a_download_that_fails_or_breaks_off_is_tried_again(made: World, wrong: object) -> None:
    made.telegram.faults.plan(wrong, DOWNLOAD, times=2)  # type: ignore[arg-type]
    assert await files(made)(sent(made)) == PNG
    assert made.pauses == [0.5, 1.0]


async def test_a_file_too_big_and_one_that_is_gone_say_so(made: World) -> None:
    reference = sent(made)
    made.telegram.world.download_bytes = 10
    with pytest.raises(FileNotFetched) as big:
        await files(made)(reference)
    assert (big.value.code, big.value.details) == ("file_too_big", {"megabytes": 20})
    for forged in ("nonsense", "", "../../etc/passwd"):
        with pytest.raises(FileNotFetched) as gone:
            await files(made)(forged)
        assert gone.value.code == "file_gone"
    made.telegram.world.download_bytes = 20 * 1024 * 1024
    made.telegram.faults.plan(bad("wrong file_id or the file is temporarily unavailable"), "getFile")
    made.telegram.faults.plan(ApiError(404, "Not Found"), DOWNLOAD)
    for _ in range(2):
        with pytest.raises(FileNotFetched):
            await files(made)(reference)
    assert made.pauses == []


async def test_a_server_of_ones_own_that_gives_more_is_not_held_whole(made: World) -> None:
    made.telegram.world.download_bytes = 10**9
    with pytest.raises(FileNotFetched, match="file_too_big"):
        await files(made)(sent(made, bytes(21 * 1024 * 1024)))


@pytest.mark.parametrize("method", ["getFile", DOWNLOAD])
async def test_a_telegram_that_stays_away_lets_the_turn_wait_and_tells_no_token(
    made: World, method: str, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    made.telegram.faults.plan(server_error(), method, times=100)
    with pytest.raises(BackendDown) as down:
        await files(made)(sent(made))
    assert len(made.pauses) == 4
    ours = [record.getMessage() for record in caplog.records if record.name != "aiohttp.access"]  # the stand-in's own
    seen = "".join(ours) + str(down.value) + repr(down.value.__context__)
    assert made.telegram.token not in seen
