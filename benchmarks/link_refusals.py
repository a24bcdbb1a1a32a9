"""Whether the time of a refusal tells what was wrong: ``python -m benchmarks.link_refusals``. Prints medians and ratios.

An unknown payer code, a wrong secret and an unknown provider are asked for in turn, in an order shuffled anew each round,
over the contract on a fresh demo database. Each attempt comes an hour after the last, so that nothing locks.
"""

import asyncio
import random
import statistics
import tempfile
import time
from datetime import UTC, datetime, timedelta
from pathlib import Path

import httpx
from pydantic import SecretStr

from backend.app import create_app
from backend.attachments.desk import Files
from backend.attachments.store import FolderStore
from backend.database import make_engine, make_sessions
from backend.demo.data import load_demo
from backend.embedded_postgres import start_postgres
from backend.migrations.run import migrate
from backend.parts import Parts
from backend.secrets import KeyedHash
from backend.settings import BackendSettings

ROUNDS, WARM_UP = 300, 20
KINDS = {
    "wrong secret": ("komunala", "123456", "202600999"),
    "unknown payer": ("komunala", "999999", "202600999"),
    "unknown provider": ("nobody", "123456", "202600999"),
}


async def measured(url: str) -> dict[str, list[float]]:
    """Milliseconds of each refusal, by kind."""
    engine, keyed = make_engine(url), KeyedHash("benchmark")
    await migrate(engine)
    sessions = make_sessions(engine)
    await load_demo(sessions, keyed=keyed, today=None)
    moments = iter(range(10**6))
    clock = lambda: datetime(2026, 11, 27, tzinfo=UTC) + next(moments) * timedelta(minutes=61)  # noqa: E731
    token = "benchmark"
    settings = BackendSettings(service_token=SecretStr(token), secret_key=SecretStr("benchmark"))
    files = Files(FolderStore(Path(tempfile.gettempdir())))
    transport = httpx.ASGITransport(create_app(Parts(settings, sessions, clock, keyed, files)))
    headers = {"Authorization": f"Bearer {token}"}
    times: dict[str, list[float]] = {kind: [] for kind in KINDS}
    async with httpx.AsyncClient(transport=transport, base_url="http://backend", headers=headers) as http:
        chat = await http.put("/v1/chats/web/1", json={"language": "sl"}, headers={"Idempotency-Key": "meet"})
        person = chat.json()
        for round_number in range(WARM_UP + ROUNDS):
            for kind in random.sample(list(KINDS), len(KINDS)):
                provider, code, secret = KINDS[kind]
                body = {"chat_id": person["chat_id"], "provider": provider, "payer_code": code, "secret": secret}
                key = {"Idempotency-Key": f"{round_number} {kind}"}
                start = time.perf_counter()
                answer = await http.post(f"/v1/residents/{person['id']}/links", json=body, headers=key)
                spent = (time.perf_counter() - start) * 1000
                assert answer.json()["code"] == "link_refused", answer.text
                if round_number >= WARM_UP:
                    times[kind].append(spent)
    await engine.dispose()
    return times


def main() -> None:
    """Medians in milliseconds, and each kind's ratio to a wrong secret."""
    with tempfile.TemporaryDirectory() as folder:
        running = start_postgres(Path(folder))
        try:
            times = asyncio.run(measured(running.get_uri()))
        finally:
            running.cleanup()
    base = statistics.median(times["wrong secret"])
    for kind, spent in times.items():
        median, spread = statistics.median(spent), statistics.quantiles(spent, n=4)
        print(f"{kind:17} {median:6.2f} ms  (quartiles {spread[0]:.2f}, {spread[2]:.2f})  ratio {median / base:.3f}")


if __name__ == "__main__":
    main()
