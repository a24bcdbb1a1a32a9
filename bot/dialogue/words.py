"""The few words that work everywhere, with and without šumniki; everything else is for ``nlu``."""

import re
import unicodedata

from bot.dialogue.form import Given

CANCEL = frozenset({"preklici", "prekini", "preklic", "prekinitev", "cancel", "stop", "odnehaj", "preklici vnos"})
END = frozenset({"koncaj", "konec", "koncano", "zakljuci", "zakljuci pogovor", "finish", "end", "end chat", "done"})
"""Besides ``CANCEL``, where people write to people."""
BACK = frozenset({"nazaj", "korak nazaj", "back", "go back"})
HELP = frozenset({"pomoc", "help", "na pomoc", "pomagaj", "?"})
MENU = frozenset({"meni", "menu", "domov", "glavni meni", "main menu"})
SWITCH = frozenset(
    {
        "zamenjaj",
        "zamenjaj placnika",
        "zamenjaj stanovanje",
        "zamenjaj racun",
        "drugo stanovanje",
        "drugi placnik",
        "drug racun",
        "switch",
        "switch account",
        "other flat",
        "other account",
    }
)
YES = frozenset({"da", "ja", "jaa", "seveda", "ok", "okej", "v redu", "potrjujem", "potrdi", "tako je", "drzi", "shrani"}) | {
    "yes", "y", "yep", "yeah", "sure", "confirm", "da prosim", "ja prosim", "da shrani", "yes please", "prav", "velja", "jap"
} | {"👍", "👌", "✅"}  # fmt: skip
NO = frozenset(
    {
        "ne",
        "nikakor",
        "ne hvala",
        "nocem",
        "no",
        "nope",
        "n",
        "no thanks",
        "no thank you",
        "ni res",
        "ni prav",
        "👎",
        "❌",
    }
)

_EDGES = re.compile(r"^[\W_]+|[\W_]+$")


def fold(text: str) -> str:
    """Lower case, no accents, single spaces, no punctuation at the ends: ``Prekliči!`` is ``preklici``."""
    plain = "".join(c for c in unicodedata.normalize("NFKD", text.casefold()) if not unicodedata.combining(c))
    return " ".join(_EDGES.sub("", plain).split()) or plain.strip()


def has_letters_or_digits(text: str) -> bool:
    """False for emoji, punctuation and blanks alone."""
    return any(c.isalnum() for c in text)


def yes_no(given: Given) -> bool | None:
    """Yes, no, or neither. A pressed choice counts by its value ``yes`` or ``no``."""
    if given.choice is not None:
        return {"yes": True, "no": False}.get(given.choice)
    said = fold(given.text)
    if said in YES:
        return True
    if said in NO:
        return False
    intent = given.understanding.intent if given.understanding and given.understanding.confidence >= 0.6 else ""
    return {"affirm": True, "deny": False}.get(intent)
