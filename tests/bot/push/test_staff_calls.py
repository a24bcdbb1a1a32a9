"""A group's minute, and what goes together."""

import pytest

from backend.attachments.contract import FileKind, FileView
from bot.push.staff_calls import Later, Minutes
from bot.push.staff_files import sendings


def file(number: int, kind: FileKind, mime: str = "image/png", size: int = 10) -> FileView:
    return FileView(id=number, kind=kind, name=f"{number}", mime=mime, size=size)


def test_a_group_has_a_minute_of_its_own() -> None:
    clock = [1000.0]
    minutes = Minutes(3, lambda: clock[0])
    minutes.need(1, 3)
    minutes.took(1, 2)
    clock[0] += 10
    minutes.took(1)
    with pytest.raises(Later) as later:
        minutes.need(1, 1)
    assert later.value.seconds == 50
    with pytest.raises(Later) as later:
        minutes.need(1, 3)
    assert later.value.seconds == 60
    minutes.need(2, 3)
    clock[0] += 50
    minutes.need(1, 2)
    minutes.hold(1, 7)
    with pytest.raises(Later) as later:
        minutes.need(1, 1)
    assert later.value.seconds == 7


def test_more_than_a_minutes_worth_goes_into_an_empty_one() -> None:
    minutes = Minutes(3, lambda: 1000.0)
    minutes.need(1, 5)
    minutes.took(1)
    with pytest.raises(Later):
        minutes.need(1, 5)


def test_neighbours_of_a_sort_are_an_album() -> None:
    photos = [file(n, FileKind.photo) for n in range(1, 13)]
    assert [len(one.files) for one in sendings(photos)] == [10, 2]
    heic = file(20, FileKind.photo, "image/heic")
    large = file(21, FileKind.photo, size=11 * 1024 * 1024)
    pdf = file(22, FileKind.document, "application/pdf")
    voice = [file(n, FileKind.voice, "audio/ogg") for n in (30, 31)]
    found = sendings([photos[0], heic, large, pdf, *voice])
    assert [(one.kind, len(one.files)) for one in found] == [
        (FileKind.photo, 1),
        (FileKind.document, 3),
        (FileKind.voice, 1),
        (FileKind.voice, 1),
    ]
