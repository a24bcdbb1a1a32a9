"""A conversation begun on the page goes on in Telegram: the page's dialog, its link over the stand-in, staff's answer there."""

import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
import zxingcpp
from PIL import Image

from tests.browser.beside import Beside, demo, telegram_beside
from tests.browser.test_chat_page import press, type_in
from tests.browser.test_console import log_in

PICTURES = "HISNIK_WIDGET_PICTURES"
"""A folder: ``HISNIK_WIDGET_PICTURES=docs/images`` keeps the pictures that docs/widget.md shows."""
pytestmark = pytest.mark.browser
SECONDS_20 = 20_000


@pytest.fixture(scope="module")
def beside() -> Iterator[Beside]:
    with telegram_beside() as beside:
        yield beside


@pytest.fixture(scope="module")
def with_telegram(beside: Beside, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The demo with a bot at the stand-in."""
    told = {"TELEGRAM_TOKEN": beside.telegram.token, "TELEGRAM_API_BASE": beside.telegram.base_url}
    with demo(tmp_path_factory.mktemp("demo-telegram"), **told) as url:
        yield url


def keep(page: Any, tmp_path: Path, name: str) -> Path:
    """A picture of the page; among the documents' where that is asked for."""
    picture = Path(os.environ.get(PICTURES) or tmp_path) / name
    page.mouse.move(0, 0)
    page.screenshot(path=picture, animations="disabled")
    return picture


def offered(page: Any) -> str:
    """Presses the button in the head; the link that the dialog shows."""
    page.get_by_role("button", name="Nadaljuj v Telegramu").click()
    link = page.get_by_role("dialog").get_by_role("link", name="Odpri Telegram")
    link.wait_for(timeout=SECONDS_20)
    address: str = link.get_attribute("href")
    return address


def payload(link: str) -> str:
    """What Telegram hands to the bot."""
    parts = urlsplit(link)
    assert (parts.scheme, parts.netloc, parts.path) == ("https", "t.me", "/hisnik_bot")
    [start] = parse_qs(parts.query)["start"]
    assert len(start) <= 64, "Telegram's limit"
    return start


def test_the_conversation_goes_on_in_telegram(browser: Any, beside: Beside, with_telegram: str, tmp_path: Path) -> None:
    page = browser.new_page(viewport={"width": 1280, "height": 800}, locale="sl-SI")
    faults: list[str] = []
    page.on("console", lambda said: faults.append(said.text) if said.type == "error" else None)
    page.on("pageerror", lambda error: faults.append(str(error)))
    page.goto(f"{with_telegram}/chat?start=komunala")
    page.locator(".keys button").first.wait_for(timeout=SECONDS_20)
    type_in(page, "rad bi govoril s človekom", "Prebral bo človek")
    press(page, "Račun", "Napišite, kaj vas zanima")
    type_in(page, "Zakaj je oktobrski račun višji?", "Poslano")
    link = offered(page)
    shown = Image.open(keep(page, tmp_path, "handover.png"))
    assert [code.text for code in zxingcpp.read_barcodes(shown)] == [link]  # what the phone reads off the screen
    ana = beside.do(lambda telegram: telegram.person("Ana"))
    beside.do(lambda telegram: telegram.user_starts(ana, payload(link)))
    beside.until(lambda telegram: any("nadaljuje tukaj" in text for text in telegram.texts(ana)))
    beside.do(lambda telegram: telegram.user_says(ana, "moja sporočila"))
    beside.until(lambda telegram: any("Zakaj je oktobrski račun višji?" in text for text in telegram.texts(ana)))
    page.get_by_role("button", name="Zapri").click()
    assert page.locator("#handover a").get_attribute("href") is None  # a link shown once is not left lying about
    desk = browser.new_page(viewport={"width": 1280, "height": 800}, locale="sl-SI")
    log_in(desk, with_telegram, "komunala@demo.example")
    desk.get_by_role("link", name="Zakaj je oktobrski").or_(
        desk.locator("[data-row]", has_text="oktobrski")
    ).first.click()
    desk.get_by_label("Sporočilo občanu").fill("Septembra je bilo stanje ocenjeno.")
    desk.get_by_role("button", name="Pošlji").click()
    beside.until(lambda telegram: any("Septembra je bilo stanje ocenjeno." in text for text in telegram.texts(ana)))
    desk.close()
    # a link is for one chat: another's is told so, and sees nothing
    other = beside.do(lambda telegram: telegram.person("Nekdo"))
    beside.do(lambda telegram: telegram.user_starts(other, payload(link)))
    beside.until(lambda telegram: any("že uporabljena" in text for text in telegram.texts(other)))
    assert not any("oktobrski" in text for text in beside.do(lambda telegram: telegram.texts(other)))
    type_in(page, "hvala", "Poslano")  # the page stays usable
    assert faults == []
    page.close()


def test_on_a_phone_and_by_the_keyboard(browser: Any, with_telegram: str, tmp_path: Path) -> None:
    context = browser.new_context(
        viewport={"width": 360, "height": 740}, locale="sl-SI", is_mobile=True, has_touch=True, device_scale_factor=2
    )
    page = context.new_page()
    page.goto(f"{with_telegram}/chat")
    page.locator(".keys button").first.wait_for(timeout=SECONDS_20)
    first = offered(page)
    assert page.evaluate("document.documentElement.scrollWidth") <= 360
    box = page.locator("#handover").bounding_box()
    assert min(box["x"], box["y"]) >= 0
    assert box["x"] + box["width"] <= 360
    assert box["y"] + box["height"] <= 740
    keep(page, tmp_path, "handover-phone.png")
    assert page.evaluate("document.activeElement.closest('#handover') !== null")
    page.keyboard.press("Escape")
    page.get_by_role("dialog").wait_for(state="hidden")
    assert page.evaluate("document.activeElement.id") == "carry"
    assert offered(page) != first  # a new link each time
    page.get_by_role("button", name="Zapri").tap()
    page.route("**/chat/handover", lambda route: route.fulfill(status=503, json={"status": 503}))
    page.get_by_role("button", name="Nadaljuj v Telegramu").tap()
    page.get_by_role("alert").get_by_text("Povezave zdaj ni mogoče pripraviti").wait_for(timeout=SECONDS_20)
    assert not page.get_by_role("link", name="Odpri Telegram").is_visible()
    context.close()
