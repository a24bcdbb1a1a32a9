"""What may be kept of a resident's sentence, for somebody to label it: the words that say what is wanted, nothing about who.

Place in the flow: the bot keeps sentences that nobody understood (``bot.dialogue.unclear``); ``hisnik nlu unknown`` lists them.
Whatever may be personal is left out, and so is some that isn't: a lost word costs a little, a kept name is a breach.
"""

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence, Set
from dataclasses import dataclass
from functools import cache
from itertools import pairwise

from nlu import courtesies
from nlu.entities import addresses
from nlu.entities.reader import Reader
from nlu.folding import fold
from nlu.interpreter import Entity
from nlu.names import names
from nlu.training_data import Example, data_files, read_files

LONGEST = 300
"""Characters that are kept at most."""
PLAIN = frozenset({"service", "language", "switch"})
"""Entities of a closed vocabulary, which tell nothing of anybody: their words stay."""
FEWEST_SENTENCES = 2
"""A word of one sentence of the training data alone may be anything."""

MONTH_OR_NAME = "[period] "
"""May, or Maja: beside it stands the rest of the name."""
_MARK = 0xE000
"""Placeholders stand in the text as private characters while it is looked at."""
_MARKS = re.compile(r"[\ue000-\uf8ff]")
_SECRET = re.compile(r"\b(?:gesl\w*|lozink\w*|password\w*|passwor[td]|passphrase|pwd|pin)\b")
_SHAPES = (
    ("email", re.compile(r"\S*\s?@\s?\S*")),
    ("email", re.compile(r"\S+\s+\(?(?:afna|afno|afn|at)\)?\s+\S+(?:\s+\(?(?:pika|dot)\)?\s+\S+)+", re.I)),
    ("email", re.compile(r"\S+\s+\(?(?:afna|afno|afn)\)?\s+\S+", re.I)),
    ("link", re.compile(r"(?:\w+://|www\.)\S*", re.I)),
    ("link", re.compile(r"(?<!\S)[\w-]+(?:\.[\w-]+)*\.[a-z]{2,4}\b\S*", re.I)),
)
_UNIT = re.compile(r"\W*(?:m3|m2)\W*")
_TOKEN = re.compile(
    r"[\ue000-\uf8ff]|m[23](?!\w)|[^\W\d_]+(?:['’](?:m|s|d|t|ve|re|ll)(?![^\W\d_]))?|[^\W_]+|[?!.,:;€%\n]", re.I
)
_NAMED = frozenset({"[name]", "[address]", "[email]", MONTH_OR_NAME})
_SIGNS = frozenset("?!.,:;€%\n")
_PARTICIPLES = ("l", "la", "li", "lo", "ing", "ed")
_LP = re.compile(r"\bl\.?\s?p\.?(?!\w)", re.I)


@dataclass(slots=True)
class Token:
    """A word, a sign or a placeholder. ``hidden``: the placeholder that it becomes; ``known``: the training data have it."""

    text: str
    folded: str
    known: bool
    hidden: str | None = None

    @property
    def is_word(self) -> bool:
        return self.hidden is None and self.text not in _SIGNS

    @property
    def capital(self) -> bool:
        return any(char.isupper() for char in self.text)

    @property
    def strange(self) -> bool:
        """A name, if it stands where names stand."""
        return self.capital or not self.known


def anonymous(text: str, entities: Sequence[Entity], known_words: Set[str]) -> str:
    """Small letters, placeholders such as ``[reading_value]``, ``[name]``, ``[number]``; at most ``LONGEST`` characters.

    ``entities`` point into ``text``. Empty: nothing may be kept, since a secret is spoken of or no word that stays is known.
    """
    marked, placeholders = _without_entities(text, [*entities, *_addresses(text)])
    plain = "".join(
        c for c in unicodedata.normalize("NFKC", marked) if unicodedata.category(c) not in {"Cf", "Mn", "Me"}
    )
    if _SECRET.search(fold(plain)):
        return ""
    plain = _without_shapes(_LP.sub(" lp ", plain), placeholders)
    tokens = [_token(match.group(), placeholders, known_words) for match in _TOKEN.finditer(plain)]
    _hide_names(tokens, shouted=plain.isupper())
    _hide_streets(tokens)
    _hide_said_names(tokens)
    _hide_spelled_numbers(tokens)
    _hide_neighbours(tokens)
    return _joined(tokens) if any(token.is_word and token.known for token in tokens) else ""


@cache
def known_words() -> frozenset[str]:
    """The words of the training data that ship; read on first use, in half a second."""
    return words_of(read_files(data_files()))


def words_of(examples: Iterable[Example]) -> frozenset[str]:
    """Folded words of at least two sentences, without entities, names, and what is mostly written with a capital."""
    small: Counter[str] = Counter()
    capital: Counter[str] = Counter()
    for example in examples:
        marked, _ = _without_entities(example.text, example.entities)
        words = [match.group() for match in _TOKEN.finditer(marked) if match.group() not in _SIGNS]
        for place, word in enumerate(words):
            if word.istitle() and len(word) > 1 and place:
                capital[_base(word)] += 1
        small.update(
            {_base(word) for place, word in enumerate(words) if not word.istitle() or not place or len(word) == 1}
        )
    people = names().people - names().words
    return frozenset(
        word
        for word, count in small.items()
        if count >= FEWEST_SENTENCES and count > capital[word] and word not in people
    )


def _base(word: str) -> str:
    base, mark, rest = fold(word).partition("'")
    return "im" if (base, rest) == ("i", "m") else base if mark else fold(word)


def _without_entities(text: str, entities: Sequence[Entity]) -> tuple[str, list[str]]:
    """The text with a mark for each entity, and what the marks stand for."""
    text = "".join(char if unicodedata.category(char) not in {"Co", "Cs", "Cn"} else " " for char in text)
    placeholders: list[str] = []
    parts: list[str] = []
    last = 0
    for start, end, name in _spans(text, entities)[:200]:
        placeholders.append(name)
        parts += [text[last:start], f" {chr(_MARK + len(placeholders) - 1)} "]
        last = end
    return "".join([*parts, text[last:]]), placeholders


def _spans(text: str, entities: Sequence[Entity]) -> list[tuple[int, int, str]]:
    """Sorted spans, each widened to whole words; of those that overlap the first and widest comes first."""
    found = [
        (e.start, e.end, f"[{e.name}]") for e in entities if e.name not in PLAIN or _numeric(text[e.start : e.end])
    ]
    merged: list[tuple[int, int, str]] = []
    for span in sorted(found, key=lambda span: (span[0], -span[1])):
        start, end = _widened(text, *span[:2])
        if merged and start < merged[-1][1]:
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]), merged[-1][2])
        elif end > start:
            month = span[2] == "[period]" and fold(text[start:end]) in names().people
            merged.append((start, end, MONTH_OR_NAME if month else span[2]))
    return merged


def _widened(text: str, start: int, end: int) -> tuple[int, int]:
    start, end = max(0, start), min(len(text), end)
    while 0 < start < end and text[start - 1].isalnum():
        start -= 1
    while start < end < len(text) and text[end].isalnum():
        end += 1
    return start, end


def _addresses(text: str) -> Iterator[Entity]:
    reader = Reader.of(text)
    addresses.claim(reader)
    for run in re.finditer(rb"\x01+", bytes(reader.taken)):
        yield Entity("address", "", reader.source.offset(run.start()), reader.source.offset(run.end() - 1) + 1)


def _numeric(text: str) -> bool:
    return any(char.isnumeric() for char in text)


def _without_shapes(text: str, placeholders: list[str]) -> str:
    """Marks for addresses of the net and for every piece that holds a digit."""

    def mark(name: str) -> str:
        if f"[{name}]" not in placeholders:
            placeholders.append(f"[{name}]")
        return f" {chr(_MARK + placeholders.index(f'[{name}]'))} "

    for name, pattern in _SHAPES:
        if name != "email" or "@" in text or "af" in text.lower() or " at" in text.lower():
            text = pattern.sub(mark(name), text)
    pieces = re.split(r"(\s+)", text)
    for place, piece in enumerate(pieces):
        if _numeric(piece) and not _UNIT.fullmatch(piece):
            pieces[place] = mark("number")
        elif "/" in piece and "." in piece.strip(".,"):
            pieces[place] = mark("link")
    return "".join(pieces)


def _token(text: str, placeholders: Sequence[str], known: Set[str]) -> Token:
    if _MARKS.fullmatch(text):
        index = ord(text) - _MARK
        return Token("", "", False, placeholders[index] if index < len(placeholders) else "[number]")
    base = _base(text)
    if text in _SIGNS:
        return Token(text, text, False)
    token = Token(text, base, base in known or base in {"im", "m2", "m3"} or len(base) == 1)
    if not re.fullmatch(r"[a-z]+|m[23]", base):  # letters of which we know no names
        token.hidden = "[name]"
    return token


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
    words = [token for token in rest if token.text not in _SIGNS]
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
        if token.hidden is None and (token.text in _SIGNS or hidden == 3 or (hidden >= surely and not token.strange)):
            return
        token.hidden = token.hidden or "[name]"
        hidden += 1


def _hide_signature(tokens: list[Token], start: int, end: int) -> None:
    """After a closing everything, unless it opens a longer message: then what may be a name."""
    before = sum(token.is_word or token.hidden is not None for token in tokens[:start])
    after = [token for token in tokens[end:] if token.text not in _SIGNS]
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


def _joined(tokens: Sequence[Token]) -> str:
    """Readable again, a run of the same placeholder once."""
    said = ""
    last = ""
    for token in tokens:
        piece = token.hidden.strip() if token.hidden else token.text.lower().replace("\n", " ").replace("’", "'")
        if not piece.strip() or (token.hidden and piece == last):
            continue
        if token.hidden is None and token.text in _SIGNS:
            if not said or said[-1] in "?!.,:;" or len(said) == LONGEST:
                continue
            said += piece
        else:
            if len(said) + len(piece) + 1 > LONGEST:
                break
            said += f" {piece}" if said else piece
        last = piece
    return said.strip(" ,:;.")
