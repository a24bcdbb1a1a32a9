"""Readings and consumption against PostgreSQL with the demo data."""

from datetime import date
from decimal import Decimal

import pytest
from sqlalchemy import select

from backend.accounts.access import Linked
from backend.accounts.models import Payer
from backend.consumption.contract import Grain
from backend.consumption.service import consumption
from backend.contract import Language, Period
from backend.database import Sessions
from backend.providers.models import Provider
from backend.readings import service
from backend.readings.contract import MeterValue, ReadingsRequest
from backend.readings.listing import listed
from backend.readings.past import pasts_of
from backend.residents.models import Resident
from tests.conftest import DEMO_NOW


async def test_stored_once_corrected_and_withdrawn(sessions: Sessions) -> None:
    async with sessions() as session:
        resident = Resident(language="sl", email="a@example.si", created_at=DEMO_NOW)
        session.add(resident)
        await session.flush()
        payer = (await session.scalars(select(Payer).where(Payer.code == "123456"))).one()
        provider = await session.get_one(Provider, payer.provider_id)
        linked = Linked(resident.id, 1, payer, provider, Language.sl, "a@example.si")
        meter = (await pasts_of(session, payer))[0].meter
        first = ReadingsRequest(values=[MeterValue(meter_id=meter.id, value=Decimal(1834))], channel="terminal")
        await service.store(session, linked, first, DEMO_NOW)
        with pytest.raises(service.ReadingRefused):
            await service.store(session, linked, first, DEMO_NOW)
        again = first.model_copy(update={"correcting": True})
        stored = await service.store(session, linked, again, DEMO_NOW)
        assert stored[0].finding.used == 13
        shown = await listed(session, linked, meter_id=meter.id, today=DEMO_NOW.date())
        assert (shown[0].value, shown[0].used, shown[0].can_change) == (Decimal(1834), Decimal(13), True)
        period = Period(start=date(2025, 12, 1), end=date(2026, 11, 30))
        view = await consumption(session, payer, period, Grain.month, compare=True, today=DEMO_NOW.date())
        assert (len(view.series[0].bars), view.series[0].missing, view.series[0].bars[-1].used) == (12, 0, Decimal(13))
        await service.withdraw(session, linked, stored[0].row.id, DEMO_NOW)
        after = await listed(session, linked, meter_id=meter.id, today=DEMO_NOW.date())
        assert after[0].value == 1821
