"""Loading: whole or not at all, every wrong row named, again without harm."""

import shutil
from collections.abc import Callable
from datetime import date, time
from pathlib import Path

import pytest
from sqlalchemy import func, select

from backend.accounts.models import Payer
from backend.database import Sessions
from backend.demo.generate import FOLDER
from backend.invoices.models import Invoice, InvoiceFile
from backend.loading.load import load_folder
from backend.loading.report import LoadingRefused
from backend.providers.models import OfficeException, Provider
from backend.reminders.models import ReminderRules
from backend.secrets import KeyedHash

Edit = Callable[[str, str, str], None]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return Path(shutil.copytree(FOLDER, tmp_path / "data"))


@pytest.fixture
def edit(folder: Path) -> Edit:
    def replace(name: str, old: str, new: str) -> None:
        text = (folder / name).read_text("utf-8")
        assert old in text
        (folder / name).write_text(text.replace(old, new, 1), "utf-8")

    return replace


@pytest.mark.parametrize(
    ("name", "old", "new", "column", "says"),
    [
        ("payers.csv", "komunala;123456", "neznana;123456", "provider", "unknown provider"),
        ("payers.csv", "komunala;123457", "komunala;123456", "code", "the same as in line 2"),
        ("providers.csv", "SI56990010000000116", "SI56990010000000117", "iban", "Slovenian IBAN"),
        ("providers.csv", "99999919", "99999918", "tax_number", "tax number"),
        ("invoices.csv", "SI121234562026100", "SI121234562026101", "reference", "valid reference"),
        ("invoices.csv", "42,17;0,00", "42,18;0,00", "payable", "not net + vat"),
        ("invoice_lines.csv", "0,7012;9,5;7,01", "0,7012;9,5;8,01", "net", "does not fit"),
        ("readings.csv", "88213377;2023-10-27;1410", "88213377;2023-10-27;1410,5", "value", "more decimals"),
        ("readings.csv", "88213377;2023-10-27;1410", "88213377;2023-10-27;141000", "value", "more digits"),
        ("readings.csv", "88213377;2023-10-27;1410", "88213377;2023-13-27;1410", "taken_on", "a day that exists"),
        ("readings.csv", "88213377;2023-10-27", "99999999;2023-10-27", "serial", "unknown meter"),
        ("prices.csv", "unit_price", "unitprice", "unit_price", "the column is missing"),
        ("office_hours.csv", "pon;08:00;14:00", "pon;15:00;14:00", "closes", "not after opening"),
        ("office_hours.csv", "sre;13:00;15:00", "sre;09:30;15:00", "opens", "overlaps with line"),
        ("office_exceptions.csv", "komunala;2026-12-24", "neznana;2026-12-24", "provider", "unknown provider"),
        ("office_exceptions.csv", "08:00;12:00;", "08:00;;", "closes", "half of the opening time"),
        ("office_exceptions.csv", "08:00;12:00;", "08:00;07:30;", "closes", "not after opening"),
        ("office_exceptions.csv", "11:00;13:00", "09:59;13:00", "opens", "overlaps with line"),
        ("office_exceptions.csv", "11:00;13:00", ";", "opens", "closed all day, but the day is in line"),
        ("office_exceptions.csv", "2026-12-30", "2026-02-30", "day", "a day that exists"),
        ("office_exceptions.csv", "silvestrovo", "s" * 81, "note", "at most 80"),
        (
            "providers.csv",
            "https://upravnik-zgled.example\n",
            "upravnik-zgled.example\n",
            "widget_origins",
            "origins such as",
        ),
        ("providers.csv", "https://upravnik-zgled.example\n", "https://a.si/x\n", "widget_origins", "without a path"),
        ("providers.csv", "https://upravnik-zgled.example\n", "http://a.si\n", "widget_origins", "origins such as"),
        ("providers.csv", "https://upravnik-zgled.example\n", "https://*\n", "widget_origins", "origins such as"),
        (
            "providers.csv",
            "https://upravnik-zgled.example\n",
            "https://a.si:*\n",
            "widget_origins",
            "origins such as",
        ),
        ("reminder_rules.csv", "komunala;opens 3 0", "komunala;opens 11 0", "steps", "days from 0 to 10"),
        ("reminder_rules.csv", "komunala;opens 3 0", "komunala;opens 03 3", "steps", "each once"),
        ("reminder_rules.csv", "komunala;opens 3 0", "komunala;opens -3", "steps", "such as: opens 3 0"),
        ("reminder_rules.csv", "20:00;ne;ne;25", "08:00;ne;ne;25", "decent_until", "no hour of the day"),
        ("reminder_rules.csv", "20:00;ne;ne;25", "25:00;ne;ne;25", "decent_until", "a time such as"),
        ("reminder_rules.csv", "20:00;ne;ne;25", "20:00;ne;ne;200", "per_second", "from 1 to 30"),
        ("reminder_rules.csv", "20:00;ne;ne;25", "20:00;morda;ne;25", "on_sundays", "da or ne"),
        ("reminder_rules.csv", "upravnik;7", "komunala;7", "provider", "the same as in line 2"),
        ("reminder_rules.csv", "upravnik;7", "neznana;7", "provider", "unknown provider"),
        ("reminder_rules.csv", "upravnik;7", "odpadki;7", "steps", "no reading window"),
    ],
)
async def test_wrong_row_is_named_and_nothing_is_loaded(
    sessions: Sessions,
    keyed: KeyedHash,
    folder: Path,
    edit: Edit,
    name: str,
    old: str,
    new: str,
    column: str,
    says: str,
) -> None:
    edit(name, old, new)
    edit("payers.csv", "Béla Kovács", "Nekdo Drug")
    with pytest.raises(LoadingRefused) as refused:
        await load_folder(sessions, folder, keyed=keyed)
    assert any(f.file == name and f.line and f.column == column and says in str(f) for f in refused.value.faults)
    assert "Nothing was loaded" in refused.value.text()
    async with sessions() as session:
        assert await session.scalar(select(func.count()).select_from(Payer).where(Payer.name == "Nekdo Drug")) == 0


async def test_rules_of_reminders_are_written_and_changed(
    sessions: Sessions, keyed: KeyedHash, folder: Path, edit: Edit
) -> None:
    edit("reminder_rules.csv", "komunala;opens 3 0;08:00", "komunala;none;9.30")
    summary = await load_folder(sessions, folder, keyed=keyed)
    assert summary.reminder_rules == 2
    async with sessions() as session:
        query = select(ReminderRules).join(Provider, Provider.id == ReminderRules.provider_id)
        komunala = (await session.scalars(query.where(Provider.slug == "komunala"))).one()
        upravnik = (await session.scalars(query.where(Provider.slug == "upravnik"))).one()
    assert (komunala.steps, komunala.decent_from) == ([], time(9, 30))
    assert (upravnik.steps, upravnik.decent_until, upravnik.on_sundays) == ([7, 2, 0], time(19), False)


async def test_exceptions_and_origins_are_replaced(
    sessions: Sessions, keyed: KeyedHash, folder: Path, edit: Edit
) -> None:
    edit("office_exceptions.csv", "komunala;2026-12-24;08:00;12:00;božični večer\n", "")
    edit("providers.csv", "https://upravnik-zgled.example\n", "https://a.si https://b.si:8443 https://a.si\n")
    summary = await load_folder(sessions, folder, keyed=keyed)
    assert summary.office_exceptions == 5
    async with sessions() as session:
        query = select(OfficeException.day, OfficeException.opens, OfficeException.closes, OfficeException.note)
        days = await session.execute(query.join(Provider).where(Provider.slug == "komunala"))
        origins = await session.scalar(select(Provider.widget_origins).where(Provider.slug == "upravnik"))
    assert [tuple(day) for day in days] == [(date(2026, 12, 31), time(8), time(11), "silvestrovo")]
    assert origins == ["https://a.si", "https://b.si:8443"]


async def test_again_updates_and_takes_pdfs(sessions: Sessions, keyed: KeyedHash, folder: Path, edit: Edit) -> None:
    edit("payers.csv", "Béla Kovács", "Béla Kovács mlajši")
    (folder / "pdf").mkdir()
    (folder / "pdf" / "202600788.pdf").write_bytes(b"%PDF-1.7 sample")
    summary = await load_folder(sessions, folder, keyed=keyed)
    assert (summary.payers, summary.invoices, summary.files) == (6, 72, 1)
    async with sessions() as session:
        bela = (await session.execute(select(Payer).where(Payer.code == "4712"))).scalar_one()
        query = select(InvoiceFile.content).join(Invoice).where(Invoice.number == "202600788")
        content = await session.scalar(query)
    assert bela.name == "Béla Kovács mlajši"
    assert bela.password_hash == keyed("password", "upravnik", "4712", "Breza-1177")
    assert content == b"%PDF-1.7 sample"


async def test_only_new_readings_with_mark_and_commas(sessions: Sessions, keyed: KeyedHash, tmp_path: Path) -> None:
    head = "serial,provider,payer,metering_point,taken_on,value,source\n"
    row = "11200871,upravnik,4711,OM-2001,24.11.2026,516.9,provider\n"
    (tmp_path / "readings.csv").write_bytes(("\ufeff" + head + row).encode("utf-8"))
    assert (await load_folder(sessions, tmp_path, keyed=keyed)).readings == 1


async def test_windows_1250_and_strange_files_are_explained(sessions: Sessions, keyed: KeyedHash, folder: Path) -> None:
    (folder / "payers.csv").write_bytes((folder / "payers.csv").read_text("utf-8").encode("cp1250"))
    (folder / "racuni.csv").write_text("a;b\n", "utf-8")
    with pytest.raises(LoadingRefused) as refused:
        await load_folder(sessions, folder, keyed=keyed)
    assert "Windows-1250" in refused.value.text()
    assert "racuni.csv: unknown file" in refused.value.text()
