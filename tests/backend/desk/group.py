"""A staff group, and what the bot tells the backend of it."""

from dataclasses import dataclass
from typing import Any

import httpx
from sqlalchemy import update

from backend.database import Sessions, transaction
from backend.providers.models import Provider
from tests.backend.tickets.opening import key

GROUP = -1001234567890


async def give_group(sessions: Sessions, slug: str = "komunala", group: int = GROUP) -> None:
    """The provider's staff meet there."""
    async with transaction(sessions) as session:
        await session.execute(update(Provider).where(Provider.slug == slug).values(staff_group_id=group))


@dataclass(frozen=True, slots=True)
class Desk:
    """What the bot tells the backend of the group."""

    http: httpx.AsyncClient
    group: int = GROUP

    async def topic(self, ticket: int, thread: int = 77, owner: str = "bot") -> dict[str, Any]:
        """Makes the ticket's topic."""
        path = f"/v1/desk/tickets/{ticket}/topic"
        view: dict[str, Any] = (await self.http.post(f"{path}/claims", json={"owner": owner}, headers=key())).json()
        if view["state"] == "make":
            told = {"owner": owner, "thread_id": thread}
            assert (await self.http.put(path, json=told, headers=key())).status_code == 200
        return view

    async def says(self, text: str, message: int = 900, thread: int = 77, **more: object) -> httpx.Response:
        """Maja, who has no account, writes in the topic."""
        person = {"telegram_id": 5, "name": "Maja"}
        body = {"thread_id": thread, "message_id": message, "person": person, "text": text} | more
        return await self.http.post(f"/v1/desk/groups/{self.group}/messages", json=body, headers=key())

    async def orders(self, act: str, value: str = "", message: int = 950, thread: int = 77) -> httpx.Response:
        """Maja gives an order."""
        person = {"telegram_id": 5, "name": "Maja"}
        body = {"thread_id": thread, "message_id": message, "person": person, "act": act, "value": value}
        return await self.http.post(f"/v1/desk/groups/{self.group}/orders", json=body, headers=key())

    async def post(self, message: int, kind: str = "message") -> dict[str, Any]:
        """How it is to stand in the topic."""
        view: dict[str, Any] = (await self.http.get(f"/v1/desk/messages/{message}/posts/{kind}")).json()
        return view
