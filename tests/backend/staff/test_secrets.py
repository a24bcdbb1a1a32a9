"""Passwords, codes and what is sealed."""

import time
from datetime import UTC, datetime

import pytest
import zxingcpp

from backend.sealing import Seal, SealBroken
from backend.staff import totp
from backend.staff.passwords import Passwords, PasswordUnfit, check_fit, generated
from tests.backend.staff.browsing import QUICK

SECRET = "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ"
"""RFC 6238, appendix B, in base32."""


async def test_passwords_are_argon2id_with_the_rfcs_parameters() -> None:
    passwords = Passwords()
    stored = await passwords.hash("čez travnik teče")
    assert stored.startswith("$argon2id$v=19$m=65536,t=3,p=4$")
    assert (await passwords.check(stored, "čez travnik teče")).right
    assert (await passwords.check(stored, "cˇez travnik teče")).right is False
    assert (await passwords.check(stored, "c\N{COMBINING CARON}ez travnik teče")).right  # another keyboard
    assert (await passwords.check(None, "čez travnik teče")).right is False


async def test_an_unknown_account_costs_the_same_work() -> None:
    passwords = Passwords()
    stored = await passwords.hash("nekaj dolgega")
    await passwords.check(None, "x")

    async def shortest(of: str | None) -> float:
        times = []
        for _ in range(7):
            start = time.process_time()
            await passwords.check(of, "napačno geslo")
            times.append(time.process_time() - start)
        return min(times)

    known, unknown = await shortest(stored), await shortest(None)
    assert 0.6 < unknown / known < 1.7


async def test_a_weaker_hash_is_renewed() -> None:
    checked = await Passwords().check(QUICK.hash("nekaj dolgega"), "nekaj dolgega")
    assert checked.right
    assert checked.renewed is not None
    assert "m=65536" in checked.renewed


def test_generated_passwords_fit() -> None:
    made = {generated() for _ in range(50)}
    assert len(made) == 50
    for each in made:
        check_fit(each, "ana@komunala.example")
    with pytest.raises(PasswordUnfit):
        check_fit("prekratko", "ana@komunala.example")


@pytest.mark.parametrize(
    ("seconds", "code"), [(59, "287082"), (1111111109, "081804"), (1234567890, "005924"), (20000000000, "353130")]
)
def test_codes_of_rfc_6238(seconds: int, code: str) -> None:
    now = datetime.fromtimestamp(seconds, UTC)
    assert totp.matching_step(SECRET, code, now, None) == seconds // 30
    assert totp.matching_step(SECRET, code, now, seconds // 30) is None
    for wrong in ("", "1", "٢٨٧٠٨٢", code + "0", "\0"):
        assert totp.matching_step(SECRET, wrong, now, None) is None


def test_the_qr_code_holds_the_secret() -> None:
    uri = totp.setup_uri(SECRET, "ana@komunala.example", "Komunala <Zgled>")
    assert SECRET in uri
    svg = totp.qr_svg(uri)
    assert "style" not in svg
    read = zxingcpp.read_barcode(_drawn(uri))
    assert read is not None
    assert read.text == uri


def _drawn(uri: str) -> object:
    from io import BytesIO

    import segno
    from PIL import Image

    picture = BytesIO()
    segno.make_qr(uri, error="m").save(picture, kind="png", scale=4)
    return Image.open(picture).convert("L")


def test_a_seal_opens_for_its_own_purpose() -> None:
    sealed = totp.seal_of("key", 7).close(SECRET)
    assert SECRET not in sealed
    assert totp.seal_of("key", 7).open(sealed) == SECRET
    for other in (totp.seal_of("key", 8), totp.seal_of("other", 7), Seal("key", "else")):
        with pytest.raises(SealBroken):
            other.open(sealed)
    with pytest.raises(SealBroken):
        totp.seal_of("key", 7).open(SECRET)
