"""The way in: password, code, locks, cookies, sessions."""

from datetime import timedelta

import httpx
import pyotp
import pytest
from sqlalchemy import select

from backend.database import Sessions, transaction
from backend.parts import Parts
from backend.staff import lockout, service
from backend.staff.models import AuditEntry, StaffSession
from backend.staff.totp import seal_of
from tests.backend.staff.browsing import ORIGIN, PASSWORD, TOTP, Browser, browser, employ, member_of
from tests.conftest import MovableClock

ANA = "ana@komunala.example"


async def actions(sessions: Sessions) -> list[str]:
    async with sessions() as session:
        return list(await session.scalars(select(AuditEntry.action).order_by(AuditEntry.id)))


async def test_password_then_code(ana: Browser, sessions: Sessions) -> None:
    first = await ana.open("/staff")
    assert (first.status_code, first.headers["location"]) == (303, "/staff/login")
    await ana.log_in("  ANA@komunala.example ")
    assert "Nihče ne čaka" in ana.page.text
    assert "Komunala Zgled" in ana.page.text
    assert await actions(sessions) == ["staff-added", "login"]


async def test_password_alone_opens_nothing(ana: Browser) -> None:
    await ana.give_password(ANA)
    for path in ("/staff", "/staff/audit", "/staff/account"):
        assert (await ana.open(path)).status_code == 303


async def test_unknown_wrong_and_locked_get_one_answer(ana: Browser, sessions: Sessions, ana_id: int) -> None:
    unknown = await ana.give_password("nihce@komunala.example")
    wrong = await ana.give_password(ANA, "narobe narobe")
    for _ in range(4):
        await ana.give_password(ANA, "narobe narobe")
    locked = await ana.give_password(ANA, PASSWORD)
    assert {answer.status_code for answer in (unknown, wrong, locked)} == {401}
    texts = [
        answer.text.replace(ANA, "?").replace("nihce@komunala.example", "?") for answer in (unknown, wrong, locked)
    ]
    assert texts[0] == texts[1] == texts[2]
    assert (await member_of(sessions, ana_id)).failures == 5
    assert (await actions(sessions))[-1] == "locked"


async def test_a_lock_ends_and_doubles(ana: Browser, clock: MovableClock, sessions: Sessions, ana_id: int) -> None:
    for minutes in (15, 30):
        for _ in range(5):
            await ana.give_password(ANA, "narobe narobe")
        member = await member_of(sessions, ana_id)
        assert member.locked_until == clock() + timedelta(minutes=minutes)
        clock.forward(timedelta(minutes=minutes))
    await ana.log_in(ANA)
    member = await member_of(sessions, ana_id)
    assert (member.failures, member.locked_until) == (0, None)


def test_locks_grow_to_a_day() -> None:
    spans = [span for failures in range(60) if (span := lockout.lock_span(failures))]
    assert [span / timedelta(minutes=15) for span in spans[:4]] == [1, 2, 4, 8]
    assert spans[-1] == timedelta(days=1)
    assert lockout.lock_span(10**9) == timedelta(days=1)


async def test_wrong_codes_lock_and_the_right_password_starts_no_new_count(
    ana: Browser, sessions: Sessions, ana_id: int
) -> None:
    for _ in range(2):
        await ana.give_password(ANA)
        for _ in range(2):
            assert (await ana.give_code("000000")).status_code == 401
    ended = await ana.give_code("000000")
    assert ended.headers["location"] == "/staff/login?again=true"
    assert (await member_of(sessions, ana_id)).locked_until is not None
    assert (await ana.give_password(ANA)).status_code == 401


async def test_a_code_works_once(ana: Browser, other: Browser, clock: MovableClock) -> None:
    await ana.log_in(ANA)
    await other.give_password(ANA)
    replayed = await other.give_code()
    assert replayed.status_code == 401
    assert "že uporabljena" in replayed.text
    clock.forward(timedelta(seconds=30))
    assert (await other.give_code()).headers["location"] == "/staff"


@pytest.mark.parametrize(("seconds", "fits"), [(-60, False), (-30, True), (30, True), (60, False)])
async def test_clocks_may_differ_by_a_step(ana: Browser, clock: MovableClock, seconds: int, fits: bool) -> None:
    await ana.give_password(ANA)
    code = pyotp.TOTP(TOTP).at(clock() + timedelta(seconds=seconds))
    assert ((await ana.give_code(f"{code[:3]} {code[3:]}")).status_code == 303) is fits


async def test_an_address_that_guesses_over_accounts_is_stopped(ana: Browser, other: Browser) -> None:
    for number in range(lockout.ADDRESS_FAILURES):
        await other.give_password(f"nihce{number}@komunala.example")
    assert (await other.give_password(ANA)).status_code == 401
    await ana.log_in(ANA)  # from her own address


async def test_sessions_are_born_anew(ana: Browser, sessions: Sessions) -> None:
    ana.http.cookies.set("hisnik-staff", "planted", domain="127.0.0.1", path="/")
    await ana.give_password(ANA)
    pending = ana.http.cookies.jar
    after_password = [cookie.value for cookie in pending if cookie.name == "hisnik-staff"][-1]
    assert after_password not in {None, "planted"}
    csrf_before = (await ana.open("/staff/second-factor"), ana.csrf)[1]
    await ana.give_code()
    after_code = [cookie.value for cookie in ana.http.cookies.jar if cookie.name == "hisnik-staff"][-1]
    assert after_code not in {after_password, "planted"}
    await ana.open("/staff")
    assert ana.csrf != csrf_before
    async with sessions() as session:
        kept = (await session.scalars(select(StaffSession))).all()
    assert [row.complete for row in kept] == [True]
    assert all(after_code not in (row.token_hash, row.csrf) for row in kept)


async def test_the_session_of_before_a_login_is_over(ana: Browser, other: Browser, clock: MovableClock) -> None:
    await ana.log_in(ANA)
    other.http.cookies.set("hisnik-staff", ana.cookie or "", domain="127.0.0.1", path="/")
    await other.open("/staff")
    assert other.page.status_code == 200
    # she logs in again in the same browser: whoever holds the former cookie holds nothing
    stolen = ana.cookie
    await ana.http.get("/staff/login")
    form = await browser_login_form(ana)
    answer = await ana.http.post("/staff/login", data=form, headers={"Origin": ORIGIN})
    assert answer.status_code == 303
    assert (await other.open("/staff")).status_code == 303
    assert stolen not in {None, ana.cookie}


async def browser_login_form(her: Browser) -> dict[str, str]:
    """The login's form, got by a browser that is not logged in; its token hangs on the form's cookie alone."""
    cookie = her.cookie
    her.http.cookies.delete("hisnik-staff")
    await her.open("/staff/login")
    her.http.cookies.set("hisnik-staff", cookie or "", domain="127.0.0.1", path="/")
    return {"email": ANA, "password": PASSWORD, "csrf": her.csrf}


@pytest.mark.parametrize(
    ("public_url", "prefix", "secure"), [(ORIGIN, "", False), ("https://h.example", "__Host-", True)]
)
async def test_cookies(
    parts: Parts, clock: MovableClock, ana_id: int, public_url: str, prefix: str, secure: bool
) -> None:
    her = browser(parts, clock, public_url)
    await her.open("/staff/login")
    form = {"email": ANA, "password": PASSWORD, "csrf": her.csrf}
    answer = await her.http.post("/staff/login", data=form, headers={"Origin": public_url})
    given = answer.headers["set-cookie"]
    name, _, rest = given.partition("=")
    assert name == f"{prefix}hisnik-staff"
    flags = {flag.strip().lower() for flag in rest.split(";")[1:]}
    assert {"httponly", "samesite=strict", "path=/"} <= flags
    assert ("secure" in flags) is secure
    assert not any(flag.startswith(("domain", "max-age", "expires")) for flag in flags)
    await her.http.aclose()


async def test_sessions_end_by_idleness_and_by_age(ana: Browser, clock: MovableClock) -> None:
    await ana.log_in(ANA)
    clock.forward(timedelta(minutes=29))
    assert (await ana.open("/staff")).status_code == 200
    clock.forward(timedelta(minutes=30, seconds=1))
    assert (await ana.open("/staff")).status_code == 303
    await ana.log_in(ANA)
    for _ in range(21):
        clock.forward(timedelta(minutes=28))
        assert (await ana.open("/staff")).status_code == 200
    clock.forward(timedelta(minutes=13))
    assert (await ana.open("/staff")).status_code == 303


async def test_logging_out_ends_the_session(ana: Browser, other: Browser) -> None:
    await ana.log_in(ANA)
    other.http.cookies.set("hisnik-staff", ana.cookie or "", domain="127.0.0.1", path="/")
    assert "Odjavljeni" in (await ana.send("/staff/logout")).text
    assert ana.cookie is None
    assert (await other.open("/staff")).status_code == 303


async def test_who_is_deactivated_is_out_at_once(ana: Browser, sessions: Sessions, clock: MovableClock) -> None:
    await ana.log_in(ANA)
    async with transaction(sessions) as session:
        await service.set_active(session, await service.by_email(session, ANA), False, clock())
    assert (await ana.open("/staff")).status_code == 303
    assert (await ana.give_password(ANA)).status_code == 401


async def test_first_login_sets_up_codes(other: Browser, sessions: Sessions, clock: MovableClock, ana_id: int) -> None:
    async with transaction(sessions) as session:
        await service.reset(session, await service.by_email(session, ANA), clock(), password_hash=None, totp=True)
    await other.give_password(ANA)
    shown = await other.open("/staff/second-factor")
    assert "<svg" in shown.text
    secret = secret_on(shown)
    assert secret == secret_on(await other.open("/staff/second-factor"))  # loaded again, it is the same
    assert (await other.give_code("000000")).status_code == 401
    assert (await other.give_code(pyotp.TOTP(secret).at(clock()))).headers["location"] == "/staff"
    kept = (await member_of(sessions, ana_id)).totp_secret
    assert kept is not None
    assert secret not in kept
    clock.forward(timedelta(seconds=30))
    await other.send("/staff/logout", csrf=(await other.open("/staff"), other.csrf)[1])
    await other.give_password(ANA)
    assert secret not in (await other.open("/staff/second-factor")).text.replace(" ", "")
    assert (await other.give_code(pyotp.TOTP(secret).at(clock()))).headers["location"] == "/staff"


def secret_on(page: httpx.Response) -> str:
    return page.text.partition('class="secret">')[2].partition("<")[0].replace(" ", "")


async def test_the_way_on_stays_here(ana: Browser, sessions: Sessions, clock: MovableClock) -> None:
    asked = await ana.open("/staff/audit?day=2026-11-27")
    assert asked.headers["location"] == "/staff/login?next=%2Fstaff%2Faudit%3Fday%3D2026-11-27"
    await ana.open(asked.headers["location"])
    assert 'value="/staff/audit?day=2026-11-27"' in ana.page.text
    for foreign in (
        "https://evil.example",
        "//evil.example",
        "/staff//evil",
        "/staffx",
        "/staff/\\evil",
        "javascript:1",
    ):
        answer = await ana.give_password(ANA, way=foreign)
        assert answer.headers["location"] == "/staff/second-factor"


async def test_a_link_from_another_site_leads_on_by_a_page_of_our_own(ana: Browser) -> None:
    answer = await ana.http.get("/staff/audit", headers={"Sec-Fetch-Site": "cross-site"})
    assert answer.status_code == 200
    assert 'http-equiv="refresh" content="0; url=/staff/audit"' in answer.text


async def test_a_second_factor_of_another_key_is_said_in_the_log(
    ana: Browser, sessions: Sessions, ana_id: int, caplog: pytest.LogCaptureFixture
) -> None:
    async with transaction(sessions) as session:
        member = await service.by_email(session, ANA)
        member.totp_secret = seal_of("another key", ana_id).close(TOTP)
    await ana.give_password(ANA)
    assert (await ana.give_code()).status_code == 401
    assert "hisnik staff reset --totp" in caplog.text
    assert (await member_of(sessions, ana_id)).failures == 0


async def test_two_members_are_two(sessions: Sessions, clock: MovableClock, ana: Browser, other: Browser) -> None:
    await employ(sessions, clock, "bor@upravnik.example", "upravnik", "Bor Zgled")
    await ana.log_in(ANA)
    await other.log_in("bor@upravnik.example")
    assert "Upravnik Zgled" in other.page.text
    assert "Komunala" not in other.page.text
