"""A composed mail as another program reads it: strictly, by the library's newer parser."""

from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default as modern

import pytest

from backend.mail import Attached, Mail, MailRefused, compose
from tests.conftest import DEMO_NOW

SENDER = '"hišnik, komunalni" <bot@hisnik.example>'


def composed(**changes: object) -> EmailMessage:
    given = {
        "reference": "hisnik-7-20261127",
        "recipient": "Janez.Novak@example.si",
        "subject": "Vaše stanje",
        "text": "Spoštovani,\nFrom: vrstica\n.\nkonec",
        "html": "<p>žiga = 1</p>",
        "written_at": DEMO_NOW,
    } | changes
    raw = compose(Mail(**given), SENDER)  # type: ignore[arg-type]
    assert raw.isascii()
    assert all(len(line) <= 998 for line in raw.split(b"\r\n"))
    assert b"\n" not in raw.replace(b"\r\n", b"")
    read = message_from_bytes(raw, policy=modern)
    assert isinstance(read, EmailMessage)
    assert not [defect for part in read.walk() for defect in part.defects]
    return read


def words(mail: EmailMessage, kind: str) -> str:
    part = mail.get_body((kind,))
    assert part is not None
    return str(part.get_content()).replace("\r\n", "\n")


def test_headers_and_both_texts() -> None:
    mail = composed(reply_to="podpora+a1@hisnik.example", thread="hisnik-1")
    (sender,) = mail["From"].addresses
    assert (sender.display_name, sender.addr_spec) == ("hišnik, komunalni", "bot@hisnik.example")
    assert (mail["To"], mail["Reply-To"]) == ("Janez.Novak@example.si", "podpora+a1@hisnik.example")
    assert mail["Subject"] == "Vaše stanje"
    assert mail["Date"].datetime == DEMO_NOW.replace(microsecond=0)
    assert mail["Message-ID"] == "<hisnik-7-20261127@hisnik.example>"
    assert mail["In-Reply-To"] == mail["References"] == "<hisnik-1@hisnik.example>"
    assert (mail["Auto-Submitted"], mail["MIME-Version"]) == ("auto-generated", "1.0")
    assert mail.get_content_type() == "multipart/alternative"
    assert words(mail, "plain") == "Spoštovani,\nFrom: vrstica\n.\nkonec\n"
    assert words(mail, "html") == "<p>žiga = 1</p>\n"


@pytest.mark.parametrize("subject", ["š" * 300, "beseda " * 60, "x" * 900, "ena\r\nBcc: zlo@x.si", "=?utf-8?q?a?=", ""])
def test_subjects_of_any_kind_stay_one_header(subject: str) -> None:
    mail = composed(subject=subject)
    assert mail["Bcc"] is None
    assert mail["Subject"] == " ".join(subject.split())


def test_lines_of_any_length_and_end() -> None:
    text = "č" * 5000 + "\r\n konec \rin še\t\n\n"
    assert words(composed(text=text), "plain") == "č" * 5000 + "\n konec \nin še\t\n\n"


def test_files() -> None:
    files = [
        Attached("račun čšž.pdf", "application/pdf", bytes(range(256)) * 50),
        Attached('a"b.txt', "text/plain", b"x"),
    ]
    mail = composed(files=files)
    assert mail.get_content_type() == "multipart/mixed"
    found = list(mail.iter_attachments())
    assert [part.get_filename() for part in found] == ["račun čšž.pdf", 'a"b.txt']
    assert found[0].get_payload(decode=True) == files[0].data
    assert words(mail, "plain").startswith("Spoštovani")


def test_an_address_with_letters_goes_out_in_ascii() -> None:
    assert composed(recipient="info@čebelar.si")["To"] == "info@xn--ebelar-h2a.si"
    with pytest.raises(MailRefused):
        composed(recipient="ni naslov č")
