"""A whole visit with LOG_FORMAT=json at DEBUG, as a process: every line is JSON, ids join them, nothing personal is in them."""

import asyncio
import io
import json
import logging
import re
import sys
from pathlib import Path
from typing import Any

import httpx
import pytest

from backend.demo.mailbox import Mailbox, running_mailbox
from backend.observability.contract import traced
from bot.logs import handler
from tests.command import Command
from tests.test_servers import PATIENCE, origin, turn

SECRETS = ("123456", "202600876", "janez.skrit@primer.si", "janez.skrit", "Janez", "Skrivnež", "zmaj", "1834")


@pytest.fixture
def hisnik(database_url: str, data_dir: Path) -> Command:
    """On demo data."""
    settings = {
        "DATABASE_URL": database_url,
        "DATA_DIR": str(data_dir),
        "SERVICE_TOKEN": "service-t",
        "SECRET_KEY": "k",
    }
    return Command({**settings, "LOG_LEVEL": "DEBUG", "LOG_FORMAT": "json"})


async def mailed_code(mailbox: Mailbox) -> str:
    async with asyncio.timeout(PATIENCE):
        while not mailbox.mails:
            await asyncio.sleep(0.05)
    code = re.search(r"\b\d{6}\b", mailbox.mails[-1].text)
    assert code is not None
    return code.group()


async def test_a_visit_leaves_lines_without_anything_personal(hisnik: Command) -> None:
    async with running_mailbox() as mailbox:
        refused = iter(["451 later"])
        mailbox.verdict = lambda _address: next(refused, "250 OK")
        async with (
            hisnik.serving("serve", "--port", "0", SMTP_URL=mailbox.url) as served,
            httpx.AsyncClient(base_url=origin(served.url)) as page,
        ):
            await page.get("/chat")
            for text in ("zmaj sedi na strehi, lp Janez Skrivnež", "poveži račun", "Komunala Zgled d.o.o.", "123456"):
                await turn(page, text=text)
            said = await turn(page, text="202600876")
            assert any("@" in message["text"] or "naslov" in message["text"] for message in said), said
            await turn(page, text="janez.skrit@primer.si")
            code = await mailed_code(mailbox)
            await turn(page, text=code)
            await turn(page, text="strinjam se")
            await turn(
                page, text="stanje 1834"
            )  # stored in the window, refused outside: it is today's date that counts
            await turn(page, text="da")
    lines: list[dict[str, Any]] = [json.loads(line) for line in served.errors.splitlines()]
    assert all(line.keys() >= {"time", "level", "logger", "message"} for line in lines)
    drawn = {"time", "request", "ms"}  # digits that may be anything
    told = json.dumps(
        [[value for name, value in line.items() if name not in drawn] for line in lines], ensure_ascii=False
    )
    for secret in (*SECRETS, code, "service-t"):
        assert secret not in told, secret
    late = next(line for line in lines if line["logger"] == "backend.ledger.worker")
    same = [line for line in lines if line.get("request") == late["request"]]
    assert {line["logger"] for line in same} >= {
        "bot.watching",
        "backend.observability.middleware",
        "backend.ledger.worker",
    }
    stored = [line for line in same if line.get("route") == "/v1/residents/{resident_id}/email-confirmations"]
    assert (stored[0]["method"], stored[0]["status"]) == ("POST", 200)


def written(form: Any, *arguments: Any, **keywords: Any) -> str:
    """What one line of a logger of its own comes out as."""
    stream = io.StringIO()
    logger = logging.Logger("house")
    logger.addHandler(handler(form, stream))
    logger.error(*arguments, **keywords)
    return stream.getvalue()


def test_a_line_is_one_line_with_the_fields_of_the_list() -> None:
    with traced("0123456789abcdef"):
        line = json.loads(written("json", "čez\n%s", "dve", extra={"route": "/v1", "ms": 1.5, "email": "a@b.si"}))
    assert line.pop("time").endswith("+00:00")
    assert line == {
        "level": "ERROR",
        "logger": "house",
        "message": "čez\ndve",
        "request": "0123456789abcdef",
        "route": "/v1",
        "ms": 1.5,
    }


def test_a_traceback_stays_in_its_line() -> None:
    try:
        raise ValueError("why")
    except ValueError:
        text = written("json", "oh", exc_info=sys.exc_info())
    assert text.count("\n") == 1
    assert "ValueError: why" in json.loads(text)["exception"]


def test_for_people_the_id_stands_before_the_message() -> None:
    with traced("0123456789abcdef"):
        assert written("text", "oh").endswith(" ERROR house [0123456789abcdef] oh\n")
    assert written("text", "oh").endswith(" ERROR house oh\n")
