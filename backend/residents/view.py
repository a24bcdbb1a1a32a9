"""``ResidentView`` and ``LinkView``, assembled in this one place; each turn begins with one, so it is one plain statement."""

from datetime import datetime

from sqlalchemy.ext.asyncio import AsyncSession

from backend.accounts.contract import LinkView
from backend.consents.contract import ConsentAction
from backend.consents.texts import VERSION
from backend.direct import Row, row
from backend.residents.contract import ResidentView
from backend.residents.service import ChatUnknown, ResidentUnknown

_LINKS = """
SELECT coalesce(jsonb_agg(jsonb_build_object(
    'id', l.id, 'provider', v.slug, 'provider_name', v.name, 'payer_code', p.code, 'payer_name', p.name,
    'street', p.street, 'post_code', p.post_code, 'town', p.town, 'has_meters', EXISTS (
        SELECT 1 FROM backend.meters m JOIN backend.metering_points o ON m.metering_point_id = o.id
        WHERE o.payer_id = p.id AND m.removed_on IS NULL)) ORDER BY l.id), '[]')
FROM backend.links l JOIN backend.payers p ON l.payer_id = p.id JOIN backend.providers v ON p.provider_id = v.id
WHERE l.unlinked_at IS NULL AND """
_RESIDENT = f"""
SELECT r.id, c.id, c.reachable, r.language, r.display_name, r.phone, r.email, (
        SELECT e.email FROM backend.email_confirmations e
        WHERE e.resident_id = r.id AND e.ended_at IS NULL AND e.expires_at > %(now)s ORDER BY e.id DESC LIMIT 1),
    (SELECT a.action FROM backend.consent_acts a
        WHERE a.resident_id = r.id AND a.purpose = 'terms' AND a.version = %(version)s ORDER BY a.id DESC LIMIT 1),
    (SELECT a.action FROM backend.consent_acts a
        WHERE a.resident_id = r.id AND a.purpose = 'marketing' AND a.version = %(version)s ORDER BY a.id DESC LIMIT 1),
    ({_LINKS} l.resident_id = r.id)
FROM backend.chats c JOIN backend.residents r ON c.resident_id = r.id
"""  # noqa: S608  nothing but this module's own text
_BY_CHAT = _RESIDENT + "WHERE c.channel = %(channel)s AND c.external_id = %(external_id)s"
_BY_ID = _RESIDENT + "WHERE r.id = %(resident)s AND c.id = %(chat)s"
_NEWEST = _RESIDENT + "WHERE r.id = %(resident)s ORDER BY c.id DESC LIMIT 1"


async def resident_in(session: AsyncSession, *, channel: str, external_id: str, now: datetime) -> ResidentView:
    """The resident behind a chat that need not be announced; raises ``ChatUnknown``."""
    values = {"channel": channel, "external_id": external_id, "now": now, "version": VERSION}
    found = await row(session, _BY_CHAT, values)
    if found is None or not found[2]:
        raise ChatUnknown()
    return _view(found)


async def resident_view(
    session: AsyncSession, resident_id: int, *, now: datetime, chat_id: int | None = None
) -> ResidentView:
    """The resident as seen from ``chat_id``, or from the newest chat; raises ``ResidentUnknown``."""
    values = {"resident": resident_id, "chat": chat_id, "now": now, "version": VERSION}
    found = await row(session, _NEWEST if chat_id is None else _BY_ID, values)
    if found is None:
        raise ResidentUnknown()
    return _view(found)


def _view(found: Row) -> ResidentView:
    resident, chat, _reachable, language, name, phone, email, pending, terms, marketing, links = found
    return ResidentView.model_validate(
        {
            "id": resident,
            "chat_id": chat,
            "language": language,
            "display_name": name,
            "phone": phone,
            "email": email,
            "pending_email": pending,
            "links": links,
            "consented": terms == ConsentAction.given.value,
            "marketing": marketing == ConsentAction.given.value,
        }
    )


async def link_view(session: AsyncSession, link_id: int) -> LinkView:
    """One active link."""
    found = await row(session, f"{_LINKS} l.id = %(link)s", {"link": link_id})
    assert found is not None
    return LinkView.model_validate(found[0][0])
