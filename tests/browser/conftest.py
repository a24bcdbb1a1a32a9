"""The demo as a newcomer starts it, and a headless Chromium before it."""

import shutil
from collections.abc import Iterator
from typing import Any

import pytest

from tests.browser.beside import demo

FLAGS = [
    *("--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run"),
    *("--disable-background-networking", "--disable-component-update", "--disable-sync"),
]


@pytest.fixture(scope="session")
def demo_url(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """``hisnik demo`` without Telegram, for all tests."""
    with demo(tmp_path_factory.mktemp("demo")) as url:
        yield url


@pytest.fixture
def browser() -> Iterator[Any]:
    """Chromium, or a skip that says what is missing."""
    found = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
    if found is None:
        pytest.skip("no Chromium here: install the package chromium to run the browser tests")
    sync_api = pytest.importorskip("playwright.sync_api")
    with sync_api.sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=found, args=FLAGS)
        yield chromium
        chromium.close()
