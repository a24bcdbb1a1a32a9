"""Residents to measure with: each has a payer, a meter and three years of readings, and is linked, confirmed and consented."""

from collections.abc import Sequence
from datetime import date, datetime, time, timedelta
from decimal import Decimal

from sqlalchemy import select

from backend.accounts.models import Link, Payer
from backend.consents.models import ConsentAct
from backend.consents.texts import VERSION
from backend.database import Sessions
from backend.loading import rows as r
from backend.loading.load import load_data
from backend.providers.models import Provider
from backend.reminders.models import ReminderRules
from backend.residents.models import Chat, Resident
from backend.secrets import KeyedHash

SLUG = "merjenje"
MONTHS = 36
MONTHLY = 11
"""Cubic metres that each uses in a month."""


def _provider() -> r.ProviderRow:
    # a window that is always open: the benchmark runs on any day
    return r.ProviderRow(
        line=1, slug=SLUG, name="Merjenje d.o.o.", kind="utility", street="Ulica 1", post_code="1000", town="Ljubljana",
        phone="+386 1 555 01 00", emergency_phone=None, email="info@merjenje.example", website=None, tax_number="99999919",
        iban="SI56990010000000116", secret_kind="none", single_access=False, window_from_day=1, window_to_day=31,
        services=("water_cold",), widget_origins=(),
    )  # fmt: skip


def _months_before(today: date) -> list[date]:
    """The middles of the last months, the oldest first; this month has none yet."""
    last = today.year * 12 + today.month - 2
    return [date(month // 12, month % 12 + 1, 15) for month in range(last - MONTHS + 1, last + 1)]


def _data(count: int, today: date) -> r.Data:
    payers, points, meters, readings = [], [], [], []
    days = _months_before(today)
    for number in range(count):
        code, serial = f"B{number:05}", f"{70_000_000 + number}"
        payers.append(r.PayerRow(number, SLUG, code, f"Oseba {number}", "Ulica 1", "1000", "Ljubljana", None))
        points.append(r.MeteringPointRow(number, SLUG, code, "OM-1", "Ulica 1", "1000", "Ljubljana"))
        installed = days[0] - timedelta(days=30)
        meters.append(
            r.MeterRow(
                number, SLUG, code, "OM-1", serial, "water_cold", "m3", 5, 0, None, installed, Decimal(0), None, None
            )
        )
        readings += [
            r.ReadingRow(number, SLUG, code, "OM-1", serial, day, Decimal(MONTHLY * place), "resident")
            for place, day in enumerate(days, 1)
        ]
    return r.Data(
        providers=(_provider(),),
        payers=tuple(payers),
        metering_points=tuple(points),
        meters=tuple(meters),
        readings=tuple(readings),
    )


def next_value() -> int:
    """What each resident's meter shows now."""
    return MONTHLY * (MONTHS + 1)


async def settle(sessions: Sessions, keyed: KeyedHash, chats: Sequence[int], now: datetime) -> None:
    """Loads a payer for each of Telegram's ``chats`` and links it."""
    await load_data(sessions, _data(len(chats), now.date()), keyed=keyed)
    async with sessions.begin() as session:
        provider = await session.scalar(select(Provider).where(Provider.slug == SLUG))
        assert provider is not None
        # reminders would be sent in the middle of what is measured, at some hours of some days
        session.add(
            ReminderRules(
                provider_id=provider.id, steps=[], decent_from=time(8), decent_until=time(20), on_sundays=False,
                on_holidays=False, per_second=25,
            )
        )  # fmt: skip
        found = select(Payer.id).join(Provider, Payer.provider_id == Provider.id).where(Provider.slug == SLUG)
        payers = list(await session.scalars(found.order_by(Payer.code)))
        people = [Resident(language="sl", email="x@example.com", email_confirmed_at=now, created_at=now) for _ in chats]
        session.add_all(people)
        await session.flush()
        for chat, payer, resident in zip(chats, payers, people, strict=True):
            session.add_all(
                [
                    Chat(resident_id=resident.id, channel="telegram", external_id=str(chat), reachable=True, created_at=now),
                    Link(resident_id=resident.id, payer_id=payer, linked_at=now),
                    ConsentAct(
                        resident_id=resident.id, purpose="terms", action="given", version=VERSION, language="sl", text="…",
                        channel="telegram", at=now,
                    ),
                ]
            )  # fmt: skip
