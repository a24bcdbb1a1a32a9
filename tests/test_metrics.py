"""``/metrics`` of real servers: what a visit adds up to, who is let in, and a queue that waits."""

from collections.abc import Mapping
from pathlib import Path

import httpx
import pytest
from prometheus_client.parser import text_string_to_metric_families
from sqlalchemy.ext.asyncio import AsyncEngine

from backend.database import make_engine
from bot.assembly.metrics import job_queue, new_registry, queues
from tests.command import Command
from tests.test_servers import origin, turn

Samples = Mapping[tuple[str, tuple[tuple[str, str], ...]], float]


@pytest.fixture
def hisnik(database_url: str, data_dir: Path) -> Command:
    """On demo data."""
    return Command({"DATABASE_URL": database_url, "DATA_DIR": str(data_dir), "SERVICE_TOKEN": "t", "SECRET_KEY": "k"})


def read(page: str) -> Samples:
    """Values by name and labels."""
    return {
        (sample.name, tuple(sorted(sample.labels.items()))): sample.value
        for family in text_string_to_metric_families(page)
        for sample in family.samples
    }


def value(samples: Samples, name: str, **labels: str) -> float:
    return samples[name, tuple(sorted(labels.items()))]


async def test_a_visit_is_counted(hisnik: Command) -> None:
    async with (
        hisnik.serving("serve", "--port", "0") as served,
        httpx.AsyncClient(base_url=origin(served.url)) as page,
    ):
        await page.get("/chat")
        await turn(page, start="")
        await turn(page, text="zmaj sedi na strehi in poje")
        proxied = await page.get("/metrics", headers={"X-Forwarded-For": "203.0.113.9"})
        answer = await page.get("/metrics")
    assert (proxied.status_code, answer.status_code) == (403, 200)
    samples = read(answer.text)
    assert value(samples, "hisnik_updates_total", channel="web", kind="start") == 1
    assert value(samples, "hisnik_updates_total", channel="web", kind="text") == 1
    assert value(samples, "hisnik_turn_seconds_count", channel="web") == 2
    assert sum(value(samples, "hisnik_nlu_fallbacks_total", why=why) for why in ("lost", "tie", "out_of_scope")) == 1
    chats = [
        (labels, count)
        for (name, labels), count in samples.items()
        if name == "hisnik_backend_requests_total" and ("route", "/v1/chats/{channel}/{external_id}") in labels
    ]
    assert chats, sorted(labels for name, labels in samples if name == "hisnik_backend_requests_total")
    assert value(samples, "hisnik_database_up") == 1
    assert value(samples, "hisnik_turns_waiting") == 0
    assert value(samples, "hisnik_ledger_rows", kind="mail", state="overdue") == 0
    assert value(samples, "hisnik_mails_total", outcome="failed") == 0
    assert value(samples, "process_cpu_seconds_total") > 0


async def test_a_token_opens_and_nothing_else_does(hisnik: Command) -> None:
    async with (
        hisnik.serving("backend", "--port", "0", METRICS_TOKEN="only-prometheus") as served,
        httpx.AsyncClient(base_url=served.url) as page,
    ):
        assert (await page.get("/metrics")).status_code == 401
        assert (await page.get("/metrics", headers={"Authorization": "Bearer no"})).status_code == 401
        right = {"Authorization": "Bearer only-prometheus", "X-Forwarded-For": "203.0.113.9"}
        assert (await page.get("/v1/nowhere/4711")).status_code == 404
        answer = await page.get("/metrics", headers=right)
    assert answer.status_code == 200
    samples = read(answer.text)
    assert value(samples, "hisnik_backend_requests_total", method="GET", route="unmatched", status="404") == 1
    assert "4711" not in answer.text
    assert "only-prometheus" not in served.errors


async def test_jobs_by_task(engine: AsyncEngine) -> None:
    async with engine.begin() as connection:
        await connection.exec_driver_sql(
            "INSERT INTO jobs.procrastinate_jobs (queue_name, task_name, status, scheduled_at)"
            " VALUES ('default', 'plan', 'todo', now() - interval '10 minutes')"
        )
    registry = new_registry()
    await queues(registry, engine, job_queue(registry))()
    assert registry.get_sample_value("hisnik_jobs", {"task": "plan", "state": "waiting"}) == 1
    late = registry.get_sample_value("hisnik_job_overdue_seconds", {"task": "plan"})
    assert late is not None
    assert 600 <= late < 660
    assert registry.get_sample_value("hisnik_database_up") == 1


async def test_without_a_database_the_rest_is_told() -> None:
    registry = new_registry()
    away = make_engine("postgresql://hisnik@127.0.0.1:1/hisnik")
    await queues(registry, away, job_queue(registry))()
    await away.dispose()
    assert registry.get_sample_value("hisnik_database_up") == 0
    assert registry.get_sample_value("process_cpu_seconds_total") is not None
