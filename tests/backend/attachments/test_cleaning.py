"""Pictures keep what they show and lose what they tell besides."""

import io
import time

import pytest
from PIL import Image, JpegImagePlugin

from backend.attachments import cleaning
from backend.attachments.checks import recognise
from backend.attachments.cleaning import cleaned
from backend.attachments.refusals import FileBroken
from tests.backend.attachments import samples


def clean(data: bytes) -> Image.Image:
    kept, _ = cleaned(data, recognise(data))
    return Image.open(io.BytesIO(kept))


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP", "HEIC"])
def test_nothing_but_the_picture_is_left(kind: str) -> None:
    data = samples.HEIC if kind == "HEIC" else samples.picture(kind)
    assert samples.SECRET.encode() in data
    kept, _ = (
        cleaned(data + b"<script>", recognise(data)) if kind in ("JPEG", "PNG") else cleaned(data, recognise(data))
    )
    assert samples.SECRET.encode() not in kept
    assert b"<script>" not in kept
    picture = Image.open(io.BytesIO(kept))
    assert dict(picture.getexif()) == {}
    assert not {"exif", "xmp", "comment", "Comment", "photoshop"} & picture.info.keys()


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
def test_it_is_turned_before_it_forgets_how(kind: str) -> None:
    upright = clean(samples.picture(kind, orientation=6)).convert("RGB")  # 6: the camera was held on its right side
    assert upright.size == (20, 40)
    red, white = upright.getpixel((10, 5)), upright.getpixel((10, 35))
    assert isinstance(red, tuple)
    assert isinstance(white, tuple)
    assert red[1] < 60 < 200 < white[1]


def test_a_jpeg_keeps_its_quality_and_colours() -> None:
    out = io.BytesIO()
    profile = b"\x00" * 128
    noise = Image.effect_noise((200, 200), 80).convert("RGB")
    noise.save(out, "JPEG", quality=83, subsampling=0, exif=samples.exif(), icc_profile=profile)
    before, after = Image.open(io.BytesIO(out.getvalue())), clean(out.getvalue())
    assert isinstance(before, JpegImagePlugin.JpegImageFile)
    assert isinstance(after, JpegImagePlugin.JpegImageFile)
    assert after.quantization == before.quantization
    assert JpegImagePlugin.get_sampling(after) == JpegImagePlugin.get_sampling(before)
    assert after.info["icc_profile"] == profile
    worst = max(abs(a - b) for a, b in zip(before.tobytes(), after.tobytes(), strict=True))
    assert worst <= 12, "as good as not written anew"


@pytest.mark.parametrize("mode", ["L", "CMYK"])
def test_other_kinds_of_jpeg(mode: str) -> None:
    assert clean(samples.picture("JPEG", mode=mode)).mode == mode


def test_transparency_stays() -> None:
    out = io.BytesIO()
    image = Image.new("P", (9, 9), 3)
    image.putpalette(list(range(30)))
    image.putpixel((0, 0), 1)
    image.save(out, "PNG", transparency=3)
    alpha = clean(out.getvalue()).convert("RGBA").getchannel("A")
    assert (alpha.getpixel((0, 0)), alpha.getpixel((4, 4))) == (255, 0)


def test_a_picture_bomb_is_refused_unopened() -> None:
    out = io.BytesIO()
    Image.new("1", (30_000, 4_000)).save(out, "PNG")  # 120 million pixels in some kilobytes
    began = time.perf_counter()
    with pytest.raises(FileBroken):
        clean(out.getvalue())
    assert time.perf_counter() - began < 1


def test_a_large_one_below_pillows_own_bound_is_refused_too(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cleaning, "LARGEST_PICTURE", 100)
    for data in (samples.picture("JPEG"), samples.HEIC):
        with pytest.raises(FileBroken):
            clean(data)


def test_other_files_stay_as_they_are() -> None:
    assert cleaned(samples.PDF, recognise(samples.PDF))[0] is samples.PDF
