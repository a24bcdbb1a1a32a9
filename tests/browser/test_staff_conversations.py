"""A working day of the demo's staff in a real browser: queue, answer, note, close; also by the keyboard, and on a phone."""

from pathlib import Path
from typing import Any

import pytest

from tests.browser.test_console import fits, log_in

pytestmark = pytest.mark.browser
KOMUNALA, UPRAVNIK = "komunala@demo.example", "upravnik@demo.example"


def small_targets(page: Any) -> int:
    """Things to press that a thumb misses."""
    return int(
        page.evaluate(
            "[...document.querySelectorAll('button, nav a, select, input:not([type=checkbox])')]"
            ".filter(e => e.offsetParent && e.offsetHeight < 40).length"
        )
    )


def unnamed(page: Any) -> int:
    """Fields and buttons without a name."""
    return int(
        page.evaluate(
            "[...document.querySelectorAll('input:not([type=hidden]):not([hidden]), select, button, textarea, audio, img')]"
            ".filter(e => !(e.labels?.length || e.ariaLabel || e.textContent.trim() || e.alt)).length"
        )
    )


def test_a_conversation_at_a_desk(browser: Any, demo_url: str, tmp_path: Path) -> None:
    page = browser.new_page(viewport={"width": 1280, "height": 800}, locale="sl-SI")
    faults: list[str] = []
    page.on("console", lambda message: faults.append(message.text) if message.type == "error" else None)
    page.on("pageerror", lambda error: faults.append(str(error)))
    log_in(page, demo_url, KOMUNALA)
    assert page.locator("[data-row]").count() == 2
    page.screenshot(path=tmp_path / "staff-queue.png")
    page.get_by_role("link", name="Janez Novak").click()
    page.get_by_role("heading", name="Odgovorite").wait_for()
    page.wait_for_load_state("networkidle")
    assert page.evaluate("[...document.images].every(i => i.complete && i.naturalWidth > 0)")
    assert page.locator(".photo img").count() == 1
    page.screenshot(path=tmp_path / "staff-ticket.png", full_page=True)
    assert fits(page)
    assert unnamed(page) == 0
    page.get_by_label("Sporočilo občanu").fill("Dober dan, g. Novak.")
    page.locator("#canned").select_option(label="obroki")
    page.get_by_role("button", name="Vstavi").click()
    assert "obrokih" in page.get_by_label("Sporočilo občanu").input_value()
    page.locator("#files").set_input_files(tmp_path / "staff-queue.png")
    page.get_by_role("button", name="Pošlji").click()
    page.get_by_role("status").get_by_text("gre občanu").wait_for()
    assert page.locator(".answer .photo").count() == 1
    page.get_by_text("Zaznamek za sodelavce").click()
    page.locator("#note").fill("Poklical tudi po telefonu.")
    page.get_by_role("button", name="Shrani zaznamek").click()
    page.locator(".note", has_text="Poklical tudi").wait_for()
    page.get_by_role("button", name="Prevzemi").click()
    page.get_by_text("Dodeljeno: Ana Zupan.").wait_for()
    page.get_by_role("button", name="Zapri pogovor").click()
    page.get_by_role("heading", name="Pogovor je zaprt").wait_for()
    page.goto(f"{demo_url}/staff")
    assert page.locator("[data-row]").count() == 1
    for path in ("/staff/new?q=novak", "/staff/canned", "/staff/office", "/staff?state=all"):
        page.goto(demo_url + path)
        assert fits(page), path
        assert unnamed(page) == 0, path
    assert faults == []
    page.close()


def test_by_the_keyboard_alone(browser: Any, demo_url: str) -> None:
    page = browser.new_page(viewport={"width": 1280, "height": 800}, locale="sl-SI")
    log_in(page, demo_url, UPRAVNIK)
    page.keyboard.press("/")
    page.keyboard.type("Kovács")
    page.keyboard.press("Enter")
    page.locator("[data-row]").wait_for()
    page.locator("body").click(position={"x": 2, "y": 790})
    page.keyboard.press("j")
    page.keyboard.press("Enter")
    page.get_by_role("heading", name="Odgovorite").wait_for()
    page.locator("#text").focus()
    page.keyboard.type("Da, v dveh obrokih.")
    page.keyboard.press("Control+Enter")
    page.get_by_role("status").get_by_text("gre občanu").wait_for()
    assert page.locator(".answer", has_text="Da, v dveh obrokih.").count() == 1
    page.close()


def test_on_a_phone_without_scripts(browser: Any, demo_url: str) -> None:
    context = browser.new_context(viewport={"width": 360, "height": 740}, locale="sl-SI", is_mobile=True)
    page = context.new_page()
    page.route("**/*.js*", lambda route: route.abort())
    log_in(page, demo_url, KOMUNALA)
    page.locator("[data-row]").first.click()
    page.get_by_role("heading", name="Odgovorite").wait_for()
    assert fits(page)
    assert small_targets(page) == 0
    page.get_by_label("Sporočilo občanu").fill("Prihajamo.")
    page.locator("#canned").select_option(label="ure")
    page.get_by_role("button", name="Vstavi").click()
    assert page.get_by_label("Sporočilo občanu").input_value().startswith("Prihajamo.\n\nUradne ure")
    page.get_by_role("button", name="Pošlji").click()
    page.get_by_role("status").get_by_text("gre občanu").wait_for()
    for path in ("/staff?state=all", "/staff/new?q=novak", "/staff/canned", "/staff/office"):
        page.goto(demo_url + path)
        assert fits(page), path
        assert small_targets(page) == 0, path
    context.close()
