"""The staff's console in a real browser: the way in, at a desk's width and a phone's, by the keyboard alone, without scripts."""

import time
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from backend.demo.staff import PASSWORD, TOTP
from backend.staff.totp import STEP_SECONDS, code_at

pytestmark = pytest.mark.browser
PAGES = ("/staff", "/staff/audit", "/staff/account")


def fresh_codes() -> list[str]:
    """A code that holds for some seconds yet; and the next one, for whoever logs in twice within half a minute."""
    if time.time() % STEP_SECONDS > STEP_SECONDS - 5:
        time.sleep(5.1)
    now = datetime.now(UTC)
    return [code_at(TOTP, now), code_at(TOTP, now + timedelta(seconds=STEP_SECONDS))]


def log_in(page: Any, url: str, email: str) -> None:
    """By the keyboard alone: the first field has the focus."""
    page.goto(f"{url}/staff")
    page.locator("#email:focus").wait_for()
    page.keyboard.type(email)
    page.keyboard.press("Tab")
    page.keyboard.type(PASSWORD)
    page.keyboard.press("Enter")
    page.locator("#code:focus").wait_for()
    inside = page.get_by_role("heading", name="Pogovori", exact=True)
    for code in fresh_codes():
        page.locator("#code").fill(code)
        page.keyboard.press("Enter")
        inside.or_(page.get_by_role("alert")).first.wait_for()
        if inside.is_visible():
            break
    inside.wait_for()


def fits(page: Any) -> bool:
    """Nothing is scrolled sideways."""
    return bool(page.evaluate("document.documentElement.scrollWidth <= innerWidth"))


def test_the_way_in_at_a_desk(browser: Any, demo_url: str, tmp_path: Path) -> None:
    page = browser.new_page(viewport={"width": 1280, "height": 800}, locale="sl-SI")
    faults: list[str] = []
    page.on("console", lambda message: faults.append(message.text) if message.type == "error" else None)
    page.on("pageerror", lambda error: faults.append(str(error)))
    log_in(page, demo_url, "odpadki@demo.example")
    for path in PAGES:
        page.goto(demo_url + path)
        assert fits(page)
        assert page.locator("h1").count() == 1
        page.screenshot(path=tmp_path / f"{path.rpartition('/')[2]}.png", full_page=True)
    unnamed = page.evaluate(
        "[...document.querySelectorAll('input:not([type=hidden]):not([hidden]), select, button')]"
        ".filter(e => !(e.labels?.length || e.ariaLabel || e.innerText)).length"
    )
    assert unnamed == 0
    page.get_by_role("button", name="Odjava").click()
    page.get_by_role("heading", name="Odjavljeni ste").wait_for()
    assert faults == []  # the policy of the page refuses nothing of its own


def test_a_phone_without_scripts(browser: Any, demo_url: str) -> None:
    context = browser.new_context(
        viewport={"width": 360, "height": 740}, locale="sl-SI", is_mobile=True, java_script_enabled=True
    )
    page = context.new_page()
    page.route("**/*.js*", lambda route: route.abort())
    page.goto(f"{demo_url}/staff/login")
    assert fits(page)
    log_in(page, demo_url, "upravnik@demo.example")
    for path in PAGES:
        page.goto(demo_url + path)
        assert fits(page), path
        small = page.evaluate(
            "[...document.querySelectorAll('button, nav a, select, input')]"
            ".filter(e => e.offsetParent && e.offsetHeight < 40).length"
        )
        assert small == 0, path
    context.close()
