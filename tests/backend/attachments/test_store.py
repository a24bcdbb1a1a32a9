"""The folder and S3 keep the same promises."""

import asyncio
import os
import stat
import uuid
from pathlib import Path

import pytest

from backend.attachments.store import FileGone, FolderStore, S3Store, Store, make_store

DAY = "2026-11-21"


def key(day: str = DAY) -> str:
    return f"{day}/{uuid.uuid4().hex}"


@pytest.fixture(params=["folder", "s3"])
def store(request: pytest.FixtureRequest, tmp_path: Path) -> Store:
    if request.param == "folder":
        return make_store(None, tmp_path)
    address = request.getfixturevalue("s3_address")
    return make_store(f"s3://key:secret@hisnik/{uuid.uuid4().hex}?endpoint={address}&region=eu", tmp_path)


async def test_what_was_put_can_be_had(store: Store) -> None:
    one, other = key(), key()
    data = os.urandom(300_000)
    await store.put(one, data)
    await store.put(other, b"")
    assert (await store.get(one), await store.get(other)) == (data, b"")
    await store.put(one, b"again")
    assert await store.get(one) == b"again"


async def test_what_was_deleted_is_gone(store: Store) -> None:
    one = key()
    await store.put(one, b"a")
    for _ in range(2):
        await store.delete(one)
    with pytest.raises(FileGone):
        await store.get(one)


async def test_keys_of_a_day(store: Store) -> None:
    today, tomorrow = [key() for _ in range(3)], key("2026-11-22")
    for one in (*today, tomorrow):
        await store.put(one, b"a")
    assert await store.keys(DAY) == sorted(today)
    assert await store.keys("2026-11-20") == []


async def test_many_at_once(store: Store) -> None:
    keys = [key() for _ in range(30)]
    async with asyncio.TaskGroup() as group:
        for number, one in enumerate(keys):
            group.create_task(store.put(one, b"%d" % number))
    assert [await store.get(one) for one in keys] == [b"%d" % number for number in range(30)]


@pytest.mark.parametrize("bad", ["../secret", f"{DAY}/../../x", "/etc/passwd", f"{DAY}/ab", f"{DAY}/" + "g" * 20, ""])
async def test_nothing_else_is_a_key(store: Store, bad: str) -> None:
    for call in (store.put(bad, b"a"), store.get(bad), store.delete(bad)):
        with pytest.raises(ValueError, match="not a key"):
            await call


async def test_the_folder_is_the_owners_alone_and_holds_no_stumps(tmp_path: Path) -> None:
    store = FolderStore(tmp_path / "files")
    one = key()
    await store.put(one, b"a")
    (tmp_path / "files" / DAY / ".new-killed").write_bytes(b"half")
    assert await store.keys(DAY) == [one]
    path = tmp_path / "files" / one
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert stat.S_IMODE(path.parent.stat().st_mode) == 0o700


async def test_a_full_disk_leaves_nothing(tmp_path: Path) -> None:
    (tmp_path / "files").write_text("no folder")
    with pytest.raises((FileExistsError, NotADirectoryError)):
        await FolderStore(tmp_path / "files").put(key(), b"a")
    assert (tmp_path / "files").read_text() == "no folder"


async def test_s3_that_is_not_there_is_an_error_in_time(tmp_path: Path) -> None:
    from obstore.exceptions import BaseError

    store = make_store("s3://key:secret@hisnik?endpoint=http://127.0.0.1:9", tmp_path)
    async with asyncio.timeout(20):
        with pytest.raises(BaseError):
            await store.put(key(), b"a")


def test_addresses(tmp_path: Path) -> None:
    assert isinstance(make_store(f"file://{tmp_path}", tmp_path), FolderStore)
    assert isinstance(make_store("s3://hisnik/files", tmp_path), S3Store)
    for wrong in ("files", "http://a/b", "s3://", "file://host/a", "s3://a?endpont=b"):
        with pytest.raises(ValueError, match="FILES_URL"):
            make_store(wrong, tmp_path)
