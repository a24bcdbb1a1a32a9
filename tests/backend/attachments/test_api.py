"""Files over the contract: taken in once, given to whom they belong, gone when nothing needs them."""

import io
from collections.abc import AsyncIterator
from datetime import timedelta

import httpx
import pytest
from PIL import Image
from sqlalchemy import func, select

from backend.attachments import service
from backend.attachments.contract import LARGEST_FILE
from backend.attachments.desk import Files
from backend.attachments.models import StoredFile
from backend.attachments.store import FileGone, FolderStore
from backend.database import Sessions, transaction
from backend.parts import Parts
from backend.providers.models import Provider
from backend.residents.models import Chat
from backend.tickets.models import Ticket, TicketFile, TicketMessage
from tests.backend.attachments import samples
from tests.backend.people import Person, meet
from tests.conftest import DEMO_NOW, MovableClock


@pytest.fixture
async def ana(http: httpx.AsyncClient) -> Person:
    return await meet(http, chat="ana")


@pytest.fixture
async def bor(http: httpx.AsyncClient) -> Person:
    return await meet(http, chat="bor")


async def send(
    http: httpx.AsyncClient, person: Person, data: bytes, name: str = "a.jpg", key: str = "1"
) -> httpx.Response:
    path, headers = f"/v1/residents/{person.id}/files", {"Idempotency-Key": f"{person.id} {key}"}
    return await http.post(path, params={"name": name, "claimed": "image/png"}, content=data, headers=headers)


async def fetch(http: httpx.AsyncClient, person: Person, file_id: int) -> httpx.Response:
    return await http.get(f"/v1/residents/{person.id}/files/{file_id}")


async def rows(sessions: Sessions) -> int:
    async with sessions() as session:
        return await session.scalar(select(func.count()).select_from(StoredFile)) or 0


async def stored(parts: Parts, days: int = 0) -> list[str]:
    return await parts.files.store.keys(f"{DEMO_NOW - timedelta(days=days):%Y-%m-%d}")


async def tell(sessions: Sessions, to: Person, file_id: int, *, internal: bool = False) -> None:
    """Staff's message in a ticket of this resident, with a file."""
    async with transaction(sessions) as session:
        provider = await session.scalar(select(Provider.id).limit(1))
        chat = await session.scalar(select(Chat.id).where(Chat.resident_id == to.id))
        numbers = {"provider_id": provider, "number": file_id * 2 + internal, "resident_id": to.id, "chat_id": chat}
        about = {"topic": "other", "state": "open", "reply_token": f"t{file_id}{internal}", "away_said": False}
        ticket = Ticket(**numbers, **about, opened_at=DEMO_NOW, changed_at=DEMO_NOW)
        session.add(ticket)
        await session.flush()
        message = TicketMessage(
            ticket_id=ticket.id, author="staff", internal=internal, via="console", body="", created_at=DEMO_NOW
        )
        session.add(message)
        await session.flush()
        session.add(TicketFile(message_id=message.id, file_id=file_id, position=0))


async def test_a_photo_comes_in_and_goes_out(http: httpx.AsyncClient, ana: Person) -> None:
    answer = await send(http, ana, samples.picture("JPEG", orientation=6), "števec.exe")
    assert answer.status_code == 200, answer.text
    view = answer.json()
    assert (view["kind"], view["name"], view["mime"]) == ("photo", "števec.jpg", "image/jpeg")
    got = await fetch(http, ana, view["id"])
    assert len(got.content) == view["size"]
    assert Image.open(io.BytesIO(got.content)).size == (20, 40)
    assert samples.SECRET.encode() not in got.content
    assert got.headers["content-type"] == "image/jpeg"
    assert got.headers["x-content-type-options"] == "nosniff"
    assert got.headers["content-disposition"].startswith('attachment; filename="_tevec.jpg"')
    assert "no-store" in got.headers["cache-control"]


async def test_sent_again_it_is_kept_once(http: httpx.AsyncClient, ana: Person, parts: Parts) -> None:
    data = samples.picture("PNG")
    first, again = await send(http, ana, data), await send(http, ana, data)
    assert first.json() == again.json()
    assert await rows(parts.sessions) == len(await stored(parts)) == 1
    # two files that are no text differ, though both are unreadable as one
    other = await send(http, ana, samples.picture("PNG", (41, 20)))
    assert (other.status_code, other.json()["code"]) == (409, "idempotency_key_reused")
    assert (await send(http, ana, data, key="2")).json()["id"] != first.json()["id"]
    assert (await rows(parts.sessions), len(await stored(parts))) == (2, 3), "what got no row waits for the sweep"


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", "file_empty"),
        (b"<script>", "file_type_refused"),
        (samples.PDF[:40], "file_broken"),
        (samples.BOMB, "file_broken"),
        (samples.PDF + bytes(LARGEST_FILE), "file_too_big"),
    ],
    ids=["empty", "script", "cut", "bomb", "big"],
)
async def test_what_is_refused_leaves_nothing(
    http: httpx.AsyncClient, ana: Person, parts: Parts, data: bytes, code: str
) -> None:
    answer = await send(http, ana, data)
    assert (answer.status_code, answer.json()["code"]) == (422, code)
    assert await rows(parts.sessions) == len(await stored(parts)) == 0
    assert (await send(http, ana, samples.PDF)).status_code == 200, "the key is free"


async def test_a_long_body_is_refused_before_it_is_read(http: httpx.AsyncClient, ana: Person) -> None:
    read = 0

    async def endless() -> AsyncIterator[bytes]:
        nonlocal read
        while True:
            read += 1
            yield bytes(1024 * 1024)

    path, headers = f"/v1/residents/{ana.id}/files", {"Idempotency-Key": "1"}
    answer = await http.post(path, content=endless(), headers=headers)
    assert answer.json() == {"code": "file_too_big", "details": {"megabytes": 20}}
    assert read <= 22
    answer = await http.post(path, content=b"a", headers=headers | {"Content-Length": "9" * 30})
    assert answer.json()["code"] == "file_too_big"


async def test_a_resident_that_is_not_there(http: httpx.AsyncClient, ana: Person, parts: Parts) -> None:
    path, headers = f"/v1/residents/{ana.id + 1000}/files", {"Idempotency-Key": "1"}
    answer = await http.post(path, content=samples.PDF, headers=headers)
    assert (answer.status_code, answer.json()["code"]) == (404, "resident_unknown")
    assert await stored(parts) == []


async def test_there_is_a_limit_a_day(
    http: httpx.AsyncClient,
    ana: Person,
    bor: Person,
    parts: Parts,
    clock: MovableClock,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(service, "FILES_A_DAY", 3)
    codes = [(await send(http, ana, samples.PDF, key=str(number))).status_code for number in range(5)]
    assert codes == [200, 200, 200, 429, 429]
    assert len(await stored(parts)) == 3
    assert (await send(http, bor, samples.PDF)).status_code == 200
    clock.forward(timedelta(hours=25))
    assert (await send(http, ana, samples.PDF, key="next day")).status_code == 200


async def test_a_file_is_its_residents_alone(
    http: httpx.AsyncClient, sessions: Sessions, ana: Person, bor: Person
) -> None:
    anas = (await send(http, ana, samples.PDF)).json()["id"]
    assert (await fetch(http, bor, anas)).json()["code"] == "not_found"
    assert (await fetch(http, ana, anas + 1000)).status_code == 404
    await tell(sessions, bor, anas, internal=True)
    assert (await fetch(http, bor, anas)).status_code == 404, "a note is not for the resident"
    await tell(sessions, bor, anas)
    assert (await fetch(http, bor, anas)).content == samples.PDF


async def test_bytes_that_are_gone(http: httpx.AsyncClient, ana: Person, parts: Parts) -> None:
    sent = (await send(http, ana, samples.PDF)).json()["id"]
    for key in await stored(parts):
        await parts.files.store.delete(key)
    assert (await fetch(http, ana, sent)).status_code == 404


async def test_the_sweep(
    http: httpx.AsyncClient, sessions: Sessions, ana: Person, parts: Parts, clock: MovableClock
) -> None:
    used = (await send(http, ana, samples.PDF, key="used")).json()["id"]
    await tell(sessions, ana, used)
    idle = (await send(http, ana, samples.PDF, key="idle")).json()["id"]
    await service.hold_file(parts.files, samples.PDF, "a.pdf", seed="killed before its row", now=clock.now)
    assert len(await stored(parts)) == 3
    assert await service.sweep(sessions, parts.files, clock.now) == 0
    clock.forward(timedelta(hours=25))
    assert await service.sweep(sessions, parts.files, clock.now) == 1
    assert [(await fetch(http, ana, each)).status_code for each in (used, idle)] == [200, 404]
    clock.forward(timedelta(hours=25))
    assert await service.sweep(sessions, parts.files, clock.now) == 1
    assert await service.sweep(sessions, parts.files, clock.now) == 0
    assert len(await stored(parts)) == 1
    assert (await fetch(http, ana, used)).content == samples.PDF


class Failing(FolderStore):
    """Deletes nothing once."""

    broken = True

    async def delete(self, key: str) -> None:
        if self.broken:
            raise OSError("no network")
        await super().delete(key)


async def test_a_store_that_fails_is_swept_later(
    http: httpx.AsyncClient, sessions: Sessions, ana: Person, parts: Parts, clock: MovableClock
) -> None:
    await send(http, ana, samples.PDF)
    (key,) = await stored(parts)
    store = Failing(parts.files.store._folder)  # type: ignore[attr-defined]
    clock.forward(timedelta(hours=25))
    with pytest.raises(OSError, match="no network"):
        await service.sweep(sessions, Files(store), clock.now)
    store.broken = False
    clock.forward(timedelta(hours=25))
    assert await service.sweep(sessions, Files(store), clock.now) == 1
    with pytest.raises(FileGone):
        await store.get(key)


async def test_staffs_and_mailed_files(sessions: Sessions, parts: Parts) -> None:
    async with transaction(sessions) as session:
        row = await service.store_file(session, parts.files, samples.PDF, "a.pdf", seed="mail 1", now=DEMO_NOW)
    assert service.file_view(row).name == "a.pdf"
    assert (row.resident_id, row.staff_id) == (None, None)
