"""``ResidentView`` and ``LinkView``, assembled in this one place: two queries."""

from datetime import datetime
from functools import cache
from typing import Any

from sqlalchemy import Select, bindparam, exists, select
from sqlalchemy.ext.asyncio import AsyncSession

from backend.accounts.contract import LinkView
from backend.accounts.models import Link, Payer
from backend.confirmations.models import EmailConfirmation
from backend.consents.contract import ConsentAction, Purpose
from backend.consents.latest import latest_action
from backend.contract import Language
from backend.meters.models import Meter, MeteringPoint
from backend.providers.models import Provider
from backend.residents.contract import ResidentView
from backend.residents.models import Chat, Resident
from backend.residents.service import ResidentUnknown


async def resident_view(
    session: AsyncSession, resident_id: int, *, now: datetime, chat_id: int | None = None
) -> ResidentView:
    """The resident as seen from ``chat_id``, or from the newest chat; raises ``ResidentUnknown``."""
    values = {"resident_id": resident_id, "now": now, "chat_id": chat_id}
    row = (await session.execute(_resident_query(any_chat=chat_id is None), values)).one_or_none()
    if row is None:
        raise ResidentUnknown()
    resident, chat, pending, terms, marketing = row
    return ResidentView(
        id=resident.id,
        chat_id=chat,
        language=Language(resident.language),
        display_name=resident.display_name,
        phone=resident.phone,
        email=resident.email,
        pending_email=pending,
        links=[_link_view(*each) for each in await session.execute(_links_of_one(), {"resident_id": resident_id})],
        consented=terms == ConsentAction.given.value,
        marketing=marketing == ConsentAction.given.value,
    )


@cache
def _resident_query(*, any_chat: bool) -> Select[Any]:
    """With values ``resident_id``, ``now``, ``chat_id``. Built once: building it costs more than running it."""
    resident_id = bindparam("resident_id", type_=Resident.id.type)
    pending = (
        select(EmailConfirmation.email)
        .where(
            EmailConfirmation.resident_id == resident_id,
            EmailConfirmation.ended_at.is_(None),
            EmailConfirmation.expires_at > bindparam("now"),
        )
        .order_by(EmailConfirmation.id.desc())
        .limit(1)
        .scalar_subquery()
    )
    query = (
        select(
            Resident,
            Chat.id,
            pending,
            latest_action(resident_id, Purpose.terms),
            latest_action(resident_id, Purpose.marketing),
        )
        .join(Chat, Chat.resident_id == Resident.id)
        .where(Resident.id == resident_id)
        .order_by(Chat.id.desc())
        .limit(1)
        .execution_options(populate_existing=True)
    )
    return query if any_chat else query.where(Chat.id == bindparam("chat_id"))


async def link_views(session: AsyncSession, *which: Any) -> list[LinkView]:
    """Active links that fulfil the SQL conditions ``which``, oldest first."""
    return [_link_view(*row) for row in await session.execute(_links().where(*which))]


@cache
def _links() -> Any:
    working_meter = exists().where(
        Meter.metering_point_id == MeteringPoint.id, MeteringPoint.payer_id == Payer.id, Meter.removed_on.is_(None)
    )
    return (
        select(Link.id, Payer, Provider.slug, Provider.name, working_meter)
        .join_from(Link, Payer, Link.payer_id == Payer.id)
        .join(Provider, Payer.provider_id == Provider.id)
        .where(Link.unlinked_at.is_(None))
        .order_by(Link.id)
    )


@cache
def _links_of_one() -> Any:
    return _links().where(Link.resident_id == bindparam("resident_id"))


def _link_view(link_id: int, payer: Payer, slug: str, provider_name: str, has_meters: bool) -> LinkView:
    return LinkView(
        id=link_id,
        provider=slug,
        provider_name=provider_name,
        payer_code=payer.code,
        payer_name=payer.name,
        street=payer.street,
        post_code=payer.post_code,
        town=payer.town,
        has_meters=has_meters,
    )
