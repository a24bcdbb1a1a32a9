"""What is taken, as what, and what is refused for which reason."""

import contextlib
import struct

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from backend.attachments.checks import JPEG, PDF, clean_name
from backend.attachments.contract import LARGEST_FILE, FileKind
from backend.attachments.desk import check
from backend.attachments.refusals import FileBroken, FileEmpty, FileTooBig, FileTypeRefused
from tests.backend.attachments import samples

TAKEN = [
    (samples.picture("JPEG"), "a.jpg", "image/jpeg", FileKind.photo),
    (samples.picture("PNG"), "a.png", "image/png", FileKind.photo),
    (samples.picture("WEBP"), "a.webp", "image/webp", FileKind.photo),
    (samples.HEIC, "a.jpg", "image/jpeg", FileKind.photo),
    (samples.PDF, "a.pdf", "application/pdf", FileKind.document),
    (b"\xef\xbb\xbf" + samples.PDF, "a.pdf", "application/pdf", FileKind.document),
    (samples.OPUS, "a.ogg", "audio/ogg", FileKind.voice),
    (samples.MP3, "a.mp3", "audio/mpeg", FileKind.audio),
    (samples.MP3_TAGGED, "a.mp3", "audio/mpeg", FileKind.audio),
    (samples.M4A, "a.m4a", "audio/mp4", FileKind.audio),
    (samples.MP4, "a.mp4", "video/mp4", FileKind.video),
    (samples.DOCX, "a.docx", None, FileKind.document),
    (samples.XLSX, "a.xlsx", None, FileKind.document),
    (samples.ODT, "a.odt", "application/vnd.oasis.opendocument.text", FileKind.document),
]
NONE_OF_THEM = {
    "program": b"MZ\x90\x00" + bytes(100),
    "elf": b"\x7fELF" + bytes(100),
    "page": b"<!doctype html><script>alert(1)</script>",
    "svg": b'<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>',
    "text": b"Dober dan",
    "zip": samples.office("a.exe"),
    "macros": samples.MACROS,
    "gif": b"GIF89a" + bytes(100),
    "old Word": b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600),
    "avif": struct.pack(">I4s4s", 24, b"ftyp", b"avif") + bytes(12),
    "one byte": b"\xff",
}
BROKEN = {
    "half a jpeg": samples.picture("JPEG", (400, 400))[:1500],
    "png without its data": samples.picture("PNG")[:60],
    "half a webp": samples.picture("WEBP", (400, 400))[:80],
    "half a heic": samples.HEIC[: len(samples.HEIC) // 2],
    "jpeg in name alone": b"\xff\xd8\xff\xe0" + b"<script>" * 20,
    "pdf cut": samples.PDF[:40],
    "voice cut": samples.OPUS[:-10],
    "voice with a hole": samples.OPUS[:60] + samples.OPUS[70:],
    "voice without sound": samples.OPUS[:47],
    "video cut": samples.MP4[:-10],
    "zip cut": samples.DOCX[:-30],
    "zip without directory": b"PK\x03\x04" + bytes(200),
    "bomb": samples.BOMB,
    "overlapping bomb": samples.overlapping(),
}


@pytest.mark.parametrize(
    ("data", "name", "mime", "kind"), TAKEN, ids=lambda value: value if isinstance(value, str) else ""
)
def test_types_that_are_taken(data: bytes, name: str, mime: str | None, kind: FileKind) -> None:
    for claimed in ("a.exe", "a", "a.", f"a{name[1:].upper()}"):
        checked = check(data, claimed)
        assert (checked.name, checked.kind) == (name, kind)
        assert mime in (None, checked.mime)


@pytest.mark.parametrize("which", NONE_OF_THEM)
def test_types_that_are_not(which: str) -> None:
    with pytest.raises(FileTypeRefused):
        check(NONE_OF_THEM[which], "racun.pdf")


@pytest.mark.parametrize("which", BROKEN)
def test_broken_ones(which: str) -> None:
    with pytest.raises(FileBroken):
        check(BROKEN[which], "racun.pdf")


def test_empty_and_too_big() -> None:
    with pytest.raises(FileEmpty):
        check(b"", "a.pdf")
    with pytest.raises(FileTooBig) as refused:
        check(samples.PDF + bytes(LARGEST_FILE), "a.pdf")
    assert refused.value.details == {"megabytes": 20}


def test_a_directory_of_half_a_million_entries_is_not_read() -> None:
    closing = struct.pack("<4sHHHHIIH", b"PK\x05\x06", 0, 0, 65535, 65535, 15_000_000, 30, 0)
    with pytest.raises(FileBroken):
        check(b"PK\x03\x04" + bytes(15_000_100) + closing, "a.docx")


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("račun 2026.pdf", "račun 2026.pdf"),
        ("../../etc/passwd", "passwd.pdf"),
        ("C:\\Users\\Ana\\racun.PDF", "racun.pdf"),
        ("racun\u202efdp.exe", "racunfdp.pdf"),
        ("\x00\x1b[31m.pdf", "[31m.pdf"),
        ("", "document.pdf"),
        ("...", "document.pdf"),
        (".pdf", "document.pdf"),
        ("<script>.html", "script.pdf"),
        ("a" * 500 + ".pdf", "a" * 80 + ".pdf"),
        ("mail\r\nBcc: all.pdf", "mailBcc all.pdf"),
        ("\ud800.pdf", "document.pdf"),
        ("Porocilo. Konec leta", "Porocilo. Konec leta.pdf"),
    ],
)
def test_names(name: str, shown: str) -> None:
    assert clean_name(name, PDF) == shown


@given(st.text(max_size=300))
@settings(max_examples=200, derandomize=True, database=None)
def test_no_name_breaks_out(name: str) -> None:
    shown = clean_name(name, JPEG)
    assert shown.isprintable()
    assert not set(shown) & set('/\\<>"\r\n')
    assert shown.endswith(JPEG.endings)
    assert len(shown) <= 120


HEADS = [data[:40] for data, *_ in TAKEN]


@given(st.sampled_from(HEADS), st.binary(max_size=300))
@settings(max_examples=300, derandomize=True, database=None, deadline=None)
def test_whatever_follows_a_right_beginning_is_judged(head: bytes, rest: bytes) -> None:
    with contextlib.suppress(FileBroken, FileTypeRefused):
        assert check(head + rest, "a").data
