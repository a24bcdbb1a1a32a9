"""The newest act on the current version of a text, as SQL: what gate, profile and list agree on."""

from typing import Any

from sqlalchemy import ColumnElement, ScalarSelect, select
from sqlalchemy.orm import InstrumentedAttribute

from backend.consents.contract import Purpose
from backend.consents.models import ConsentAct
from backend.consents.texts import VERSION


def latest_action(
    resident: InstrumentedAttribute[int] | ColumnElement[int] | int, purpose: Purpose
) -> ScalarSelect[Any]:
    """A scalar subquery: the action, or NULL where the current version was never acted on."""
    return (
        select(ConsentAct.action)
        .where(
            ConsentAct.resident_id == resident,
            ConsentAct.purpose == purpose.value,
            ConsentAct.version == VERSION,
        )
        .order_by(ConsentAct.id.desc())
        .limit(1)
        .scalar_subquery()
    )
