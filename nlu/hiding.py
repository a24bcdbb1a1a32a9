"""Rules that find names, streets and dictated numbers among the words of a sentence, and hide them.

Place in the flow: ``anonymous`` -> ``tokens`` -> here. Each rule sets ``Token.hidden``; later ones lean on what earlier ones hid.
"""

from collections.abc import Sequence
from itertools import pairwise

from nlu import courtesies
from nlu.names import names
from nlu.placeholders import MONTH_OR_NAME
from nlu.tokens import SIGNS, Token

_NAMED = frozenset({"[name]", "[address]", "[email]", MONTH_OR_NAME})
_PARTICIPLES = ("l", "la", "li", "lo", "ing", "ed")


def hide(tokens: list[Token], *, shouted: bool) -> None:
    """All rules. ``shouted``: the whole sentence is in capitals, so they mark no name."""
    _hide_names(tokens, shouted=shouted)
    _hide_streets(tokens)
    _hide_said_names(tokens)
    _hide_spelled_numbers(tokens)
    _hide_neighbours(tokens)


def _hide_names(tokens: list[Token], *, shouted: bool) -> None:
    known = names()
    for place, token in enumerate(tokens):
        if not token.is_word or len(token.folded) < 2:
            continue
        first = place == 0 or tokens[place - 1].text in ".?!:\n"
        named = token.folded in known.people
        if named and token.folded in known.words:
            named = token.capital and not first and not shouted
        if named or (not token.known and (token.capital or known.glued(token.folded))):
            token.hidden = "[name]"


def _hide_streets(tokens: list[Token]) -> None:
    """ "v koprivnikovi ulici", "ulica bratov učakar", and the commonest streets by themselves."""
    known = names()
    for place, token in enumerate(tokens):
        if token.is_word and token.folded in known.streets:
            token.hidden = "[address]"
        if token.folded in courtesies.STREETS:
            near = [*tokens[max(0, place - 2) : place], *tokens[place + 1 : place + 4]]
            for other in near:
                if other.is_word and other.strange:
                    other.hidden = "[address]"


def _hide_said_names(tokens: list[Token]) -> None:
    """What follows "ime mi je", "gospa", "lep pozdrav"; see ``courtesies``."""
    folded = [token.folded if token.is_word else "" for token in tokens]
    for place in range(len(tokens)):
        for phrase in courtesies.NAMED:
            if courtesies.at(folded, place, phrase):
                _hide_after(tokens, place + len(phrase), surely=1)
        for phrase in courtesies.PERHAPS_NAMED:
            if courtesies.at(folded, place, phrase):
                _hide_after(tokens, place + len(phrase), surely=0)
        for phrase in courtesies.CLOSINGS:
            if courtesies.at(folded, place, phrase):
                _hide_signature(tokens, place, place + len(phrase))
        for phrase in courtesies.I_AM:
            end = place + len(phrase)
            if courtesies.at(folded, place, phrase) and not (end < len(tokens) and _did(tokens[end])):
                _hide_after(tokens, end, surely=0)
        for phrase in courtesies.GREETINGS:
            if courtesies.at(folded, place, phrase):
                _hide_last(tokens[place + len(phrase) :])
    if len(tokens) > 1 and folded[1] in courtesies.AM and tokens[0].is_word and not _did(tokens[0]):
        tokens[0].hidden = None if tokens[0].known else "[name]"


def _did(token: Token) -> bool:
    """A participle in small letters: "sem oddala" is what somebody did, no name."""
    return token.folded.endswith(_PARTICIPLES) and not token.capital


def _hide_last(rest: Sequence[Token]) -> None:
    """The end of a message after a greeting or thanks: "hvala, rožle"."""
    words = [token for token in rest if token.text not in SIGNS]
    if len(words) < 3:
        for token in words:
            if not token.known:
                token.hidden = token.hidden or "[name]"


def _hide_after(tokens: list[Token], start: int, *, surely: int) -> None:
    """Up to three words: ``surely`` of them in any case, the rest while they may be names."""
    hidden = 0
    for token in tokens[start : start + 6]:
        if token.text in courtesies.BETWEEN_SIGNS or (hidden == 0 and token.folded in courtesies.BETWEEN):
            continue
        if token.hidden is None and (token.text in SIGNS or hidden == 3 or (hidden >= surely and not token.strange)):
            return
        token.hidden = token.hidden or "[name]"
        hidden += 1


def _hide_signature(tokens: list[Token], start: int, end: int) -> None:
    """After a closing everything, unless it opens a longer message: then what may be a name."""
    before = sum(token.is_word or token.hidden is not None for token in tokens[:start])
    after = [token for token in tokens[end:] if token.text not in SIGNS]
    if before < 3 and len(after) > 4:
        _hide_after(tokens, end, surely=0)
        return
    for token in after:
        if token.folded not in courtesies.GREETING:
            token.hidden = token.hidden or "[name]"


def _hide_spelled_numbers(tokens: list[Token]) -> None:
    """Three digits in words are a number that somebody dictates."""
    run: list[Token] = []
    for token in [*tokens, Token("", "", False)]:
        if token.folded in courtesies.DIGITS:
            run.append(token)
            continue
        if len(run) > 2:
            for digit in run:
                digit.hidden = "[number]"
        run = []


def _hide_neighbours(tokens: list[Token]) -> None:
    """Beside a name stands the rest of the name."""
    known = names()
    for line in (tokens, tokens[::-1]):
        for token, other in pairwise(line):
            if token.hidden not in _NAMED or not other.is_word:
                continue
            ordinary = other.folded in known.people and other.folded in known.words
            capital = other.capital and (line is tokens or other is not tokens[0])
            if not other.known or capital or (ordinary and token.hidden in {"[name]", MONTH_OR_NAME}):
                other.hidden = "[name]"
