"""What may be kept of a resident's sentence, for somebody to label it: the words that say what is wanted, nothing about who.

Place in the flow: the bot keeps sentences that nobody understood (``bot.dialogue.unclear``); ``hisnik nlu unknown`` lists them.
Whatever may be personal is left out, and so is some that isn't: a lost word costs a little, a kept name is a breach.
"""

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Sequence, Set
from functools import cache

from nlu.folding import fold
from nlu.hiding import hide
from nlu.interpreter import Entity
from nlu.names import names
from nlu.placeholders import addresses_in, without_entities, without_shapes
from nlu.tokens import SIGNS, Token, base, tokens_of, words_in
from nlu.training_data import Example, data_files, read_files

LONGEST = 300
"""Characters that are kept at most."""
FEWEST_SENTENCES = 2
"""A word of one sentence of the training data alone may be anything."""
_SECRET = re.compile(r"\b(?:gesl\w*|lozink\w*|password\w*|passwor[td]|passphrase|pwd|pin)\b")
_LP = re.compile(r"\bl\.?\s?p\.?(?!\w)", re.I)


def anonymous(text: str, entities: Sequence[Entity], known_words: Set[str]) -> str:
    """Small letters, placeholders such as ``[reading_value]``, ``[name]``, ``[number]``; at most ``LONGEST`` characters.

    ``entities`` point into ``text``. Empty: nothing may be kept, since a secret is spoken of or no word that stays is known.
    """
    marked, placeholders = without_entities(text, [*entities, *addresses_in(text)])
    plain = "".join(
        c for c in unicodedata.normalize("NFKC", marked) if unicodedata.category(c) not in {"Cf", "Mn", "Me"}
    )
    if _SECRET.search(fold(plain)):
        return ""
    plain = without_shapes(_LP.sub(" lp ", plain), placeholders)
    tokens = tokens_of(plain, placeholders, known_words)
    hide(tokens, shouted=plain.isupper())
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
        marked, _ = without_entities(example.text, example.entities)
        words = words_in(marked)
        for place, word in enumerate(words):
            if word.istitle() and len(word) > 1 and place:
                capital[base(word)] += 1
        small.update(
            {base(word) for place, word in enumerate(words) if not word.istitle() or not place or len(word) == 1}
        )
    people = names().people - names().words
    return frozenset(
        word
        for word, count in small.items()
        if count >= FEWEST_SENTENCES and count > capital[word] and word not in people
    )


def _joined(tokens: Sequence[Token]) -> str:
    """Readable again, a run of the same placeholder once."""
    said = ""
    last = ""
    for token in tokens:
        piece = token.hidden.strip() if token.hidden else token.text.lower().replace("\n", " ").replace("’", "'")
        if not piece.strip() or (token.hidden and piece == last):
            continue
        if token.hidden is None and token.text in SIGNS:
            if not said or said[-1] in "?!.,:;" or len(said) == LONGEST:
                continue
            said += piece
        else:
            if len(said) + len(piece) + 1 > LONGEST:
                break
            said += f" {piece}" if said else piece
        last = piece
    return said.strip(" ,:;.")
