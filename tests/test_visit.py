"""The documented visit (docs/visit.md), run as it stands there: real processes, pipes, mails, chart, PDF, QR."""

import json
import os
import re
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from email import message_from_bytes
from email.policy import default as modern
from pathlib import Path
from typing import Any

import pypdfium2
import pytest
import zxingcpp

from tests.command import Command

PAGE = Path(__file__).parent.parent / "docs" / "visit.md"
CODE, CONSENT, STATED, STORED, READINGS, CHART, INVOICE = 6, 7, 9, 10, 11, 12, 13
"""Turns of the visit, counted from 0."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What the script left in its folder."""

    folder: Path
    turns: Sequence[Any]

    def text(self, turn: int) -> str:
        return "\n".join(reply["text"] for reply in self.turns[turn]["replies"])

    def buttons(self, turn: int) -> list[str]:
        return [label for reply in self.turns[turn]["replies"] for label in reply["buttons"]]

    def file(self, turn: int) -> bytes:
        [file] = [file for reply in self.turns[turn]["replies"] for file in reply["files"]]
        assert (self.folder / file["path"]).name == Path(file["path"]).name
        content: bytes = (self.folder / file["path"]).read_bytes()
        return content


@pytest.fixture(scope="module")
def outcome(server_url: str, data_dir: Path, tmp_path_factory: pytest.TempPathFactory) -> Outcome:
    folder = tmp_path_factory.mktemp("visit")
    found = re.search(r"```sh\n(.+?)```", PAGE.read_text(), re.DOTALL)
    assert found
    script = f'hisnik() {{ exec {sys.executable} -m bot.cli "$@"; }}\nset -e\n' + found[1]
    here = str(PAGE.parent.parent)
    environ = Command({"DATABASE_URL": server_url, "DATA_DIR": str(data_dir), "PYTHONPATH": here}).environ()
    environ["PATH"] = os.pathsep.join([str(Path(sys.executable).parent), environ["PATH"]])
    done = subprocess.run(
        ["bash", "-c", script], cwd=folder, env=environ, capture_output=True, text=True, timeout=180, check=False
    )
    assert done.returncode == 0, done.stderr
    turns = [json.loads(line) for line in (folder / "turns.jsonl").read_text("utf-8").splitlines()]
    assert len(turns) == 14, [turn["replies"][0]["text"] for turn in turns]
    return Outcome(folder, turns)


def test_every_turn_is_answered_in_the_documented_shape(outcome: Outcome) -> None:
    for turn in outcome.turns:
        assert set(turn) == {"replies"}
        assert turn["replies"]
        for reply in turn["replies"]:
            assert set(reply) == {"text", "buttons", "files"}
            assert all(set(file) == {"name", "mime", "path"} for file in reply["files"])


def test_the_reading_is_echoed_then_stored(outcome: Outcome) -> None:
    assert "88213377" in outcome.text(STATED)
    assert "13 m³" in outcome.text(STATED)
    assert "Da, shrani" in outcome.buttons(STATED)
    assert "27. 11. 2026: 1.834 m³" in outcome.text(READINGS)


def test_the_chart_is_a_picture_with_words(outcome: Outcome) -> None:
    assert outcome.file(CHART).startswith(b"\x89PNG\r\n")
    assert "m³" in outcome.text(CHART)


def test_the_invoices_qr_is_that_of_the_bank_form(outcome: Outcome) -> None:
    pages = pypdfium2.PdfDocument(outcome.file(INVOICE))
    codes = [code.text for page in pages for code in zxingcpp.read_barcodes(page.render(scale=4).to_pil())]
    [payload] = [code for code in codes if code.startswith("UPNQR")]
    fields = payload.split("\n")
    cents = int(fields[8])
    amount = f"{cents // 100},{cents % 100:02d}"
    assert cents > 0
    assert amount in outcome.text(INVOICE)


def test_mails_came_for_the_code_and_the_reading(outcome: Outcome) -> None:
    mails = [
        message_from_bytes(path.read_bytes(), policy=modern)
        for path in sorted((outcome.folder / "mails").glob("*.eml"))
    ]
    assert all(mail["To"] == "janez@primer.si" for mail in mails)
    texts = [body.get_content() for mail in mails if (body := mail.get_body(("plain",))) is not None]
    assert re.search(r"\b\d{3} ?\d{3}\b", texts[0])
    assert any("1.834" in text and "88213377" in text for text in texts), texts
