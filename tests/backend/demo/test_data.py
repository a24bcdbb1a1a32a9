"""The demo data: what others rely on, its shifted dates, its generator."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import func, select

from backend.accounts.models import Payer
from backend.database import Sessions
from backend.demo import data as demo
from backend.demo.generate import FOLDER, tables
from backend.invoices.models import Invoice
from backend.loading.checks import faults
from backend.loading.csv_files import read_folder
from backend.loading.known import Known
from backend.meters.models import Meter
from backend.readings.models import Reading
from backend.secrets import KeyedHash


def test_generator_reproduces_committed_files() -> None:
    assert {path.name: path.read_text("utf-8") for path in FOLDER.glob("*.csv")} == tables()


@pytest.mark.parametrize(
    ("serial", "value", "day"),
    [
        ("88213377", "1821", date(2026, 10, 27)),
        ("88213401", "99981", date(2026, 10, 26)),
        ("11200871", "512.4", date(2026, 10, 24)),
        ("11200872", "233.1", date(2026, 10, 24)),
        ("55009128", "15.872", date(2026, 10, 24)),
    ],
)
async def test_last_readings(sessions: Sessions, serial: str, value: str, day: date) -> None:
    async with sessions() as session:
        query = select(Reading).join(Meter).where(Meter.serial == serial).order_by(Reading.taken_on.desc()).limit(1)
        reading = (await session.execute(query)).scalar_one()
    assert (reading.value, reading.taken_on) == (Decimal(value), day)


async def test_known_invoices_and_open_items(sessions: Sessions) -> None:
    async with sessions() as session:
        rows = (await session.execute(select(Payer.code, Invoice).join(Invoice))).all()
    by_number = {invoice.number: (code, invoice) for code, invoice in rows}
    assert len(rows) == 72
    for number, code in (
        ("202500901", "123456"),
        ("202600788", "123456"),
        ("202600877", "123457"),
        ("202601234", "204880"),
    ):
        assert by_number[number][0] == code
    newest = by_number["202600876"][1]
    assert (newest.payable, newest.paid, newest.service_to) == (Decimal("42.17"), Decimal(0), date(2026, 10, 31))
    unpaid = {number: invoice.due_on for number, (_, invoice) in by_number.items() if invoice.paid < invoice.payable}
    assert set(unpaid) == {"202600876", "R-2026-10-4711", "R-2026-09-4711"}
    assert [number for number, due in unpaid.items() if due < demo.DEMO_TODAY] == ["R-2026-09-4711"]


async def test_loading_again_changes_nothing(sessions: Sessions, keyed: KeyedHash) -> None:
    async def counts() -> list[int]:
        async with sessions() as session:
            return [await session.scalar(select(func.count()).select_from(table)) or 0 for table in (Reading, Invoice)]

    before = await counts()
    await demo.load_demo(sessions, keyed=keyed, today=None)
    assert await counts() == before


DATA, _ = read_folder(FOLDER)


@given(st.dates(date(2020, 1, 1), date(2060, 12, 31)))
def test_shifted_data_is_whole_and_its_windows_are_open(today: date) -> None:
    moved = demo.shifted(DATA, today)
    for provider in moved.providers:
        if provider.window_from_day is not None and provider.window_to_day is not None:
            days = [today + timedelta(days=offset) for offset in range(-31, 32)]
            first, last = provider.window_from_day, provider.window_to_day
            inside = [
                day for day in days if (first <= day.day <= last) or (first > last and not last < day.day < first)
            ]
            assert today in inside
    assert max(reading.taken_on for reading in moved.readings) < today - timedelta(days=13)
    assert all(invoice.issued_on <= today for invoice in moved.invoices)
    assert all(invoice.paid_on is None or invoice.paid_on <= today for invoice in moved.invoices)
    assert {invoice.number for invoice in moved.invoices} == {invoice.number for invoice in DATA.invoices}


@pytest.mark.parametrize("today", [date(2026, 11, 27), date(2027, 2, 28), date(2028, 2, 29), date(2031, 7, 12)])
def test_shifted_data_passes_the_checks(today: date) -> None:
    assert faults(demo.shifted(DATA, today), Known()) == []


def test_shift_of_the_own_day_is_none() -> None:
    assert demo.shifted(DATA, demo.DEMO_TODAY) == DATA
