"""One's own account, and the audit log."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from backend.database import Sessions, transaction
from backend.staff import audit
from backend.staff.audit import Actor
from backend.staff.models import StaffMember
from tests.backend.staff.browsing import PASSWORD, Browser, employ, member_of
from tests.conftest import DEMO_NOW, MovableClock

ANA = "ana@komunala.example"
NEW = "nova dolga skrivnost"


async def test_a_new_password_ends_every_other_login(ana: Browser, other: Browser, clock: MovableClock) -> None:
    await ana.log_in(ANA)
    clock.forward(timedelta(seconds=30))
    await other.log_in(ANA)
    before = other.cookie
    await other.open("/staff/account")
    await other.send("/staff/account/password", present=PASSWORD, new=NEW, repeated=NEW)
    assert other.cookie not in {None, before}
    assert "Geslo je spremenjeno" in (await other.open("/staff/account?done=true")).text
    assert (await ana.open("/staff")).status_code == 303
    assert (await ana.give_password(ANA)).status_code == 401
    assert (await ana.give_password(ANA, NEW)).status_code == 303


@pytest.mark.parametrize(
    ("present", "new", "repeated", "said"),
    [
        ("narobe narobe", NEW, NEW, "Sedanje geslo ni pravilno"),
        (PASSWORD, NEW, f"{NEW}!", "nista enaki"),
        (PASSWORD, "prekratko", "prekratko", "vsaj 12 znakov"),
        (PASSWORD, ANA, ANA, "ne bo vaš e-naslov"),
        (PASSWORD, "x" * 201, "x" * 201, "vsaj 12 znakov"),
    ],
)
async def test_passwords_that_are_not_taken(ana: Browser, present: str, new: str, repeated: str, said: str) -> None:
    await ana.log_in(ANA)
    await ana.open("/staff/account")
    answer = await ana.send("/staff/account/password", present=present, new=new, repeated=repeated)
    assert answer.status_code == 422
    assert said in answer.text
    assert (await ana.open("/staff")).status_code == 200


async def test_an_open_console_is_no_place_for_guessing(ana: Browser, sessions: Sessions, ana_id: int) -> None:
    await ana.log_in(ANA)
    for _ in range(5):
        await ana.open("/staff/account")
        await ana.send("/staff/account/password", present="narobe narobe", new=NEW, repeated=NEW)
    assert (await ana.open("/staff")).status_code == 303
    assert (await member_of(sessions, ana_id)).locked_until is not None


async def test_one_login_ends_another(ana: Browser, other: Browser, clock: MovableClock) -> None:
    await ana.log_in(ANA)
    clock.forward(timedelta(seconds=30))
    await other.log_in(ANA)
    page = (await other.open("/staff/account")).text
    assert page.count("/end") == 1
    path = "/staff/account/sessions/" + page.partition("/staff/account/sessions/")[2].partition('"')[0]
    assert (await other.send(path)).status_code == 303
    assert (await ana.open("/staff")).status_code == 303
    assert (await other.open("/staff")).status_code == 200


async def write(sessions: Sessions, member: StaffMember, number: int, at: datetime) -> None:
    actor = Actor(member.provider_id, member.id, member.name)
    async with transaction(sessions) as session:
        for each in range(number):
            await audit.audit(session, actor, "test-look", f"ticket:{each}", at, row=each)


async def test_the_log_shows_ones_own_provider_and_reads_on(
    ana: Browser, sessions: Sessions, clock: MovableClock, ana_id: int
) -> None:
    bor = await member_of(sessions, await employ(sessions, clock, "bor@upravnik.example", "upravnik", "Bor Tujec"))
    await write(sessions, bor, 3, DEMO_NOW)
    await write(sessions, await member_of(sessions, ana_id), 120, DEMO_NOW)  # all of one moment
    await ana.log_in(ANA)
    seen: list[str] = []
    path = "/staff/audit"
    while path:
        page = (await ana.open(path)).text
        assert "Bor Tujec" not in page
        seen += [row.partition("<")[0] for row in page.split('class="soft">pogovor ')[1:]]
        path = page.partition('rel="next" href="')[2].partition('"')[0].replace("&amp;", "&")
    assert sorted(map(int, seen)) == list(range(120))
    assert seen == sorted(seen, key=int, reverse=True)


async def test_the_log_of_one_person_and_one_day(
    ana: Browser, sessions: Sessions, clock: MovableClock, ana_id: int
) -> None:
    eva = await member_of(sessions, await employ(sessions, clock, "eva@komunala.example", name="Eva Zgled"))
    midnight = datetime(2026, 11, 20, 0, 30, tzinfo=ZoneInfo("Europe/Ljubljana"))
    await write(sessions, eva, 2, midnight)
    await write(sessions, await member_of(sessions, ana_id), 1, DEMO_NOW)
    await ana.log_in(ANA)
    assert (await ana.open("/staff/audit?day=2026-11-20&person=")).text.count("test-look") == 2
    assert (await ana.open("/staff/audit?day=2026-11-19")).text.count("test-look") == 0
    assert (await ana.open(f"/staff/audit?person={eva.id}")).text.count("test-look") == 2
    assert (await ana.open(f"/staff/audit?person={eva.id}&day=2026-11-27")).text.count("test-look") == 0
    assert "Ni vpisov" in (await ana.open("/staff/audit?day=2020-01-01")).text


async def test_a_page_of_another_providers_log_is_not_found(
    ana: Browser, sessions: Sessions, clock: MovableClock
) -> None:
    bor = await employ(sessions, clock, "bor@upravnik.example", "upravnik")
    async with sessions() as session:
        [row] = (await audit.entries(session, (await member_of(sessions, bor)).provider_id)).rows
    await ana.log_in(ANA)
    assert (await ana.open(f"/staff/audit?before={row.id}")).status_code == 404
    assert (await ana.open(f"/staff/audit?person={bor}")).status_code == 404
