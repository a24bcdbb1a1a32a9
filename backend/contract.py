"""What every model of the HTTP contract shares. The contracts of the nouns stand in ``backend/<noun>/contract.py``.

These pydantic models are the only thing that ``bot`` imports from ``backend`` (a lint rule keeps it so).
"""

from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field, PlainSerializer


class Model(BaseModel):
    """Frozen, strict about unknown fields: a typing error in a request is an error, not a silent default."""

    model_config = ConfigDict(frozen=True, extra="forbid")


Amount = Annotated[Decimal, PlainSerializer(str, return_type=str)]
"""A decimal as a string in JSON: never a float, so no cent is lost."""

Id = Annotated[int, Field(ge=1, le=2**63 - 1)]
"""A row's number: PostgreSQL's bigint."""


class Language(StrEnum):
    """Languages residents are served in; Slovenian first."""

    sl = "sl"
    en = "en"


class Service(StrEnum):
    """What is metered or billed; the names are those of ``nlu``'s entity ``service``."""

    water_cold = "water_cold"
    water_hot = "water_hot"
    water_waste = "water_waste"
    heat = "heat"
    electricity = "electricity"
    gas = "gas"
    waste = "waste"
    other = "other"


class Period(Model):
    """Whole days, both ends included."""

    start: date
    end: date


class Problem(Model):
    """An error's body: ``code`` is stable, ``details`` are values for the text shown to the resident."""

    code: str
    details: dict[str, str | int | None] = Field(default_factory=dict)
