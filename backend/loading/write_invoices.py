"""Writes invoices whole: head, lines, readings, and the PDF where one came along."""

from collections.abc import Mapping

from sqlalchemy import delete, select
from sqlalchemy.ext.asyncio import AsyncSession

from backend.invoices.models import Invoice, InvoiceFile, InvoiceLine, InvoiceReading
from backend.invoices.reference import normal_number
from backend.loading.bulk import add, plain, upsert
from backend.loading.rows import Data

Key = tuple[int, str]
"""Payer's id and invoice number."""


async def write_invoices(session: AsyncSession, data: Data, payers: Mapping[tuple[str, str], int]) -> None:
    """Lines and readings are replaced with their invoice; they must belong to invoices of the same folder (checked)."""
    heads = [plain(row, "provider", "payer") | {"payer_id": payers[(row.provider, row.payer)]} for row in data.invoices]
    await upsert(session, Invoice, ["payer_id", "number"], heads)
    found = await session.execute(
        select(Invoice.payer_id, Invoice.number, Invoice.id).where(
            Invoice.payer_id.in_({head["payer_id"] for head in heads})
        )
    )
    ids: dict[Key, int] = {(payer, number): key for payer, number, key in found}
    here = [ids[(head["payer_id"], head["number"])] for head in heads]
    for table, rows in ((InvoiceLine, data.invoice_lines), (InvoiceReading, data.invoice_readings)):
        await session.execute(delete(table).where(table.invoice_id.in_(here)))
        values = (
            plain(row, "provider", "payer", "invoice")
            | {"invoice_id": ids[(payers[(row.provider, row.payer)], row.invoice)]}
            for row in rows
        )
        await add(session, table, values)
    await _files(session, data)


async def _files(session: AsyncSession, data: Data) -> None:
    if not data.pdfs:
        return
    ids = {normal_number(number): key for key, number in await session.execute(select(Invoice.id, Invoice.number))}
    values = [{"invoice_id": ids[normal_number(pdf.number)], "content": pdf.content} for pdf in data.pdfs]
    await upsert(session, InvoiceFile, ["invoice_id"], values)
