"""What Rasa hears and what it may answer: ``POST /model/parse`` of Rasa 3.6.

Source: Rasa's HTTP API, "Parse a message using the Rasa model": ``{"text": …}`` gives ``{"intent": {"name", "confidence"},
"intent_ranking": […], "entities": […], …}``. Its entities are not looked at: values come from ``nlu.entities``.
"""

import unicodedata
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from nlu.errors import RasaAnswerError, RasaDomainError
from nlu.features import masked
from nlu.interpreter import Ranked

_UNSAYABLE = {"Cc", "Cf", "Co", "Cn", "Cs"}
_MARKUP = frozenset("[](){}<>|\\")


def for_rasa(text: str) -> str:
    """What Rasa is taught and asked: the same words that the embedded classifier looks at; may be empty.

    ``masked`` folds šumniki, replaces numbers by their kind (so no number of a resident leaves the process) and keeps the first
    and the last 600 characters: DIET's attention grows with the square of the words, and a wish stands at an end.
    Brackets would be annotations in training data. A leading slash would be Rasa's shortcut ``/intent``, by which a
    resident could claim any intent with full confidence. Lone surrogates have no UTF-8. Signs alone say nothing, yet DIET
    would be sure of something.
    """
    kept = (" " if char in _MARKUP or unicodedata.category(char) in _UNSAYABLE else char for char in masked(text))
    words = " ".join("".join(kept).split()).lstrip("/ ")
    return words if any(char.isalnum() for char in words) else ""


class _Named(BaseModel):
    """Confidences of float32 may exceed 1 by a rounding."""

    model_config = ConfigDict(strict=True, hide_input_in_errors=True)

    name: str | None
    confidence: Annotated[float, Field(ge=0, le=1.00001, allow_inf_nan=False)]


class _Answer(BaseModel):
    model_config = ConfigDict(strict=True, hide_input_in_errors=True)

    intent: _Named
    intent_ranking: list[_Named]


def read_ranking(body: bytes, intents: frozenset[str]) -> tuple[Ranked, ...]:
    """The ranking of an answer, best first; empty where the model knows no word of the text.

    Raises:
        RasaAnswerError: not JSON, not that shape, a confidence that is no probability, a ranking out of order.
        RasaDomainError: an intent that ``intents`` doesn't have.
    """
    try:
        answer = _Answer.model_validate_json(body)
    except ValidationError as error:
        first = error.errors(include_input=False, include_url=False, include_context=False)[0]
        place = ".".join(map(str, first["loc"])) or "body"
        raise RasaAnswerError(f"Rasa gives an answer that is none: {place} ({first['type']})") from None
    if answer.intent.name is None:
        return ()
    ranking = tuple(Ranked(one.name or "", min(one.confidence, 1.0)) for one in answer.intent_ranking)
    strange = sorted({answer.intent.name, *(ranked.intent for ranked in ranking)} - intents)
    if strange:
        raise RasaDomainError(
            f"Rasa's model knows {len(strange)} intents that nlu/domain.yml doesn't: train one with `hisnik nlu train --rasa`"
        )
    _check_order(answer.intent.name, ranking)
    return ranking


def _check_order(best: str, ranking: tuple[Ranked, ...]) -> None:
    confidences = [ranked.confidence for ranked in ranking]
    if not ranking or ranking[0].intent != best or confidences != sorted(confidences, reverse=True):
        raise RasaAnswerError("Rasa gives a ranking that is not sorted or doesn't begin with its intent")
    if len({ranked.intent for ranked in ranking}) < len(ranking):
        raise RasaAnswerError("Rasa ranks an intent twice")
