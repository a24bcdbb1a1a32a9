"""Contract of consents."""

from datetime import datetime
from enum import StrEnum

from pydantic import Field

from backend.contract import Language, Model


class Purpose(StrEnum):
    """``terms`` is needed for anything personal; ``marketing`` is optional."""

    terms = "terms"
    marketing = "marketing"


class ConsentAction(StrEnum):
    """What the resident did."""

    given = "given"
    declined = "declined"
    withdrawn = "withdrawn"


class ConsentText(Model):
    """The text that is asked about, as it will be recorded."""

    purpose: Purpose
    version: str
    language: Language
    text: str


class ConsentRequest(Model):
    """Records an act on the current text. Error: ``consent_outdated`` when ``version`` is not the current one."""

    purpose: Purpose
    action: ConsentAction
    version: str
    language: Language
    channel: str = Field(pattern="^[a-z]{1,20}$")


class ConsentView(Model):
    """The latest act for a purpose, or none yet."""

    purpose: Purpose
    action: ConsentAction | None
    version: str | None
    at: datetime | None
