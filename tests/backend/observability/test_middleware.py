"""The request id through HTTP, and what a request is counted as."""

import httpx
import pytest
from fastapi import FastAPI
from prometheus_client import CollectorRegistry

from backend.observability.contract import REQUEST_ID_HEADER, accepted, current_request_id, traced
from backend.observability.metrics import BackendMetrics
from backend.observability.middleware import Observed


@pytest.fixture
def registry() -> CollectorRegistry:
    return CollectorRegistry()


@pytest.fixture
def observed(backend_app: FastAPI, registry: CollectorRegistry) -> FastAPI:
    backend_app.add_middleware(Observed, metrics=BackendMetrics.on(registry))

    async def broken(word: str) -> None:
        raise ValueError(word)

    backend_app.add_api_route("/broken/{word}", broken)
    return backend_app


def counted(registry: CollectorRegistry, method: str, route: str, status: int) -> float | None:
    labels = {"method": method, "route": route, "status": str(status)}
    return registry.get_sample_value("hisnik_backend_requests_total", labels)


async def test_a_request_is_counted_by_its_template(
    observed: FastAPI, http: httpx.AsyncClient, registry: CollectorRegistry
) -> None:
    assert (await http.get("/v1/providers/komunala/office")).status_code == 200
    assert (await http.get("/v1/providers/nobody/office")).status_code == 404
    assert (await http.get("/v1/guess/123456")).status_code == 404
    assert (await http.request("BREW", "/v1/providers")).status_code == 405
    assert counted(registry, "GET", "/v1/providers/{slug}/office", 200) == 1
    assert counted(registry, "GET", "/v1/providers/{slug}/office", 404) == 1
    assert counted(registry, "GET", "unmatched", 404) == 1
    assert {sample.labels.get("method") for family in registry.collect() for sample in family.samples} == {
        None, "GET", "other"
    }  # fmt: skip


async def test_a_bug_is_a_500_and_named_without_its_words(
    observed: FastAPI, registry: CollectorRegistry, caplog: pytest.LogCaptureFixture
) -> None:
    transport = httpx.ASGITransport(observed, raise_app_exceptions=False)
    async with httpx.AsyncClient(transport=transport, base_url="http://backend") as client:
        assert (await client.get("/broken/secret")).status_code == 500
    assert counted(registry, "GET", "/broken/{word}", 500) == 1
    assert [record.getMessage() for record in caplog.records if record.levelname == "ERROR"] == [
        "a request failed: ValueError"
    ]


async def test_the_callers_id_is_kept_and_a_wrong_one_is_not(observed: FastAPI, http: httpx.AsyncClient) -> None:
    kept = await http.get("/v1/providers", headers={REQUEST_ID_HEADER: "0123456789abcdef"})
    assert kept.headers[REQUEST_ID_HEADER] == "0123456789abcdef"
    for wrong in ("", "janez@primer.si", "a" * 41):
        made = (await http.get("/v1/providers", headers={REQUEST_ID_HEADER: wrong})).headers[REQUEST_ID_HEADER]
        assert accepted(made) == made != wrong


def test_blocks_nest() -> None:
    assert current_request_id() is None
    with traced("outer-1"):
        with traced(None) as inner:
            assert current_request_id() == inner != "outer-1"
        assert current_request_id() == "outer-1"
    assert current_request_id() is None
