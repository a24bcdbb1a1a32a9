"""Names of people and streets in all their cases, so that they are found where nobody wrote a capital letter."""

from dataclasses import dataclass
from functools import cache
from pathlib import Path

from nlu.folding import fold

NAMES = Path(__file__).parent / "names.txt"
_ADJECTIVE = ("", "a", "o", "e", "i", "ih", "im", "ega", "em", "emu", "imi")
_POSSESSIVE = ("ov", "ev", "in")


@dataclass(frozen=True, slots=True)
class Names:
    """Folded forms; ``basic`` are as in the list. ``words`` are those among ``people`` that are ordinary words as well."""

    basic: frozenset[str]
    people: frozenset[str]
    streets: frozenset[str]
    words: frozenset[str]

    def glued(self, word: str) -> bool:
        """Two names without a blank, as in ``janeznovak``."""
        return any(word[:at] in self.basic and word[at:] in self.basic for at in range(4, len(word) - 3))


@cache
def names() -> Names:
    """Read on first use; about twenty thousand forms."""
    lists: dict[str, list[str]] = {}
    for line in NAMES.read_text(encoding="utf-8").splitlines():
        if line and not line.startswith(("#", " ")):
            lists[line.rstrip(":")] = current = []
        elif line.startswith(" "):
            current += line.split()
    listed = lists["first"] + lists["surnames"]
    people = frozenset(form for name in listed for form in forms(name))
    streets = frozenset(fold(street)[:-1] + ending for street in lists["streets"] for ending in _ADJECTIVE)
    return Names(frozenset(map(fold, listed)), people, streets, frozenset(lists["words"]))


def forms(name: str) -> set[str]:
    """Folded cases and possessives of a name; some that nobody says are among them."""
    name = fold(name)
    stem, last = name[:-1], name[-1]
    match last:
        case "a":  # Ana, Luka
            found = {stem + ending for ending in ("a", "e", "i", "o", "u", "om")} | _possessives(stem)
        case "o":  # Marko
            found = {stem + ending for ending in ("o", "a", "u", "om", "e", "i")} | _possessives(stem)
        case "e":  # Tone, Toneta
            found = {name + ending for ending in ("", "ta", "tu", "tom")} | _possessives(name + "t")
            found |= {stem + ending for ending in ("a", "u", "om")} | _possessives(stem)
        case "i" | "u" | "y":  # Rudi, Rudija
            found = {name + ending for ending in ("", "ja", "ju", "jem", "jema")} | _possessives(name + "j")
        case _:
            found = {form for stem in _stems(name) for form in _masculine(stem)} | {name}
    return found


def _stems(name: str) -> set[str]:
    """Igor, Igorja; Pavel, Pavla; Novak."""
    stems = {name}
    if name.endswith("r"):
        stems.add(name + "j")
    if len(name) > 3 and name[-2] == "e":
        stems.add(name[:-2] + name[-1])
    return stems


def _masculine(stem: str) -> set[str]:
    return {stem + ending for ending in ("a", "u", "om", "em", "i", "e", "ih")} | _possessives(stem)


def _possessives(stem: str) -> set[str]:
    return {stem + marker + ending for marker in _POSSESSIVE for ending in _ADJECTIVE}
