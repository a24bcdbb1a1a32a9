"""The chat page in a real browser: a visit by typing and clicking, a phone's width, the keyboard alone, what readers hear."""

from typing import Any

import pytest

pytestmark = pytest.mark.browser
SECONDS_20 = 20_000


def type_in(place: Any, text: str, then: str) -> None:
    """Types, sends, and waits for a bubble of the answer."""
    place.locator("#text").fill(text)
    place.locator("#text").press("Enter")
    place.locator(".row:not(.mine) .bubble", has_text=then).last.wait_for(timeout=SECONDS_20)


def test_linking_on_the_demo_page(browser: Any, demo_url: str) -> None:
    page = browser.new_page(viewport={"width": 1380, "height": 900}, locale="sl-SI")
    faults: list[str] = []
    page.on("pageerror", lambda error: faults.append(str(error)))
    page.goto(demo_url)
    chat = page.frame_locator("#chat")
    chat.get_by_role("button", name="Poveži račun").first.click(timeout=SECONDS_20)
    chat.get_by_role("button", name="Komunala Zgled").first.click(timeout=SECONDS_20)
    page.locator("[data-type='123456']").click()
    chat.locator("#text").press("Enter")
    chat.get_by_text("Nimate računa?").last.wait_for(timeout=SECONDS_20)
    type_in(chat, "202600876", "je povezana")
    assert "202600876" not in chat.locator("#log").inner_text()  # a secret doesn't stay on the screen
    type_in(chat, "janez@primer.si", "kodo")
    mail = page.frame_locator("#mail")
    mail.get_by_text("Vaša potrditvena koda").first.wait_for(timeout=SECONDS_20)
    with page.context.expect_page() as opened:
        mail.get_by_role("link").first.click()
    confirming = opened.value
    confirming.get_by_role("button").first.click(timeout=SECONDS_20)
    chat.get_by_text("E-naslov je potrjen").wait_for(timeout=SECONDS_20)  # the open chat hears of it by itself
    assert faults == []


def test_phone_width_has_no_sideways_scrolling(browser: Any, demo_url: str) -> None:
    page = browser.new_page(viewport={"width": 360, "height": 740}, locale="sl-SI", has_touch=True, is_mobile=True)
    page.goto(f"{demo_url}/chat")
    page.get_by_role("button", name="Poveži račun").wait_for(timeout=SECONDS_20)
    assert page.evaluate("document.documentElement.scrollWidth") <= 360
    small = page.evaluate(
        "[...document.querySelectorAll('button')].filter(b => b.offsetParent && b.offsetHeight < 40).map(b => b.outerHTML)"
    )
    assert small == []  # every button can be hit by a thumb


def test_keyboard_alone_and_what_a_screen_reader_hears(browser: Any, demo_url: str) -> None:
    page = browser.new_page(viewport={"width": 900, "height": 740}, locale="en-GB")
    page.goto(f"{demo_url}/chat")
    page.locator(".keys button").first.wait_for(timeout=SECONDS_20)
    assert page.locator("html").get_attribute("lang") == "en"
    assert page.get_by_role("log").get_attribute("aria-live") == "polite"
    page.get_by_label("Your message").focus()
    before = page.locator(".row").count()
    for _ in range(2):
        page.keyboard.press("Shift+Tab")  # past the clip, to the newest button
    assert page.evaluate("document.activeElement.closest('.keys') !== null")
    page.keyboard.press("Enter")
    page.locator(".row").nth(before + 1).wait_for(timeout=SECONDS_20)
    assert page.evaluate("document.activeElement.id") == "text"
    unnamed = page.evaluate(
        "[...document.querySelectorAll('button, textarea')].filter(e => !(e.innerText || e.ariaLabel || e.labels?.length)).length"
    )
    assert unnamed == 0


def test_the_transcript_survives_a_reload(browser: Any, demo_url: str) -> None:
    page = browser.new_page(locale="sl-SI")
    page.goto(f"{demo_url}/chat")
    page.get_by_role("button", name="Poveži račun").wait_for(timeout=SECONDS_20)
    said = page.locator("#log").inner_text()
    page.reload()
    page.get_by_role("button", name="Poveži račun").wait_for(timeout=SECONDS_20)
    assert page.locator("#log").inner_text() == said
