"""The widget on a provider's site, in a real browser: opened by hand and by keys, known again, refused elsewhere."""

import os
import threading
from base64 import b64encode
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from hashlib import sha256
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest

from tests.browser.beside import behind_tls

PICTURES = "HISNIK_WIDGET_PICTURES"
"""A folder: ``HISNIK_WIDGET_PICTURES=docs/images`` keeps the pictures that docs/widget.md shows."""
pytestmark = pytest.mark.browser
SECONDS_20 = 20_000
SITE = """<!doctype html><html lang="sl"><head><meta charset="utf-8"><title>Komunala Zgled</title>
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy"
  content="default-src 'none'; script-src {bot}; frame-src {bot}; style-src 'sha256-{hash}'">
<style>{style}</style>
<script src="{bot}/widget.js" data-provider="{provider}" data-language="sl" async></script></head>
<body><header><b>Komunala Zgled</b><nav><a href="#o">O nas</a> <a href="#c">Ceniki</a>
<a href="#k" id="last">Kontakt</a></nav></header>
<main><h1>Kako vam lahko pomagamo?</h1>
<p>Odvoz odpadkov v prihodnjem tednu poteka po urniku. Vodomere odčitavamo od 25. do 3. v mesecu; stanje nam lahko sporočite tudi v
klepetu.</p><p>Uradne ure: ponedeljek, torek in četrtek 8.00–14.00.</p></main></body></html>"""
STYLE = (
    "body{margin:0;font:17px/1.6 Georgia,serif;color:#2b2b2b;background:#f4f6f8}"
    "header{display:flex;flex-wrap:wrap;gap:8px 32px;padding:18px 6vw;background:#1f4e79;color:#fff}"
    "header a{color:#fff;margin-right:12px}main{max-width:640px;padding:5vh 6vw}"
    "button{background:red;font:40px serif;transform:rotate(9deg)}"
)
BUTTONS = "[...document.querySelector('hisnik-widget').shadowRoot.querySelectorAll('button')]"


class Quiet(SimpleHTTPRequestHandler):
    """Serves, and tells nobody."""

    def log_message(self, *_: object) -> None:
        return


@pytest.fixture
def site(tmp_path: Path, demo_url: str) -> Iterator[Callable[[str], str]]:
    """A provider's site at another port; the page of a provider."""
    with served(tmp_path, demo_url) as page_of:
        yield page_of


@contextmanager
def served(folder: Path, bot: str) -> Iterator[Callable[[str], str]]:
    """A provider's site with the chat of ``bot``, with a strict policy and styles of its own."""
    digest = b64encode(sha256(STYLE.encode()).digest()).decode()
    for provider in ("komunala", "upravnik", "neznana"):
        page = SITE.format(bot=bot, provider=provider, style=STYLE, hash=digest)
        (folder / f"{provider}.html").write_text(page, "utf-8")
    with ThreadingHTTPServer(("127.0.0.1", 0), partial(Quiet, directory=str(folder))) as server:
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        yield lambda provider: f"http://127.0.0.1:{server.server_port}/{provider}.html"
        server.shutdown()
        thread.join()


def opened(page: Any) -> Any:
    """Opens the chat; what is in its frame."""
    page.get_by_role("button", name="Odpri pogovor s hišnikom").click()
    chat = page.frame_locator("hisnik-widget iframe")
    chat.locator(".keys button").first.wait_for(timeout=SECONDS_20)
    return chat


def keep(page: Any, name: str) -> None:
    if os.environ.get(PICTURES):
        page.mouse.move(0, 0)
        page.wait_for_timeout(400)  # the rise of the panel
        page.screenshot(path=Path(os.environ[PICTURES]) / name, animations="disabled")


def test_nothing_before_it_is_opened_and_known_after_a_reload(
    browser: Any, site: Callable[[str], str], demo_url: str
) -> None:
    context = browser.new_context(viewport={"width": 1280, "height": 800}, locale="sl-SI")
    page = context.new_page()
    asked: list[str] = []
    faults: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.on(
        "console",
        lambda said: faults.append(said.text) if said.type == "error" and "favicon" not in said.text else None,
    )
    page.on("pageerror", lambda error: faults.append(str(error)))
    page.goto(site("komunala"), wait_until="networkidle")
    assert [url for url in asked if url.startswith(demo_url)] == [f"{demo_url}/widget.js"]
    assert context.cookies() == []
    chat = opened(page)
    chat.get_by_text("Vaš ponudnik: Komunala Zgled d.o.o.").wait_for(timeout=SECONDS_20)
    chat.locator("#text").fill("ste zdaj odprti?")
    chat.locator("#text").press("Enter")
    chat.locator(".row:not(.mine) .bubble", has_text="Uradne ure:").wait_for(timeout=SECONDS_20)
    keep(page, "widget.png")
    [cookie] = context.cookies()
    assert (cookie["name"], cookie["httpOnly"]) == ("hisnik_frame", True)
    page.reload()
    chat = opened(page)
    chat.locator(".mine .bubble", has_text="ste zdaj odprti?").wait_for(timeout=SECONDS_20)
    assert chat.get_by_text("Vaš ponudnik:").count() == 1  # greeted once
    assert faults == [], "the site's strict policy refuses nothing of the widget"
    other = context.new_page()  # without this tab's transcript: the server knows who it is
    other.goto(site("komunala"))
    opened(other).locator(".row:not(.mine) .bubble", has_text="Uradne ure:").wait_for(timeout=SECONDS_20)
    context.close()


def test_by_the_keyboard_alone(browser: Any, site: Callable[[str], str]) -> None:
    page = browser.new_page(viewport={"width": 1280, "height": 800}, locale="sl-SI")
    page.goto(site("komunala"))
    button = page.get_by_role("button", name="Odpri pogovor s hišnikom")
    button.wait_for()
    # the site's own styles stay outside
    assert page.evaluate(f"{BUTTONS}.map(one => getComputedStyle(one).transform)") == [
        "none",
        "none",
    ]
    page.locator("#last").focus()
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    chat = page.frame_locator("hisnik-widget iframe")
    chat.locator("#text:focus").wait_for(timeout=SECONDS_20)
    assert page.get_by_role("dialog", name="Pogovor s hišnikom").is_visible()
    inside = "document.querySelector('hisnik-widget').shadowRoot.activeElement?.closest('dialog') !== null"
    for key in ("Tab", "Shift+Tab"):
        for _ in range(25):
            page.keyboard.press(key)
            assert page.evaluate(inside), "the focus left the open chat"
    chat.locator("#text").focus()
    page.keyboard.press("Escape")  # in the frame
    page.get_by_role("dialog").wait_for(state="hidden")
    assert page.evaluate("document.querySelector('hisnik-widget').shadowRoot.activeElement.ariaExpanded") == "false"
    page.keyboard.press("Enter")
    chat.locator("#text:focus").wait_for()
    page.locator("hisnik-widget .close").focus()
    page.keyboard.press("Escape")  # beside the frame
    page.get_by_role("dialog").wait_for(state="hidden")


def test_on_a_phone_it_takes_the_whole_screen(browser: Any, site: Callable[[str], str]) -> None:
    context = browser.new_context(
        viewport={"width": 360, "height": 740}, locale="sl-SI", has_touch=True, is_mobile=True, device_scale_factor=2
    )
    page = context.new_page()
    page.goto(site("komunala"))
    chat = opened(page)
    box = page.locator("hisnik-widget dialog").bounding_box()
    assert (box["x"], box["y"], box["width"], box["height"]) == (0, 0, 360, 740)
    beyond = (
        "[...document.querySelectorAll('*')].filter(e => e.getBoundingClientRect().right > 360).map(e => e.outerHTML)"
    )
    assert chat.locator("html").evaluate(f"() => {beyond}") == []
    chat.get_by_text("Vaš ponudnik:").wait_for()
    keep(page, "widget-phone.png")
    menu, close = chat.locator("#menu").bounding_box(), page.locator("hisnik-widget .close").bounding_box()
    assert menu["x"] + menu["width"] <= close["x"]  # nothing lies over the menu
    page.locator("hisnik-widget .close").tap()
    page.get_by_role("dialog").wait_for(state="hidden")
    assert page.evaluate("document.documentElement.scrollWidth") <= 360
    context.close()


@pytest.mark.parametrize("provider", ["upravnik", "neznana"])
def test_a_site_that_is_not_allowed_shows_nothing(browser: Any, site: Callable[[str], str], provider: str) -> None:
    context = browser.new_context(viewport={"width": 1280, "height": 800}, locale="sl-SI")
    page = context.new_page()
    page.goto(site(provider))
    page.get_by_role("button", name="Odpri pogovor s hišnikom").click()
    link = page.get_by_role("link", name="Odprite ga v novem zavihku")
    link.wait_for(timeout=SECONDS_20)  # a way on
    assert link.get_attribute("href").endswith(f"/chat?start={provider}")
    assert not page.locator("hisnik-widget iframe").is_visible()
    assert all("hišnik" not in frame.content() for frame in page.frames[1:])
    context.close()


def test_a_browser_that_keeps_no_cookie_offers_a_tab(browser: Any, site: Callable[[str], str], demo_url: str) -> None:
    context = browser.new_context(viewport={"width": 1280, "height": 800}, locale="sl-SI")
    page = context.new_page()

    # as the server answers where no cookie comes along
    page.route("**/embed/messages**", lambda route: route.fulfill(status=403, json={"status": 403}))
    page.goto(site("komunala"))
    page.get_by_role("button", name="Odpri pogovor s hišnikom").click()
    link = page.frame_locator("hisnik-widget iframe").get_by_role("link", name="Odprite ga v novem zavihku")
    with context.expect_page() as tab:
        link.click(timeout=SECONDS_20)
    tab.value.get_by_text("Vaš ponudnik: Komunala Zgled d.o.o.").wait_for(timeout=SECONDS_20)
    context.close()


def test_the_cookie_on_another_site_is_partitioned(browser: Any, tmp_path: Path) -> None:
    """By https, in a frame on a page of another host: what ``docs/widget.md`` says of privacy."""
    with behind_tls(tmp_path) as bot, served(tmp_path, bot) as page_of:
        context = browser.new_context(viewport={"width": 1280, "height": 800}, locale="sl-SI", ignore_https_errors=True)
        page = context.new_page()
        page.goto(page_of("komunala"))
        chat = opened(page)
        chat.locator("#text").fill("ste zdaj odprti?")
        chat.locator("#text").press("Enter")
        chat.locator(".row:not(.mine) .bubble", has_text="Uradne ure:").wait_for(timeout=SECONDS_20)
        asked = context.new_cdp_session(page).send("Network.getCookies", {"urls": [bot, page.url]})
        [cookie] = [one for one in asked["cookies"] if one["name"] == "hisnik_frame"]
        assert (cookie["secure"], cookie["httpOnly"], cookie["sameSite"]) == (True, True, "None")
        assert cookie["partitionKey"] == {"topLevelSite": "http://127.0.0.1", "hasCrossSiteAncestor": True}
        tab = context.new_page()  # the same host, not beneath the provider's site: it is a stranger there
        tab.goto(f"{bot}/chat?start=komunala")
        assert tab.evaluate("fetch('/embed/messages?after=0&wait=0').then(answer => answer.status)") == 403
        tab.locator(".keys button").first.wait_for(timeout=SECONDS_20)
        assert tab.locator(".bubble", has_text="Uradne ure:").count() == 0
        context.close()
