"""The widget's server: the script, the framed page, who may show it, its cookie; and the way over to Telegram."""

import re
from dataclasses import replace

import httpx
import pytest
from starlette.applications import Starlette

from backend.contract import Language, Problem
from backend.providers.contract import WidgetView
from bot.backend import BackendDown, BackendRefusal
from bot.channels.web.handover import Handovers
from bot.channels.web.visitor import Visitors
from bot.channels.web.widget import BASE, Widget
from bot.channels.web.widget_frame import COOKIE, FramedVisitors
from tests.bot.channels.web.conftest import OWN, World

SITES = ["https://www.komunala.si", "https://komunala.si:8443"]


async def sites(slug: str) -> WidgetView:
    """The backend's answer."""
    if slug == "down":
        raise BackendDown("down")
    if slug not in {"komunala", "nowhere"}:
        raise BackendRefusal(Problem(code="provider_unknown", details={}))
    return WidgetView(provider=slug, name="Komunala", origins=SITES if slug == "komunala" else [])


def client(world: World, base: str = OWN, handovers: Handovers | None = None) -> httpx.AsyncClient:
    """A browser before the chat page and the widget."""
    secure = base.startswith("https:")
    visitors = FramedVisitors("a secret of the tests", secure=secure, path="/")
    own = replace(
        world.web,
        visitors=Visitors("a secret of the tests", secure=secure, path="/"),
        public_origin=base,
        handovers=handovers,
    )
    widget = Widget(replace(own, base=BASE, visitors=visitors), sites)
    routes = [*replace(own, framed=widget.page).routes(), *widget.routes()]
    return httpx.AsyncClient(transport=httpx.ASGITransport(Starlette(routes=routes)), base_url=base)


def ancestors(answer: httpx.Response) -> str:
    return answer.headers["content-security-policy"].partition("frame-ancestors ")[2]


async def test_the_script_is_small_and_speaks_all_languages(world: World) -> None:
    async with client(world) as http:
        answer = await http.get("/widget.js")
    assert answer.headers["content-type"].startswith("text/javascript")
    assert len(answer.content) < 6 * 1024
    assert "Odpri pogovor s hišnikom" in answer.text
    assert "Open the chat with hišnik" in answer.text
    assert "set-cookie" not in answer.headers
    assert "innerHTML" not in answer.text  # sites may require trusted types


async def test_exactly_the_providers_sites_may_show_it(world: World) -> None:
    async with client(world) as http:
        assert ancestors(await http.get("/chat?embed=1&provider=komunala")) == " ".join(SITES)
        assert ancestors(await http.get("/chat?embed=1&provider=nowhere")) == "'none'"
        assert ancestors(await http.get("/chat")) == "'self'"
        for slug, status in (("neznana", 404), ("", 404), ("down", 503), ("a;script-src *", 404)):
            answer = await http.get("/chat", params={"embed": "1", "provider": slug})
            assert (answer.status_code, ancestors(answer), answer.content) == (status, "'none'", b"")


async def test_the_frames_cookie_is_partitioned_by_https_alone(world: World) -> None:
    for base, means in (("https://hisnik.test", "Secure; SameSite=None; Partitioned"), (OWN, "SameSite=Lax")):
        async with client(world, base) as http:
            cookie = (await http.get("/chat?embed=1&provider=komunala")).headers["set-cookie"]
        assert re.fullmatch(rf"{COOKIE}=[\w.-]+; Path=/; Max-Age=31536000; HttpOnly; {means}", cookie)


async def test_the_frames_visitor_is_another_and_stays(world: World) -> None:
    async with client(world) as http:
        await http.get("/chat")
        page = await http.get("/chat?embed=1&provider=komunala&language=en")
        assert 'data-base="/embed"' in page.text
        assert 'data-provider="komunala"' in page.text
        assert '<html lang="en"' in page.text
        body = {"turn": (None, '{"key": "12345678", "text": "dober dan"}')}
        assert (await http.post("/embed/turns", files=body)).status_code == 200
        assert (await http.post("/chat/turns", files=body)).status_code == 200
        assert len((await http.get("/embed/messages?wait=0")).json()["messages"]) == 1
        framed, tab = (turn.chat for turn in world.desk.turns)
        assert framed != tab
        await http.get("/chat?embed=1&provider=komunala")
        assert len((await http.get("/embed/messages?wait=0")).json()["messages"]) == 1  # known again


async def test_another_site_sends_nothing_and_without_a_cookie_nobody_is_known(world: World) -> None:
    async with client(world) as http:
        assert (await http.get("/embed/messages?wait=0")).status_code == 403
        await http.get("/chat?embed=1&provider=komunala")
        body = {"turn": (None, '{"key": "12345678", "text": "dober dan"}')}
        for origin in (SITES[0], "null", "https://evil.example"):
            assert (await http.post("/embed/turns", files=body, headers={"Origin": origin})).status_code == 403
            assert (await http.post("/embed/handover", headers={"Origin": origin})).status_code == 403
        assert (await http.post("/embed/turns", files=body, headers={"Origin": OWN})).status_code == 200


# over to Telegram


class Backend:
    """Takes tokens; ``error`` instead."""

    def __init__(self, name: str | None = "hisnik_bot", error: Exception | None = None) -> None:
        self.name, self.error = name, error
        self.begun: list[tuple[str, Language, str]] = []

    async def username(self) -> str | None:
        return self.name

    async def begin(self, visitor: str, language: Language, token: str) -> None:
        if self.error is not None:
            raise self.error
        self.begun.append((visitor, language, token))

    @property
    def handovers(self) -> Handovers:
        return Handovers(self.begin, self.username)


@pytest.mark.parametrize("base", ["/chat", "/embed"])
async def test_the_link_has_a_fresh_token_and_a_qr(world: World, base: str) -> None:
    backend = Backend()
    async with client(world, handovers=backend.handovers) as http:
        page = await http.get("/chat", params={"embed": "1", "provider": "komunala"} if base == "/embed" else {})
        assert 'id="carry"' in page.text
        offers = [(await http.post(f"{base}/handover")).json() for _ in range(2)]
    tokens = [token for _, _, token in backend.begun]
    assert [offer["url"] for offer in offers] == [f"https://t.me/hisnik_bot?start=h_{token}" for token in tokens]
    assert len(set(tokens)) == 2
    assert all(re.fullmatch(r"[\w-]{32}", token) for token in tokens)
    assert all(len(f"h_{token}") <= 64 for token in tokens)  # Telegram's limit
    assert offers[0]["qr"].startswith("data:image/svg+xml")


@pytest.mark.parametrize("backend", [Backend(name=None), Backend(error=BackendDown("down"))])
async def test_no_link_while_telegram_or_the_backend_is_away(world: World, backend: Backend) -> None:
    async with client(world, handovers=backend.handovers) as http:
        assert (await http.post("/chat/handover")).status_code == 403  # nobody yet
        await http.get("/chat")
        assert (await http.post("/chat/handover")).status_code == 503


async def test_without_a_bot_nothing_is_offered(world: World) -> None:
    async with client(world) as http:
        assert 'id="carry"' not in (await http.get("/chat")).text
        assert (await http.post("/chat/handover")).status_code == 404
