"""The chat page in a real browser: a visit by typing and clicking, a phone's width, the keyboard alone, what readers hear."""

import os
from pathlib import Path
from typing import Any
from urllib.parse import urljoin

import pytest

PICTURE = "HISNIK_PICTURE"
pytestmark = pytest.mark.browser
SECONDS_20 = 20_000


def type_in(place: Any, text: str, then: str) -> None:
    """Types, sends, and waits for a bubble of the answer."""
    place.locator("#text").fill(text)
    place.locator("#text").press("Enter")
    place.locator(".row:not(.mine) .bubble", has_text=then).last.wait_for(timeout=SECONDS_20)


def press(place: Any, label: str, then: str) -> None:
    """Presses the newest button of that label, and waits for a bubble of the answer."""
    place.get_by_role("button", name=label, exact=True).last.click(timeout=SECONDS_20)
    place.locator(".row:not(.mine) .bubble", has_text=then).last.wait_for(timeout=SECONDS_20)


def link(page: Any, chat: Any) -> None:
    """Links Janez' payer code and confirms the address by the link in the mail."""
    chat.get_by_role("button", name="Poveži račun").first.click(timeout=SECONDS_20)
    press(chat, "Komunala Zgled d.o.o.", "vpišite šifro plačnika")
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


def hand_in(page: Any, chat: Any) -> None:
    """Agrees to the terms and hands in a reading; the receipt arrives beside the chat."""
    press(chat, "Nadaljuj", "Se strinjate?")
    press(chat, "Strinjam se", "Vse je pripravljeno")
    press(chat, "Ne, hvala", "Kaj želite urediti?")
    type_in(chat, "stanje 1834", "Novo stanje: 1.834 m³")
    press(chat, "Da, shrani", "Stanje je shranjeno")
    page.locator("#list button", has_text="Potrdilo o oddanem stanju").first.wait_for(timeout=SECONDS_20)


def look_at_the_chart(chat: Any) -> None:
    """The chart is drawn, in the page, at its full width, with words beside it."""
    type_in(chat, "poraba za zadnje leto", "Povprečno na mesec")
    picture = chat.locator(".picture:not(.waiting) img").last
    picture.wait_for(timeout=SECONDS_20)
    assert picture.evaluate("image => image.naturalWidth") == 1080
    assert picture.get_attribute("alt")
    broken = "[...document.querySelectorAll('.keys button')].filter(b => b.scrollWidth > b.clientWidth).length"
    assert chat.locator("body").evaluate(f"() => {broken}") == 0


def get_the_bill(page: Any, chat: Any) -> bytes:
    """The PDF that the card in the chat leads to, fetched with the visitor's cookie as the browser would."""
    type_in(chat, "zadnji račun", "Rok plačila")
    card = chat.locator("a.card").last
    card.wait_for(timeout=SECONDS_20)
    answer = page.context.request.get(urljoin(page.url, card.get_attribute("href")))
    assert answer.headers["content-type"] == "application/pdf"
    assert "racun-202600876.pdf" in answer.headers["content-disposition"]
    content: bytes = answer.body()
    return content


def test_a_whole_visit_on_the_demo_page(browser: Any, demo_url: str) -> None:
    """``HISNIK_PICTURE=docs/images/chat.png`` keeps the picture that README shows."""
    page = browser.new_page(viewport={"width": 1380, "height": 900}, locale="sl-SI")
    faults: list[str] = []
    page.on("pageerror", lambda error: faults.append(str(error)))
    page.on("console", lambda said: faults.append(said.text) if said.type == "error" else None)
    page.goto(demo_url)
    chat = page.frame_locator("#chat")
    link(page, chat)
    hand_in(page, chat)
    look_at_the_chart(chat)
    if os.environ.get(PICTURE):
        page.evaluate("window.scrollTo(0, 0)")
        page.mouse.move(0, 0)
        page.screenshot(path=os.environ[PICTURE], animations="disabled")
    assert get_the_bill(page, chat).startswith(b"%PDF-")
    assert faults == []


def test_what_a_resident_types_is_never_markup(browser: Any, demo_url: str) -> None:
    page = browser.new_page(locale="sl-SI")
    asked: list[str] = []

    def refuse(dialog: Any) -> None:
        asked.append(dialog.message)
        dialog.dismiss()

    page.on("dialog", refuse)
    page.goto(f"{demo_url}/chat")
    page.locator(".keys button").first.wait_for(timeout=SECONDS_20)
    evil = "<img src=x onerror=alert(1)><script>alert(2)</script>"
    before = page.locator(".row:not(.mine)").count()
    page.locator("#text").fill(evil)
    page.locator("#text").press("Enter")
    page.locator(".row:not(.mine)").nth(before).wait_for(timeout=SECONDS_20)
    page.reload()  # from the transcript as well
    mine = page.locator(".mine .bubble").last
    mine.wait_for(timeout=SECONDS_20)
    assert evil in mine.inner_text()
    assert page.locator("#log :is(script, .bubble img)").count() == 0
    assert asked == []


def test_phone_width_has_no_sideways_scrolling(browser: Any, demo_url: str) -> None:
    page = browser.new_page(viewport={"width": 360, "height": 740}, locale="sl-SI", has_touch=True, is_mobile=True)
    page.goto(f"{demo_url}/chat")
    page.get_by_role("button", name="Poveži račun").wait_for(timeout=SECONDS_20)
    assert page.evaluate("document.documentElement.scrollWidth") <= 360
    small = page.evaluate(
        "[...document.querySelectorAll('button')].filter(b => b.offsetParent && b.offsetHeight < 40).map(b => b.outerHTML)"
    )
    assert small == []  # every button can be hit by a thumb


def test_telephone_numbers_stay_whole_and_messages_are_in_the_menu(browser: Any, demo_url: str, tmp_path: Path) -> None:
    """At several widths of a phone: somewhere the line would have ended within the number."""
    page = browser.new_page(viewport={"width": 360, "height": 740}, locale="sl-SI", has_touch=True, is_mobile=True)
    page.goto(f"{demo_url}/chat?start=komunala")
    page.get_by_role("button", name="Moja sporočila").wait_for(timeout=SECONDS_20)
    page.screenshot(path=tmp_path / "menu.png", animations="disabled")
    type_in(page, "kakšne so uradne ure?", "Telefon")
    type_in(page, "pušča voda", "glavni ventil")
    assert page.locator(".phone").count() >= 2
    for width in range(240, 400, 4):
        page.set_viewport_size({"width": width, "height": 740})
        parted = "[...document.querySelectorAll('.phone')].filter(one => one.getClientRects().length > 1).length"
        assert page.evaluate(parted) == 0, width
    page.set_viewport_size({"width": 360, "height": 740})
    page.screenshot(path=tmp_path / "phone.png", animations="disabled")
    page.locator("#menu").click()
    page.get_by_role("button", name="Moja sporočila").last.wait_for(timeout=SECONDS_20)
    press(page, "Moja sporočila", "še niste poslali")
    assert page.evaluate("document.documentElement.scrollWidth") <= 360


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
