"""Writes checked rows in the caller's transaction: known ones are updated by their natural keys, none is removed.

What belongs to a row as a whole is replaced with it: a provider's office hours and exceptions, a list's prices, an invoice's lines.
"""

from collections.abc import Mapping, Sequence

from sqlalchemy import delete, select
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncSession

from backend.accounts.models import Payer
from backend.loading import rows as r
from backend.loading.bulk import add, plain, upsert
from backend.loading.known import slugs
from backend.loading.report import Summary
from backend.loading.write_invoices import write_invoices
from backend.loading.write_readings import write_readings
from backend.meters.models import Meter, MeteringPoint
from backend.providers.models import OfficeException, OfficeHours, Provider
from backend.reminders.models import ReminderRules
from backend.secrets import KeyedHash
from backend.tariffs.models import Price, PriceList


async def write(session: AsyncSession, data: r.Data, keyed: KeyedHash) -> Summary:
    """Everything of ``data``, which must have been checked."""
    providers = await _providers(session, data)
    payers = await _payers(session, data, providers, keyed)
    meters = await _meters(session, data, payers)
    await _prices(session, data, providers)
    await write_readings(session, data.readings, payers, meters)
    await write_invoices(session, data, payers)
    counts = {name: len(getattr(data, name)) for name in r.KINDS}
    return Summary(**counts, files=len(data.pdfs))


async def _providers(session: AsyncSession, data: r.Data) -> Mapping[str, int]:
    lists = ("services", "widget_origins")
    rows = [plain(row) | {name: list(getattr(row, name)) for name in lists} for row in data.providers]
    await upsert(session, Provider, ["slug"], rows)
    found = await session.execute(select(Provider.slug, Provider.id).where(Provider.slug.in_(slugs(data))))
    ids = {row[0]: row[1] for row in found}
    await _replace(session, OfficeHours, data.office_hours, ids)
    await _replace(session, OfficeException, data.office_exceptions, ids)
    rules = [plain(row, "provider") | {"provider_id": ids[row.provider]} for row in data.reminder_rules]
    await upsert(session, ReminderRules, ["provider_id"], [row | {"steps": list(row["steps"])} for row in rules])
    return ids


async def _replace(
    session: AsyncSession,
    table: type[OfficeHours | OfficeException],
    rows: Sequence[r.OfficeHoursRow | r.OfficeExceptionRow],
    ids: Mapping[str, int],
) -> None:
    """All that a provider had, where the file names the provider."""
    await session.execute(delete(table).where(table.provider_id.in_({ids[row.provider] for row in rows})))
    await add(session, table, (plain(row, "provider") | {"provider_id": ids[row.provider]} for row in rows))


async def _payers(
    session: AsyncSession, data: r.Data, providers: Mapping[str, int], keyed: KeyedHash
) -> Mapping[tuple[str, str], int]:
    values = [
        plain(row, "provider", "password")
        | {
            "provider_id": providers[row.provider],
            "password_hash": row.password and keyed("password", row.provider, row.code, row.password),
        }
        for row in data.payers
    ]
    await upsert(session, Payer, ["provider_id", "code"], values)
    found = await session.execute(
        select(Provider.slug, Payer.code, Payer.id).join(Payer).where(Provider.id.in_(providers.values()))
    )
    return {(slug, code): key for slug, code, key in found}


async def _meters(
    session: AsyncSession, data: r.Data, payers: Mapping[tuple[str, str], int]
) -> Mapping[tuple[int, str, str], int]:
    """Ids by payer's id, metering point and serial."""
    points = [
        plain(row, "provider", "payer") | {"payer_id": payers[(row.provider, row.payer)]}
        for row in data.metering_points
    ]
    await upsert(session, MeteringPoint, ["payer_id", "code"], points)
    mine = MeteringPoint.payer_id.in_(payers.values())
    found = await session.execute(select(MeteringPoint.payer_id, MeteringPoint.code, MeteringPoint.id).where(mine))
    point_ids = {(payer, code): key for payer, code, key in found}
    meters = [
        plain(row, "provider", "payer", "metering_point")
        | {"metering_point_id": point_ids[(payers[(row.provider, row.payer)], row.metering_point)]}
        for row in data.meters
    ]
    await upsert(session, Meter, ["metering_point_id", "serial"], meters)
    query = select(MeteringPoint.payer_id, MeteringPoint.code, Meter.serial, Meter.id).join(Meter).where(mine)
    return {(row[0], row[1], row[2]): row[3] for row in await session.execute(query)}


async def _prices(session: AsyncSession, data: r.Data, providers: Mapping[str, int]) -> None:
    lists = {(providers[row.provider], row.valid_from) for row in data.prices}
    values = [{"provider_id": provider, "valid_from": day} for provider, day in sorted(lists)]
    if values:
        await session.execute(insert(PriceList).on_conflict_do_nothing(), values)
    found = await session.execute(
        select(PriceList.provider_id, PriceList.valid_from, PriceList.id).where(
            PriceList.provider_id.in_(providers.values())
        )
    )
    ids = {(provider, day): key for provider, day, key in found}
    await session.execute(delete(Price).where(Price.price_list_id.in_({ids[key] for key in lists})))
    await add(
        session,
        Price,
        (
            plain(row, "provider", "valid_from") | {"price_list_id": ids[(providers[row.provider], row.valid_from)]}
            for row in data.prices
        ),
    )
