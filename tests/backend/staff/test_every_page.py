"""What holds for every page of the console, also for those of tomorrow: they are read from its routers."""

import re
from collections.abc import Iterator
from datetime import timedelta
from typing import get_args

import pytest
from fastapi.dependencies.models import Dependant
from fastapi.routing import APIRoute

from backend.database import Sessions
from backend.parts import Parts
from backend.staff import sessions as logins
from backend.staff.console.app import console_routers
from backend.staff.console.gate import MemberDep
from backend.staff.console.route import ConsoleRoute
from tests.backend.staff.browsing import ORIGIN, Browser, employ
from tests.backend.staff.conversations import canned, closed_day, sent_file, someone, ticket
from tests.conftest import MovableClock

ANA, BOR = "ana@komunala.example", "bor@upravnik.example"
OPEN = {"/staff/login", "/staff/second-factor", "/staff/static/{name}", "/staff/language/{language}"}
"""Before the login."""
ROUTES = [route for router in console_routers() for route in router.routes]
PAGES = [
    (method, route.path)
    for route in ROUTES
    if isinstance(route, APIRoute) and route.path not in OPEN
    for method in sorted(route.methods or ())
]


def each_of(pages: list[tuple[str, str]]) -> pytest.MarkDecorator:
    return pytest.mark.parametrize(("method", "path"), pages, ids=[f"{method} {path}" for method, path in pages])


def calls(dependant: Dependant) -> Iterator[object]:
    for needed in dependant.dependencies:
        yield needed.call
        yield from calls(needed)


async def anas(parts: Parts, clock: MovableClock, ana_id: int) -> dict[str, str]:
    """A value of Komunala's for each part of a path that names a row. A new part is added here."""
    async with parts.sessions() as session:
        [login] = await logins.open_sessions(session, ana_id, clock())
    janez = await someone(parts.sessions)
    photo = await sent_file(parts, janez.resident)
    rows = {
        "ticket_id": await ticket(parts.sessions, janez, files=(photo,)),
        "file_id": photo,
        "link_id": janez.link,
        "canned_id": await canned(parts.sessions),
        "day_id": await closed_day(parts.sessions),
    }
    return {name: str(value) for name, value in rows.items()} | {
        "login": logins.mark(login),
        "rest": "nowhere/at-all",
    }


def test_every_page_is_behind_the_gate() -> None:
    gate = get_args(MemberDep)[1].dependency
    for route in ROUTES:
        assert isinstance(route, ConsoleRoute)
        assert route.path.startswith("/staff")
        assert (route.path in OPEN) or gate in set(calls(route.dependant)), route.path


@each_of(PAGES)
async def test_without_a_login_it_leads_to_the_login(ana: Browser, method: str, path: str) -> None:
    address = re.sub(r"\{[^}]+\}", "1", path)
    answer = await ana.http.request(method, address, headers={"Origin": ORIGIN})
    assert answer.status_code == 303
    assert answer.headers["location"].startswith("/staff/login")
    assert answer.headers["cache-control"] == "no-store"


@each_of([page for page in PAGES if "{" in page[1]])
async def test_another_providers_is_not_found(
    ana: Browser,
    other: Browser,
    parts: Parts,
    sessions: Sessions,
    clock: MovableClock,
    ana_id: int,
    method: str,
    path: str,
) -> None:
    await ana.log_in(ANA)
    await employ(sessions, clock, BOR, "upravnik")
    await other.log_in(BOR)
    address = path.replace(":path", "").format(**await anas(parts, clock, ana_id))
    fields = {"csrf": other.csrf}
    answer = await other.http.request(
        method, address, data=fields if method == "POST" else None, headers={"Origin": ORIGIN}
    )
    assert answer.status_code == 404
    assert (await ana.open("/staff")).status_code == 200


@each_of([page for page in PAGES if page[0] == "POST"])
async def test_a_form_needs_its_token_and_its_origin(
    ana: Browser, parts: Parts, clock: MovableClock, ana_id: int, method: str, path: str
) -> None:
    await ana.log_in(ANA)
    address = path.replace(":path", "").format(**await anas(parts, clock, ana_id))
    right, origin = {"csrf": ana.csrf}, {"Origin": ORIGIN}
    for fields, headers in (
        ({}, origin),
        ({"csrf": "x" * 43}, origin),
        (right, {}),
        (right, {"Origin": "https://evil.example"}),
        (right, {"Origin": "null"}),
    ):
        answer = await ana.http.post(address, data=fields, headers=headers)
        assert answer.status_code == 403, (fields, headers)
    assert (await ana.open("/staff")).status_code == 200  # nothing was done, not even the logout


@pytest.mark.parametrize("path", ["/staff/login", "/staff/second-factor"])
async def test_so_do_the_forms_before_the_login(ana: Browser, path: str) -> None:
    await ana.give_password(ANA)
    fields = {"email": ANA, "password": "x", "code": "000000"}
    assert (await ana.http.post(path, data=fields, headers={"Origin": ORIGIN})).status_code == 403
    foreign = {"Origin": "https://evil.example"}
    assert (await ana.http.post(path, data=fields | {"csrf": ana.csrf}, headers=foreign)).status_code == 403


@pytest.mark.parametrize(
    "path",
    [
        "/staff",
        "/staff/login",
        "/staff/account",
        "/staff/audit",
        "/staff/canned",
        "/staff/office",
        "/staff/new",
        "/staff/nowhere",
    ],
)
async def test_headers(ana: Browser, path: str) -> None:
    await ana.log_in(ANA)
    headers = (await ana.open(path)).headers
    assert headers["cache-control"] == "no-store"
    assert headers["x-frame-options"] == "DENY"
    assert headers["x-content-type-options"] == "nosniff"
    policy = headers["content-security-policy"]
    assert "default-src 'none'" in policy
    assert "frame-ancestors 'none'" in policy
    assert "unsafe" not in policy
    assert "<script>" not in ana.page.text
    assert "style=" not in ana.page.text


@pytest.mark.parametrize(
    "path",
    ["/staff/audit?before=x", "/staff/audit?person=999999", "/staff/audit?day=9999-12-31", "/staff/audit?before=0"],
)
async def test_addresses_that_were_made_up(ana: Browser, path: str) -> None:
    await ana.log_in(ANA)
    answer = await ana.open(path)
    assert answer.status_code == 404
    assert "<!doctype html>" in answer.text


@pytest.mark.parametrize("field", ["\0", "x" * 100_000, "\ud800".encode("utf-8", "surrogatepass")])
async def test_fields_that_nobody_types(ana: Browser, field: object) -> None:
    await ana.open("/staff/login")
    fields = {"email": field, "password": field, "csrf": ana.csrf}
    answer = await ana.http.post("/staff/login", data=fields, headers={"Origin": ORIGIN})
    assert answer.status_code in {401, 422}
    assert "<!doctype html>" in answer.text


async def test_html_in_names_is_text(
    parts: Parts, other: Browser, sessions: Sessions, clock: MovableClock, ana_id: int
) -> None:
    name = "<script>alert(1)</script>\"'><b>"
    await employ(sessions, clock, "eva@komunala.example", name=name)
    await other.log_in("eva@komunala.example")
    for path in ("/staff", "/staff/account", "/staff/audit", '/staff/audit?day="><script>'):
        page = (await other.open(path)).text
        assert "<script>alert" not in page
        assert "<b>" not in page
    assert "&lt;script&gt;alert(1)" in (await other.open("/staff")).text
    clock.forward(timedelta(days=1))
    await other.open("/staff/login?next=/staff/%22%3E%3Cscript%3Ealert(1)")
    assert "<script>alert" not in other.page.text
    await other.send("/staff/login", email='"><script>alert(1)</script>@x.si', password="x")
    assert "<script>alert" not in other.page.text


async def test_english(ana: Browser) -> None:
    await ana.open("/staff/language/en")
    assert '<html lang="en">' in (await ana.open("/staff/login")).text
    assert "Continue" in ana.page.text
    await ana.log_in(ANA)
    for path in ("/staff/account", "/staff/audit", "/staff/canned", "/staff/office", "/staff/new"):
        assert (await ana.open(path)).status_code == 200
    await ana.open("/staff")
    assert "Nobody waits" in ana.page.text
    assert (await ana.open("/staff/language/de")).status_code == 404
