"""A resident on the way to their data, as the bot leads them there."""

import re
from dataclasses import dataclass
from itertools import count

import httpx

_numbers = count(1)


@dataclass(frozen=True, slots=True)
class Person:
    """A resident met in a chat."""

    http: httpx.AsyncClient
    id: int
    chat_id: int

    async def post(self, path: str, body: object, key: str | None = None) -> httpx.Response:
        """A write below ``/v1/residents/{id}``."""
        headers = {"Idempotency-Key": key or f"test-{next(_numbers)}"}
        return await self.http.post(f"/v1/residents/{self.id}/{path}", json=body, headers=headers)

    async def link(
        self, code: str = "123456", secret: str | None = "202600876", provider: str = "komunala"
    ) -> httpx.Response:
        body = {"chat_id": self.chat_id, "provider": provider, "payer_code": code, "secret": secret}
        return await self.post("links", body)

    async def send_mail(self, email: str) -> httpx.Response:
        return await self.post("email-confirmations", {"chat_id": self.chat_id, "email": email})

    async def check(self, code: str) -> httpx.Response:
        return await self.post("email-confirmations/check", {"code": code})


async def meet(http: httpx.AsyncClient, chat: str = "1", channel: str = "web") -> Person:
    """Announces a chat."""
    headers = {"Idempotency-Key": f"meet-{next(_numbers)}"}
    answer = await http.put(f"/v1/chats/{channel}/{chat}", json={"language": "sl"}, headers=headers)
    assert answer.status_code == 200, answer.text
    view = answer.json()
    return Person(http, view["id"], view["chat_id"])


def code_in(text: str) -> str:
    """The six digits of a mail."""
    found = re.search(r"\b\d{6}\b", text)
    assert found is not None
    return found.group()
