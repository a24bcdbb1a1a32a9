"""Whether a number is the value that holds, a former one, or plain: "prej 1200, zdaj 1234", "ni 5120 ampak 5210", "s 654 na 645".

Words turn the standing of all numbers behind them until other words turn it again or the sentence ends.
"""

import re
from enum import Enum


class Standing(Enum):
    """``former``: what was. ``denied``: what is not so. ``instead``: what gives way to the next number.

    ``corrected``: what is right instead. ``current``: what is now.
    """

    plain = 0
    former = 1
    denied = 2
    current = 3
    corrected = 4
    instead = 5


_CONTRAST = r"\bjust\b|\bonly\b|\bsamo\b|\ble\b|\bampak\b|\btemvec\b|\bmarvec\b|\bbut\b"


_CORRECTED = (
    r"\bprav\s+(?:pa\s+)?(?:je|bi)\b|\bprav(?:ilno|ilna|ilen|ilni|a|i|o)\b(?!\s+(?:tako|mesto))|\bdejansk\w+|\bv\s+resnici\b|\bpopravek\b|\bpopravi\w*\s+(?:\w+\s+){0,4}?na\b"
    r"|\bspremen\w*\s+(?:\w+\s+){0,3}?(?:na|v)\b|\b(?:moral[aoi]?\s+bi|bi\s+moral\w?|mora|naj\s+bo\w*|naj\s+bi)(?:\s+biti?)?\b|\bupostevajte\b"
    r"|\b(?:should|ought\s+to|must)\s+(?:be|have\s+been|read)\b|\bactual(?:ly)?\b|\bright\s+(?:one|value|reading|number)\b|->|→|=>|\bplease\s+record\b"
    r"|\bcorrect(?:ed|ion|ly)?(?!\s+(?:my|the|a|it|this|that|our|me)\b)(?:\s+(?:one|value|reading|number|figure))?\b|\bis\s+really\b"
    r"|\b(?:change|update|amend|correct|fix|edit)\s+(?:\w+\s+){0,6}?to\b"
)
_DENIED = r"\bni(?:sem|so|ste|smo)?\b|(?<!^)(?<!^[\"'])\bne\b(?!\s*,)|\bnot\b|\b(?:is|was|does)n'?t\b|\bnapacn\w+|\bzmotn[oa]\b|\bnarobe\b|\bpomotoma\b|\bwrong(?:ly)?\b|\bmistakenly\b|\bby\s+mistake\b"
_FORMER = (
    r"\bprej(?:e|sn\w+|snj\w+)?\b|\bzadnjic\b|\bnazadnje\b|\bstar(?:o|a|i|ega|em)\b|\bstar\b|\bimate\s+(?:\w+\s+)?(?:zapisan|zaveden|vpisan)\w*|\bvi\s+imate\b|\byou\s+have\b|\blani\b|\blansk\w+"
    r"|\bpred\s+(?:\w+\s+){0,2}?(?:mese?c\w*|let\w+|ted\w+|dnev\w+|dnem)\b|\bprevious(?:ly)?\b|\blast\s+(?:time|month|year)\b|\bold\b|\bformer(?:ly)?\b|\bused\s+to\b|\bit\s+was\b"
)
_INSTEAD = r"\bnamesto\b|\binstead\s+of\b|\brather\s+than\b"
_CURRENT = r"\bzda?j\w{0,2}\b|\bzde?j\w{0,2}\b|\bsedaj\b|\bsedanj\w+|\bnov(?:o|a|i|ega|em)?\b|\btrenutn\w+|\bdanes\b|\bdans\b|\bdanasnj\w+|\bna\s+(?:stev?cu|uri)\b|\bmeter\s+(?:says|shows|reads)\b|\bnow\b|\bcurrent(?:ly)?\b|\btoday\b|\bnew\b"
_ANEW = r"[.!?;]\s+(?=[a-z])|\n|,(?=\s*(?:\w+\s+){0,2}?(?:stanje|odcitek|vodomer|stevec|reading)\b)"
_TURNS = re.compile(
    rf"(?P<contrast>{_CONTRAST})|(?P<instead>{_INSTEAD})|(?P<corrected>{_CORRECTED})|(?P<former>{_FORMER})|(?P<denied>{_DENIED})|(?P<current>{_CURRENT})|(?P<plain>{_ANEW})|(?P<comma>[,:])"
)
_WRONG_AFTER = re.compile(
    r"^\s*(?:m3|m³|kubikov|mwh|kwh)?,?\s*(?:(?:in\s+)?(?:to\s+)?(?:je|so|was|is|were|bil[aoi]?)\s+(?:\w+\s+)?)?(?:napak\w|napacn\w+|narobe|fals|zmota|pomot\w+|zgresen\w*|(?:by|a)\s+mistake|in\s+error|wrong|incorrect|a\s+typo)\b"
)
_RIGHT_AFTER = re.compile(r"^\s*(?:m3|m³|mwh|kwh)?,?\s*(?:je|bo|is|was)\s+(?:ta\s+|the\s+)?(?:prav\w*|right|correct)\b")
_HANDED_IN = re.compile(
    r"(?<!please )\b(?:vpisal\w?|napisal\w?|oddal\w?|sporocil\w?|javil\w?|poslal\w?|vnesl?\w?l\w?|typed|entered|sent|wrote|submitted|reported)\b[^.!?]*$"
)
_INSTEAD_AFTER = re.compile(r"^\s*(?:m3|m³|mwh|kwh)?,?\s*(?:namesto|instead\s+of)\b")
_NOW_AFTER = re.compile(r"^\s*(?:m3|m³|mwh|kwh)?\s*(?:now|zdaj|sedaj|today|danes)\b")
_THEN_AFTER = re.compile(r"^\s*(?:m3|m³|mwh|kwh)?\s*(?:last\s+time|zadnjic|prejsnjic|lani|before)\b")
_REPLACED_AFTER = re.compile(r"^\s*(?:m3|m³|mwh|kwh)?\s*(?:->|→|=>)")
_FROM_TO = re.compile(r"\b(?:s|z|iz|from)\s*$")
_TO_AFTER = re.compile(r"^\s*(?:m3|m³|mwh|kwh)?\s*(?:na|v|to)\s+[0-9]")


def standings(low: str, spans: list[tuple[int, int]]) -> list[Standing]:
    """One for each number; ``spans`` are sorted starts and ends in the folded text."""
    found: list[Standing] = []
    state, at, reversed_at = Standing.plain, 0, -1
    for start, end in spans:
        for turn in _TURNS.finditer(low, at, start):
            state = _turned(state, turn.lastgroup or "plain")
        at = end
        found.append(_of_one(low, start, end, state))
        if state is Standing.instead:
            state = Standing.corrected
        if found[-1] is not Standing.former and _INSTEAD_AFTER.match(low[end:]) and _HANDED_IN.search(low[:start]):
            found[-1], reversed_at = Standing.former, len(found)
    return [Standing.corrected if at == reversed_at else one for at, one in enumerate(found)]


def _turned(state: Standing, turn: str) -> Standing:
    """A comma ends what was denied; "ampak" is a correction only of something."""
    if turn == "comma":
        return Standing.plain if state is Standing.denied else state
    if turn == "contrast":
        return Standing.corrected if state in {Standing.denied, Standing.former} else state
    return Standing[turn]


def _of_one(low: str, start: int, end: int, state: Standing) -> Standing:
    rest = low[end : end + 60]
    if _RIGHT_AFTER.match(rest):
        return Standing.corrected
    if _NOW_AFTER.match(rest):
        return Standing.current
    if _THEN_AFTER.match(rest) or _WRONG_AFTER.match(rest) or _REPLACED_AFTER.match(rest):
        return Standing.former
    if _TO_AFTER.match(rest) and _FROM_TO.search(low[max(0, start - 6) : start]):
        return Standing.former
    return state


def holding(found: list[Standing]) -> list[bool]:
    """Which of them are values that hold: no former ones, and beside corrected ones nothing that stands before them."""
    first_corrected = found.index(Standing.corrected) if Standing.corrected in found else 0
    return [
        standing not in {Standing.former, Standing.denied, Standing.instead}
        and (index >= first_corrected or standing is Standing.corrected)
        for index, standing in enumerate(found)
    ]
