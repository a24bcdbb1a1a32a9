"""Files at the terminal: paths as people write them, what they are, and what can't be read."""

from pathlib import Path

import pytest

from backend.attachments.contract import LARGEST_FILE
from bot.channels.terminal import path_and_caption, read_file, sent_file
from bot.dialogue.receiving import FileNotFetched


@pytest.mark.parametrize(
    ("words", "caption"),
    [("{}", ""), ("{} voda teče", "voda teče"), ('"{}" voda', "voda"), ("'{}'", ""), ("{}   ", "")],
)
def test_a_path_with_spaces_and_a_caption(tmp_path: Path, words: str, caption: str) -> None:
    path = tmp_path / "moja slika.jpg"
    path.write_bytes(b"x")
    assert path_and_caption(words.format(path).strip()) == (path, caption)


def test_a_path_that_is_not_there_is_the_first_word() -> None:
    assert path_and_caption("/nikjer/a.jpg voda teče") == (Path("/nikjer/a.jpg"), "voda teče")


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("a.jpg", "photo"),
        ("a.pdf", "document"),
        ("a.ogg", "voice"),
        ("a.mp3", "audio"),
        ("a.mp4", "video"),
        ("a", "document"),
    ],
)
async def test_what_is_sent(tmp_path: Path, name: str, kind: str) -> None:
    path = tmp_path / name
    path.write_bytes(b"abc")
    sent = sent_file(path, "napis")
    assert (sent.kind, sent.name, sent.size, sent.caption) == (kind, name, 3, "napis")
    assert sent.file is not None
    assert await read_file(sent.file) == b"abc"


async def test_what_is_no_file_or_too_large(tmp_path: Path) -> None:
    with pytest.raises(OSError, match="directory"):
        sent_file(tmp_path)
    with pytest.raises(FileNotFetched, match="file_gone"):
        await read_file(str(tmp_path / "ni.jpg"))
    large = tmp_path / "velika.pdf"
    with large.open("wb") as file:
        file.truncate(LARGEST_FILE + 1)
    with pytest.raises(FileNotFetched, match="file_too_big"):
        await read_file(str(large))
