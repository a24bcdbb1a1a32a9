"""How long the pictures and documents take, warm: each one another, so that no cache flatters."""

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from statistics import median
from typing import TypeVar

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from backend.accounts.access import Linked
from backend.accounts.models import Payer
from backend.consumption import service as consumption
from backend.consumption.chart import chart
from backend.consumption.contract import ConsumptionView, Grain
from backend.contract import Language, Period
from backend.database import Sessions
from backend.invoices import service as invoices
from backend.invoices.document import InvoiceDocument
from backend.invoices.models import Invoice
from backend.invoices.pdf import render
from backend.providers.models import Provider

T = TypeVar("T")
WARMING = 4
"""Renders before the measured ones."""
PAYERS = ("123456", "4711", "204880")


async def _documents(session: AsyncSession, today: date) -> list[InvoiceDocument]:
    found: list[InvoiceDocument] = []
    query = select(Payer, Provider).join(Provider).where(Payer.code.in_(PAYERS)).order_by(Payer.id)
    for payer, provider in (await session.execute(query)).all():
        linked = Linked(
            resident_id=0, link_id=0, payer=payer, provider=provider, language=Language.sl, email="ana@example.com"
        )
        for key in await session.scalars(select(Invoice.id).where(Invoice.payer_id == payer.id).order_by(Invoice.id)):
            found.append(
                invoices.document(linked, await invoices.one(session, payer.id, key, whole=True), today),
            )
    return found


async def _views(session: AsyncSession, today: date) -> list[ConsumptionView]:
    payer = (await session.execute(select(Payer).where(Payer.code == PAYERS[0]))).scalar_one()
    year = [Period(start=date(today.year - 1, month, 1), end=today) for month in range(1, 13)]
    return [
        await consumption.consumption(session, payer, period, Grain.month, compare=compare, today=today)
        for compare in (False, True)
        for period in year
    ]


@dataclass(frozen=True, slots=True)
class Rendered:
    """``count`` renders: median ``seconds`` on the clock, and of processor (which a busy machine disturbs less)."""

    count: int
    seconds: float
    cpu: float


def _measured(things: Sequence[T], make: Callable[[T], object]) -> Rendered:
    seconds, cpu = list[float](), list[float]()
    for thing in things:
        begun, spent = time.perf_counter(), time.process_time()
        make(thing)
        seconds.append(time.perf_counter() - begun)
        cpu.append(time.process_time() - spent)
    return Rendered(len(things) - WARMING, median(seconds[WARMING:]), median(cpu[WARMING:]))


async def render_times(sessions: Sessions, today: date) -> dict[str, Rendered]:
    """``{"chart": …, "PDF": …}`` over the demo data."""
    async with sessions() as session:
        documents, views = await _documents(session, today), await _views(session, today)
    return {
        "chart": _measured(views, lambda view: chart(view, Language.sl)),
        "PDF": _measured(documents, lambda document: render(document, Language.sl)),
    }
