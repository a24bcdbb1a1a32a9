"""What holds for every route, also for those of tomorrow: they are read from the OpenAPI document."""

import json
from dataclasses import dataclass
from typing import Any

import httpx
import pytest
from fastapi import FastAPI
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from backend.app import DESCRIPTION, routers
from backend.database import Sessions
from backend.documentation import SCOPE, WRITES, described
from tests.backend.at_home import AtHome, at_home
from tests.backend.people import meet


@dataclass(frozen=True, slots=True)
class Operation:
    """One method of one path."""

    path: str
    method: str
    described: dict[str, Any]

    def address(self, **values: object) -> str:
        """The path with ``values``; what is not given is 1."""
        names = [one["name"] for one in self.described.get("parameters", []) if one["in"] == "path"]
        return self.path.format(**{name: values.get(name, 1) for name in names})

    @property
    def query(self) -> dict[str, str]:
        """A value for each needed query parameter."""
        samples = {"date": "2026-01-01", None: "sl"}
        needed = [one for one in self.described.get("parameters", []) if one["in"] == "query" and one.get("required")]
        return {one["name"]: samples[one["schema"].get("format")] for one in needed}


def document() -> dict[str, Any]:
    """The document without its application's parts."""
    app = FastAPI(title="backend", description=DESCRIPTION)
    for router in routers():
        app.include_router(router)
    return described(app.openapi())


ALL = [
    Operation(path, method.upper(), operation)
    for path, methods in document()["paths"].items()
    for method, operation in methods.items()
]
SCOPED = [operation for operation in ALL if operation.path.startswith(SCOPE)]
WRITING = [operation for operation in ALL if operation.method.lower() in WRITES]


def name(operation: Operation) -> str:
    return f"{operation.method} {operation.path}"


every = pytest.mark.parametrize("operation", ALL, ids=name)
every_scoped = pytest.mark.parametrize("operation", SCOPED, ids=name)


async def ask(http: httpx.AsyncClient, operation: Operation, body: object = None, **values: object) -> httpx.Response:
    """Calls the route with a key of its own."""
    headers = {"Idempotency-Key": f"{name(operation)} {values}"}
    return await http.request(
        operation.method, operation.address(**values), params=operation.query, json=body, headers=headers
    )


def test_the_document_has_what_it_should() -> None:
    assert len(ALL) > 25
    assert len(SCOPED) > 10
    assert all(operation.path.startswith("/v1/") for operation in ALL)


@every
def test_it_is_described(operation: Operation) -> None:
    about = operation.described
    assert 10 < len(about["summary"]) < 120, "the docstring's first sentence"
    assert about["tags"]
    assert {"401", "422"} <= set(about["responses"])
    for status, answer in about["responses"].items():
        if status.startswith("4"):
            assert answer["content"]["application/json"]["schema"]["$ref"].endswith("/Problem"), status
    if operation.method.lower() in WRITES:
        assert "Idempotency-Key" in {one["name"] for one in about["parameters"]}


async def test_the_document_is_shown_in_one_place(http: httpx.AsyncClient) -> None:
    assert (await http.get("/docs")).status_code == 200
    assert (await http.get("/redoc")).status_code == 404
    assert (await http.get("/nowhere")).json() == {"code": "not_found", "details": {}}
    shown = (await http.get("/openapi.json")).json()
    assert shown["paths"] == json.loads(json.dumps(document()["paths"]))


async def test_no_token_no_answer(backend_app: FastAPI) -> None:
    transport = httpx.ASGITransport(backend_app)
    async with httpx.AsyncClient(transport=transport, base_url="http://backend") as stranger:
        for operation in ALL:
            for headers in ({}, {"Authorization": "Bearer wrong"}, {"Authorization": "Basic dGVzdA=="}):
                stranger.headers.pop("Authorization", None)
                stranger.headers.update(headers)
                answer = await ask(stranger, operation, {})
                assert (answer.status_code, answer.json()["code"]) == (401, "unauthorised"), name(operation)


async def test_no_write_without_a_key(http: httpx.AsyncClient) -> None:
    for operation in WRITING:
        for key in ("", "k" * 201):
            answer = await http.request(
                operation.method, operation.address(), json={}, headers={"Idempotency-Key": key} if key else {}
            )
            assert (answer.status_code, answer.json()["code"]) == (422, "idempotency_key_missing"), name(operation)


@pytest.fixture
async def janez(http: httpx.AsyncClient, sessions: Sessions) -> AtHome:
    return await at_home(http, sessions)


def body_of(operation: Operation, home: AtHome) -> object:
    """A body that passes validation, so that it is the gate that answers."""
    if operation.path.endswith(("/readings", "/readings/check")) and operation.method == "POST":
        values = {"values": home.values(s88213377="1834")}
        return values if operation.path.endswith("/check") else values | {"channel": "test"}
    if operation.path.endswith("/reminders/snooze"):
        return {"chat_id": 1}
    assert "requestBody" not in operation.described, "a new write below a link: give it a body here"
    return None


async def refusals(http: httpx.AsyncClient, home: AtHome, resident: int, link: int) -> dict[str, tuple[int, str]]:
    """What each scoped route says to this resident about this link."""
    answers = {}
    for operation in SCOPED:
        answer = await ask(http, operation, body_of(operation, home), resident_id=resident, link_id=link)
        answers[name(operation)] = (answer.status_code, answer.json()["code"])
    return answers


def everywhere(status: int, code: str) -> dict[str, tuple[int, str]]:
    return {name(operation): (status, code) for operation in SCOPED}


async def test_anothers_link_is_not_there(http: httpx.AsyncClient, sessions: Sessions, janez: AtHome) -> None:
    marija = await at_home(http, sessions, "204880")
    links = [int(home.path.rsplit("/", 1)[1]) for home in (janez, marija)]
    assert await refusals(http, janez, janez.resident, links[1]) == everywhere(404, "not_linked")
    assert await refusals(http, janez, marija.resident, links[0]) == everywhere(404, "not_linked")
    assert await refusals(http, janez, janez.resident, 10**9) == everywhere(404, "not_linked")
    assert await refusals(http, janez, janez.resident, 10**30) == everywhere(422, "malformed")


async def test_nothing_personal_before_address_and_consent(http: httpx.AsyncClient, janez: AtHome) -> None:
    stranger = await meet(http, chat="stranger")
    link = (await stranger.link("4711", "Lipa-4821", "upravnik")).json()["id"]
    assert await refusals(http, janez, stranger.id, link) == everywhere(403, "email_unconfirmed")


async def test_nothing_personal_after_consent_is_withdrawn(http: httpx.AsyncClient, janez: AtHome) -> None:
    path, key = f"/v1/residents/{janez.resident}/consents/terms", {"Idempotency-Key": "withdraw"}
    act = {"purpose": "terms", "action": "withdrawn", "version": "2026-11", "language": "sl", "channel": "web"}
    assert (await http.post(path, json=act, headers=key)).status_code == 200
    link = int(janez.path.rsplit("/", 1)[1])
    assert await refusals(http, janez, janez.resident, link) == everywhere(403, "consent_missing")


async def test_nothing_personal_after_unlinking(http: httpx.AsyncClient, janez: AtHome) -> None:
    assert (await http.delete(janez.path, headers={"Idempotency-Key": "unlink"})).status_code == 200
    link = int(janez.path.rsplit("/", 1)[1])
    assert await refusals(http, janez, janez.resident, link) == everywhere(404, "not_linked")


# anything that JSON can say, with what tends to break: zero characters, halves of characters, numbers beyond all bounds

NASTY = ["", "\x00", "\ud800", "1e999999", "NaN", "-0", "9" * 400, "ž" * 300, "<b>", "\u202e", "2026-13-01"]
LEAF = st.one_of(
    st.none(), st.booleans(), st.integers(), st.sampled_from([2**63, -(2**63) - 1, 10**40, 1.5]), st.sampled_from(NASTY)
)
ANYTHING = st.recursive(LEAF, lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner))


def fitting(schema: dict[str, Any], models: dict[str, Any]) -> st.SearchStrategy[object]:
    """Bodies that mostly fit ``schema``, with one wrong value here and there: these come furthest in."""
    if "$ref" in schema:
        return fitting(models[schema["$ref"].rsplit("/", 1)[1]], models)
    if "enum" in schema:
        return st.sampled_from(schema["enum"]) | LEAF
    if "anyOf" in schema:
        return st.one_of([fitting(one, models) for one in schema["anyOf"]])
    if schema.get("type") == "array":
        return st.lists(fitting(schema["items"], models), max_size=3)
    if "properties" in schema:
        needed = {key: fitting(value, models) for key, value in schema["properties"].items()}
        return st.fixed_dictionaries(needed) | ANYTHING
    fine = {"integer": st.integers(1, 60), "boolean": st.booleans(), "number": st.decimals().map(str)}
    return fine.get(schema.get("type", ""), st.sampled_from([*NASTY, "web", "komunala", "123456", "1834"])) | LEAF


MODELS = document()["components"]["schemas"]
CASES = 15


@pytest.mark.parametrize("operation", WRITING, ids=name)
async def test_no_body_breaks_it(operation: Operation, http: httpx.AsyncClient, janez: AtHome) -> None:
    content = operation.described.get("requestBody", {}).get("content", {})
    bodies: list[bytes] = []

    @given(fitting(content.get("application/json", {"schema": {}})["schema"], MODELS))
    @settings(max_examples=CASES, database=None, derandomize=True, suppress_health_check=list(HealthCheck))
    def collect(body: object) -> None:
        bodies.append(json.dumps(body).encode())

    collect()
    whose = {"resident_id": janez.resident, "link_id": janez.path.rsplit("/", 1)[1]}
    extra = [b"", b"{", b"[" * 5000, b"\xff\xfe", b'{"a": NaN}', b"null"]
    for number, body in enumerate(bodies + extra):
        headers = {"Idempotency-Key": f"{operation.path} {number}", "Content-Type": "application/json"}
        answer = await http.request(operation.method, operation.address(**whose), content=body, headers=headers)
        assert answer.status_code < 500, body
        assert answer.status_code < 400 or answer.json()["code"], body


ODD = ["", "0", "-1", str(10**30), "x", "\x00", "ž" * 300, "0001-01-01", "9999-12-31", "year", "sl"]


async def test_no_query_breaks_it(http: httpx.AsyncClient, janez: AtHome) -> None:
    whose = {"resident_id": janez.resident, "link_id": janez.path.rsplit("/", 1)[1], "slug": "komunala"}
    for operation in [one for one in ALL if one.method == "GET"]:
        names = [one["name"] for one in operation.described.get("parameters", []) if one["in"] == "query"]
        asked = [{key: value} for key in names for value in ODD]
        for query in [*asked, {"start": "0001-01-01", "end": "9999-12-31"}]:
            answer = await http.get(operation.address(**whose), params=operation.query | query)
            assert answer.status_code < 500, (name(operation), query)


async def test_no_path_breaks_it(http: httpx.AsyncClient) -> None:
    for operation in ALL:
        names = [one["name"] for one in operation.described.get("parameters", []) if one["in"] == "path"]
        for value in ("0", "-1", str(10**30), "x", "%00", "%ED%A0%80", "%C5%A1", "%2e%2e"):
            answer = await ask(http, operation, {}, **dict.fromkeys(names, value))
            assert answer.status_code < 500, (name(operation), value)
