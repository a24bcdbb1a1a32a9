"""A resident who is through all gates, asking the backend about one payer over HTTP."""

from dataclasses import dataclass
from itertools import count

import httpx
from sqlalchemy import update

from backend.consents.texts import VERSION
from backend.database import Sessions, transaction
from backend.residents.models import Resident
from tests.backend.people import meet
from tests.conftest import DEMO_NOW

_numbers = count(1)
SECRETS = {
    "123456": ("komunala", "202600876"),
    "123457": ("komunala", "202600877"),
    "204880": ("komunala", "202601234"),
    "4711": ("upravnik", "Lipa-4821"),
    "4712": ("upravnik", "Breza-1177"),
    "990017": ("odpadki", None),
}
EMAIL = "resident@example.com"


@dataclass(frozen=True, slots=True)
class AtHome:
    """``meters``: ids by serial, replaced ones included."""

    http: httpx.AsyncClient
    resident: int
    path: str
    meters: dict[str, int]

    async def get(self, path: str, **params: str | int | bool) -> httpx.Response:
        return await self.http.get(f"{self.path}/{path}", params=params)

    async def post(self, path: str, body: object, key: str | None = None) -> httpx.Response:
        headers = {"Idempotency-Key": key or f"home-{next(_numbers)}"}
        return await self.http.post(f"{self.path}/{path}", json=body, headers=headers)

    async def delete(self, path: str) -> httpx.Response:
        return await self.http.delete(f"{self.path}/{path}", headers={"Idempotency-Key": f"home-{next(_numbers)}"})

    def values(self, **by_serial: str) -> list[dict[str, object]]:
        """``values(s88213377="1834")`` as the contract has it; Python's names don't begin with a digit."""
        return [{"meter_id": self.meters[serial[1:]], "value": value} for serial, value in by_serial.items()]

    async def check(self, **by_serial: str) -> list[dict[str, object]]:
        """Verdicts; nothing is stored."""
        answer = await self.post("readings/check", {"values": self.values(**by_serial)})
        assert answer.status_code == 200, answer.text
        verdicts: list[dict[str, object]] = answer.json()["verdicts"]
        return verdicts

    async def store(
        self, *, key: str | None = None, correcting: bool = False, sure: bool = False, **by_serial: str
    ) -> httpx.Response:
        """Hands in; ``sure`` confirms doubts."""
        body = {
            "values": self.values(**by_serial),
            "correcting": correcting,
            "confirmed_doubts": sure,
            "channel": "test",
        }
        return await self.post("readings", body, key)


async def at_home(
    http: httpx.AsyncClient,
    sessions: Sessions,
    payer: str = "123456",
    language: str = "sl",
    telegram: int | None = None,
) -> AtHome:
    """Links ``payer`` in a new chat (``telegram``: with this id there), confirms an address and agrees to the terms."""
    person = await (meet(http, f"home-{next(_numbers)}") if telegram is None else meet(http, str(telegram), "telegram"))
    provider, secret = SECRETS[payer]
    link = await person.link(payer, secret, provider)
    assert link.status_code == 200, link.text
    async with transaction(sessions) as session:
        confirmed = {"email": EMAIL, "email_confirmed_at": DEMO_NOW, "language": language}
        await session.execute(update(Resident).where(Resident.id == person.id).values(confirmed))
    terms = {"purpose": "terms", "action": "given", "version": VERSION, "language": language, "channel": "test"}
    assert (await person.post("consents/terms", terms)).status_code == 200
    path = f"/v1/residents/{person.id}/links/{link.json()['id']}"
    points = (await http.get(f"{path}/metering-points")).json()
    meters = {meter["serial"]: meter["id"] for point in points for meter in point["meters"]}
    return AtHome(http, person.id, path, meters)
