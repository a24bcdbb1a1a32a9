"""Several wishes in one message: "vodomer 1834, pa koliko sem dolžen?" is a reading and a question about the balance.

A message is cut where sentences and clauses end; neighbours that don't surely mean something else stay together. Careful by
design: a long story with one wish must not fall into pieces.
"""

import re
from collections import Counter
from datetime import date

from nlu.decision import Sure, decide
from nlu.interpreter import Interpreter, Understanding

CERTAIN = 0.6
"""Confidence that each part needs; the whole message needs only the usual one."""
AMONG = 6
"""Each part's intent is among so many of the whole message's best: else the part is read out of its context."""
MOST = 3
"""Wishes taken from one message."""
_MOST_PARTS = 8
_NO_WISHES = frozenset({"greet", "goodbye", "thanks", "help", "affirm", "deny", "cancel", "out_of_scope"})
_WHOLE = frozenset({"contact_support", "report_fault"})
"""What is written to a person belongs together, whatever it mentions."""
_CUT = re.compile(
    r"[.!?;\n]+\s+|,\s+(?:(?:in|ter|pa|and|also)\s+)?|\s+(?:in|ter|and|plus|potem|nato|zraven|poleg\s+tega)\s+(?:pa\s+|tudi\s+|še\s+|se\s+|also\s+|then\s+)*|\s+pa\s+(?:tudi|še|se)\s+",
    re.IGNORECASE,
)


def parts(text: str) -> list[tuple[int, int]]:
    """Where clauses begin and end; one for a message without any cut."""
    cuts = [match.span() for match in _CUT.finditer(text)][: _MOST_PARTS - 1]
    starts = [0, *(end for _start, end in cuts)]
    ends = [*(start for start, _end in cuts), len(text)]
    return [(start, end) for start, end in zip(starts, ends, strict=True) if text[start:end].strip()]


async def wishes(
    interpreter: Interpreter, understood: Understanding, *, today: date, language: str | None = None
) -> tuple[Understanding, ...]:
    """The wishes of a message in its order; ``understood`` itself where there is one, or none.

    Every reading of the whole message is in one of them; a part may show one that another part's words had hidden.
    """
    text = understood.text
    spans = parts(text)
    if len(spans) < 2 or understood.intent in _WHOLE:
        return (understood,)
    likely = {ranked.intent for ranked in understood.ranking[:AMONG]}
    groups: list[tuple[str, int, int]] = []
    for start, end in spans:
        part = await interpreter.parse(text[start:end], today=today, language=language)
        if _certain(part) and part.intent in likely and (not groups or groups[-1][0] != part.intent):
            groups.append((part.intent, start if groups else 0, end))
        elif groups:
            groups[-1] = (*groups[-1][:2], end)
    if not 2 <= len(groups) <= MOST or len({intent for intent, _start, _end in groups}) < len(groups):
        return (understood,)
    found = tuple(
        [await interpreter.parse(text[start:end], today=today, language=language) for _intent, start, end in groups]
    )
    same = [part.intent for part in found] == [intent for intent, _start, _end in groups]
    kept = _readings(understood) <= sum((_readings(part) for part in found), Counter())
    return found if same and kept else (understood,)


def _certain(part: Understanding) -> bool:
    decision = decide(part)
    worded = len(part.text.split()) > 1
    return worded and isinstance(decision, Sure) and part.confidence >= CERTAIN and part.intent not in _NO_WISHES


def _readings(understood: Understanding) -> Counter[str]:
    return Counter(entity.value for entity in understood.all("reading_value"))
