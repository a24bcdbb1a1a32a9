"""Files on the chat page in a real browser: a photo, an album, what is refused, a lost connection, corrections."""

import io
import os
from pathlib import Path
from typing import Any

import pytest
from PIL import Image, ImageDraw

from tests.backend.attachments.samples import PDF
from tests.browser.test_chat_page import SECONDS_20

pytestmark = pytest.mark.browser
PICTURES = "HISNIK_PICTURES"
"""A folder: screenshots are kept there."""


def photo(number: int = 1, size: tuple[int, int] = (1200, 1600)) -> bytes:
    """A meter on a wall, more or less."""
    image = Image.new("RGB", size, (178, 186, 190))
    draw = ImageDraw.Draw(image)
    middle, radius = (size[0] // 2, size[1] // 2), min(size) // 3
    box = (middle[0] - radius, middle[1] - radius, middle[0] + radius, middle[1] + radius)
    draw.ellipse(box, fill=(250, 250, 245), outline=(40, 70, 110), width=30)
    draw.rectangle(
        (middle[0] - radius // 2, middle[1] - 60, middle[0] + radius // 2, middle[1] + 60), fill=(20, 20, 20)
    )
    for place in range(number):
        draw.ellipse((80 + 90 * place, 80, 140 + 90 * place, 140), fill=(160, 40, 30))
    out = io.BytesIO()
    image.save(out, "JPEG")
    return out.getvalue()


def file(name: str, data: bytes, mime: str = "image/jpeg") -> dict[str, Any]:
    return {"name": name, "mimeType": mime, "buffer": data}


def opened(browser: Any, demo_url: str, width: int, **more: Any) -> Any:
    page = browser.new_page(viewport={"width": width, "height": 740}, locale="sl-SI", **more)
    page.goto(f"{demo_url}/chat")
    page.get_by_role("button", name="Poveži račun").wait_for(timeout=SECONDS_20)
    return page


def keep(page: Any, name: str) -> None:
    if os.environ.get(PICTURES):
        page.screenshot(path=str(Path(os.environ[PICTURES]) / f"{name}.png"), animations="disabled")


def send(page: Any, text: str) -> None:
    """Sends what the tray holds, with these words, and waits for the answer."""
    before = page.locator(".row:not(.mine)").count()
    page.locator("#text").fill(text)
    page.locator("#text").press("Enter")
    page.locator(".row:not(.mine)").nth(before).wait_for(timeout=SECONDS_20)


@pytest.mark.parametrize("width", [360, 1280])
def test_a_photo_with_words(browser: Any, demo_url: str, width: int) -> None:
    page = opened(browser, demo_url, width, **({"has_touch": True, "is_mobile": True} if width == 360 else {}))
    faults: list[str] = []
    page.on("pageerror", lambda error: faults.append(str(error)))
    page.on("console", lambda said: faults.append(said.text) if said.type == "error" else None)
    page.locator("#file").set_input_files([file("števec v kleti.jpg", photo())])
    page.locator(".chip.done img").wait_for(timeout=SECONDS_20)
    page.locator("#text").fill("Števec pušča, poglejte.")
    keep(page, f"chosen-{width}")
    send(page, "Števec pušča, poglejte.")
    mine = page.locator(".mine").last
    mine.locator(".picture:not(.waiting) img").wait_for(timeout=SECONDS_20)
    assert "Števec pušča, poglejte." in mine.inner_text()
    assert page.locator("#tray").is_hidden()
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    keep(page, f"photo-{width}")
    page.reload()  # the picture comes from the server now
    page.locator(".mine .picture:not(.waiting) img").last.wait_for(timeout=SECONDS_20)
    assert faults == []


def test_an_album_a_pdf_and_ten_at_most(browser: Any, demo_url: str) -> None:
    page = opened(browser, demo_url, 360, has_touch=True, is_mobile=True)
    page.locator("#file").set_input_files([file(f"{n}.jpg", photo(n, (600, 600))) for n in range(1, 13)])
    page.get_by_text("Naenkrat pošljete do 10 datotek").wait_for(timeout=SECONDS_20)
    page.locator(".chip.done").nth(9).wait_for(timeout=SECONDS_20)
    assert page.locator(".chip").count() == 10
    keep(page, "ten-chosen-360")
    for _ in range(7):
        page.locator(".chip .remove").last.click()
    send(page, "")
    assert page.locator(".mine .album img").count() == 3
    keep(page, "album-360")
    page.locator("#file").set_input_files([file("račun.pdf", PDF, "application/pdf")])
    page.locator(".chip.done").wait_for(timeout=SECONDS_20)
    send(page, "")
    card = page.locator(".mine .card").last
    assert "račun.pdf" in card.inner_text()
    small = page.evaluate(
        "[...document.querySelectorAll('button')].filter(b => b.offsetParent && b.offsetHeight < 40).map(b => b.outerHTML)"
    )
    assert small == []  # every button can be hit by a thumb
    keep(page, "pdf-360")


def test_what_is_refused_says_why_and_the_words_stay(browser: Any, demo_url: str) -> None:
    page = opened(browser, demo_url, 360)
    page.locator("#text").fill("to je moj račun")
    page.locator("#file").set_input_files([file("racun.pdf", b"MZ\x90\x00" + bytes(500), "application/pdf")])
    page.locator("#text").press("Enter")
    page.get_by_text("Take datoteke ne morem sprejeti").wait_for(timeout=SECONDS_20)
    assert page.locator("#text").input_value() == "to je moj račun"
    assert page.locator(".mine").count() == 0
    page.locator("#file").set_input_files([file("velika.jpg", bytes(20 * 1024 * 1024 + 1))])
    page.get_by_text("Datoteka je prevelika").wait_for(timeout=SECONDS_20)
    keep(page, "refused-360")
    page.locator("#text").press("Enter")  # a refusal nobody saw yet holds the words back once more
    assert page.locator("#text").input_value() == "to je moj račun"
    page.get_by_role("button", name="Zapri obvestilo").first.click()
    assert page.locator(".refused").count() == 1
    send(page, "kako naprej?")
    assert page.locator(".refused").count() == 0


def test_without_a_connection_nothing_is_lost(browser: Any, demo_url: str) -> None:
    page = opened(browser, demo_url, 1280)
    page.route("**/chat/files?*", lambda route: route.abort())
    page.locator("#text").fill("slika")
    page.locator("#file").set_input_files([file("a.jpg", photo())])
    again = page.locator(".chip .again")
    again.wait_for(timeout=SECONDS_20)
    page.locator("#text").press("Enter")
    assert page.locator("#text").input_value() == "slika"
    keep(page, "failed-1280")
    page.unroute("**/chat/files?*")
    again.click()
    page.locator(".chip.done").wait_for(timeout=SECONDS_20)
    page.route("**/chat/turns", lambda route: route.abort())
    page.locator("#text").press("Enter")
    page.get_by_text("Ni poslano.").wait_for(timeout=SECONDS_20)
    page.unroute("**/chat/turns")
    page.reload()  # the file is at the server: it can be sent even now
    before = page.locator(".row:not(.mine)").count()
    page.get_by_role("button", name="Poskusi znova").click()
    page.locator(".row:not(.mine)").nth(before).wait_for(timeout=SECONDS_20)
    assert page.get_by_text("Ni poslano.").count() == 0


def test_files_are_dropped_and_pasted(browser: Any, demo_url: str) -> None:
    page = opened(browser, demo_url, 1280)
    files = """(kind) => {
        const moved = new DataTransfer();
        moved.items.add(new File([new Uint8Array([0x25, 0x50])], `${kind}.pdf`, { type: "application/pdf" }));
        return moved;
    }"""
    dropped = page.evaluate_handle(files, "dropped")
    page.dispatch_event("#log", "dragover", {"dataTransfer": dropped})
    page.locator("#drop").wait_for()
    keep(page, "drop-1280")
    page.dispatch_event("#log", "drop", {"dataTransfer": dropped})
    assert page.locator("#drop").is_hidden()
    page.get_by_text("dropped.pdf").wait_for(timeout=SECONDS_20)  # two bytes are no PDF: the refusal names it
    pasted = page.evaluate_handle(files, "pasted")
    page.evaluate(
        """(moved) => document.getElementById("text").dispatchEvent(
            new ClipboardEvent("paste", { clipboardData: moved, bubbles: true, cancelable: true }))""",
        pasted,
    )
    page.get_by_text("pasted.pdf").wait_for(timeout=SECONDS_20)


def test_the_last_message_is_corrected(browser: Any, demo_url: str) -> None:
    page = opened(browser, demo_url, 1280)
    send(page, "poraba za leto 2052")
    page.locator("#text").fill("napol napisano")
    page.get_by_role("button", name="Popravi sporočilo").click()
    assert page.locator("#text").input_value() == "poraba za leto 2052"
    keep(page, "editing-1280")
    send(page, "uradne ure")
    mine = page.locator(".mine")
    assert mine.count() == 1
    assert "uradne ure" in mine.inner_text()
    assert "popravljeno" in mine.inner_text()
    assert page.locator("#text").input_value() == "napol napisano"
    keep(page, "edited-1280")
