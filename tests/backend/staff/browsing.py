"""A member of staff before the console, without a screen: forms are filled and sent as a browser does."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from html import unescape

import httpx
import pyotp
from argon2 import PasswordHasher
from fastapi import FastAPI
from sqlalchemy import select

from backend.app import create_app
from backend.database import Sessions, transaction
from backend.parts import Parts
from backend.providers.models import Provider
from backend.staff import service, totp
from backend.staff.models import StaffMember
from backend.staff.passwords import Passwords
from tests.conftest import MovableClock
from tests.database import SECRET_KEY

ORIGIN = "http://127.0.0.1:8080"
PASSWORD = "pravilno konj baterija"
TOTP = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"
QUICK = PasswordHasher(time_cost=1, memory_cost=64, parallelism=1)
"""Weak on purpose: tests log in often. Real parameters are tried in test_passwords."""


@dataclass(slots=True)
class Browser:
    """One browser with its cookies. ``page``: the last answer."""

    http: httpx.AsyncClient
    clock: MovableClock
    page: httpx.Response

    async def open(self, path: str) -> httpx.Response:
        self.page = await self.http.get(path)
        return self.page

    async def send(self, path: str, **fields: str) -> httpx.Response:
        """Posts a form of the last page, with its hidden token unless ``csrf`` is given."""
        form = {"csrf": self.csrf} | fields
        self.page = await self.http.post(path, data=form, headers={"Origin": ORIGIN})
        return self.page

    async def fill(
        self, path: str, files: Sequence[tuple[str, bytes]] = (), **fields: str | list[str]
    ) -> httpx.Response:
        """As ``send``, with files, and with what else is hidden in the page's form for ``path``."""
        form = self.page.text.partition(f'action="{path}"')[2].partition("</form>")[0]
        hidden = dict(re.findall(r'type="hidden" name="(\w+)" value="([^"]*)"', form))
        attached = [("files", (name, data, "application/octet-stream")) for name, data in files]
        values = hidden | fields
        headers = {"Origin": ORIGIN}
        self.page = await self.http.post(path, data=values, files=attached or None, headers=headers)
        return self.page

    @property
    def csrf(self) -> str:
        found = re.search(r'name="csrf" value="([^"]+)"', self.page.text)
        return unescape(found[1]) if found else ""

    @property
    def cookie(self) -> str | None:
        return self.http.cookies.get("hisnik-staff")

    async def give_password(self, email: str, password: str = PASSWORD, way: str = "/staff") -> httpx.Response:
        await self.open("/staff/login")
        return await self.send("/staff/login", email=email, password=password, next=way)

    async def give_code(self, code: str | None = None) -> httpx.Response:
        await self.open("/staff/second-factor")
        return await self.send("/staff/second-factor", code=code or self.code)

    @property
    def code(self) -> str:
        return pyotp.TOTP(TOTP).at(self.clock())

    async def log_in(self, email: str) -> None:
        assert (await self.give_password(email)).headers["location"] == "/staff/second-factor"
        assert (await self.give_code()).headers["location"] == "/staff"
        assert (await self.open("/staff")).status_code == 200


def browser(parts: Parts, clock: MovableClock, public_url: str = ORIGIN, address: str = "10.0.0.1") -> Browser:
    """A fresh one, before the real app."""
    settings = parts.settings.model_copy(update={"public_url": public_url})
    app: FastAPI = create_app(replace(parts, settings=settings, passwords=Passwords(QUICK)))
    transport = httpx.ASGITransport(app, client=(address, 1))
    http = httpx.AsyncClient(transport=transport, base_url=public_url)
    return Browser(http, clock, httpx.Response(200))


async def employ(
    sessions: Sessions, clock: MovableClock, email: str, provider: str = "komunala", name: str = "Ana Zgled"
) -> int:
    """Someone with ``PASSWORD`` and ``TOTP``; their id."""
    async with transaction(sessions) as session:
        provider_id = await session.scalar(select(Provider.id).where(Provider.slug == provider))
        assert provider_id is not None
        member = await service.add(
            session, provider_id, name=name, email=email, password_hash=QUICK.hash(PASSWORD), now=clock()
        )
        member.totp_secret = totp.seal_of(SECRET_KEY, member.id).close(TOTP)
        return member.id


async def member_of(sessions: Sessions, staff_id: int) -> StaffMember:
    """As it stands in the database now."""
    async with sessions() as session:
        member = await session.get(StaffMember, staff_id)
        assert member is not None
        return member
