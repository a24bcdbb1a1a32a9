"""Which of our languages a browser asks for."""

from backend.contract import Language

LONGEST = 200


def preferred(accepted: str) -> Language:
    """The first of ours in an ``Accept-Language`` header (RFC 9110, 12.5.4); Slovenian where none is named."""
    ranked: list[tuple[float, int, Language]] = []
    for place, part in enumerate(accepted[:LONGEST].split(",")):
        tag, _, weight = part.strip().partition(";q=")
        language = tag.split("-")[0].lower()
        if language in set(Language):
            ranked.append((-_number(weight), place, Language(language)))
    return min(ranked)[2] if ranked else Language.sl


def _number(weight: str) -> float:
    try:
        return float(weight or "1")
    except ValueError:
        return 0.0
