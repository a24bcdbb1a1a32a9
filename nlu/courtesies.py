"""Words around which people write who they are: introductions, forms of address, closings. All folded."""

from collections.abc import Iterable, Sequence

Phrase = tuple[str, ...]


def _phrases(lines: str) -> tuple[Phrase, ...]:
    return tuple(tuple(phrase.split()) for phrase in lines.split(","))


def _words(lines: str) -> frozenset[str]:
    return frozenset(lines.split())


NAMED = _phrases("""
ime mi je, moje ime je, ime je, priimek je, pisem se, se pisem, klicem se, se klicem, imenujem se, se imenujem, my
name is, name is, ich heisse, mi chiamo, zovem se
""")
"""The next word is a name, whatever it is."""
PERHAPS_NAMED = _phrases("""
jaz sem, tukaj, tule, tu, this is, this, here is, it is, podpisani, podpisana, stranka, lastnik, lastnica, lastnika,
lastnice, placnik, placnica, najemnik, najemnica, najemnika, uporabnik, uporabnica, naslovnik, gospod, gospoda,
gospodu, gospodom, gospa, gospe, gospo, gospodicna, gospodicne, ga, gdc, gosp, g, mag, dr, prof, inz, mr, mrs, ms,
miss, sir, madam, dear, tenant, owner, customer, neighbour, neighbor, husband, wife, son, daughter, mother, father,
sosed, soseda, sosede, sosedo, sosedom, moz, moza, mozu, mozem, zena, zene, zeni, zeno, sin, sina, sinu, sinom, hci,
hcerka, hcere, mama, mame, mami, mamo, oce, oceta, ata, brat, brata, sestra, sestre, babica, dedek, partner,
partnerka, pokojni, pokojna, pokojnega, druzina, thank you, podjetje, druzba, stanuje, stanujem, zivim, zivi, moje
ime, priimek, ime in priimek, surname, last name, full name, first name, called, name s, naslov je, my address is,
address is
""")
"""What follows is a name where it is written with a capital or nobody knows it."""
I_AM = _phrases("sem, i am, im")
"""The same, unless what follows is what somebody did or does: "sem oddala", "i am moving"."""
GREETINGS = _phrases("""
pozdravljen, pozdravljeni, pozdravljena, zivjo, zdravo, spostovani, spostovana, dober dan, hello, hi, hey, hvala,
najlepsa hvala, hvala lepa, thanks, thank you
""")
"""The last one or two words of a message after these are a name where nobody knows them."""
CLOSINGS = _phrases("""
lp, lep pozdrav, lepe pozdrave, lepo pozdravljeni, lp od, pozdrav, pozdravcek, pozdravcki, pozdravi, pozdravlja,
pozdravljam, pozdravljamo, lep dan, lep vecer, s spostovanjem, z odlicnim spostovanjem, spostovanjem, podpis,
podpisani, podpisana, regards, kind regards, best regards, best wishes, yours sincerely, yours faithfully, yours
truly, sincerely, cheers, greetings, signed, br, kr, mfg, lg, cordiali saluti, saluti, srdacan pozdrav, udvozlettel
""")
"""What follows is a signature."""
GREETING = _words("""
dan hvala in lep lepo lp naprej pozdrav regards se ter vam vecer vsem
""")
"""Words of a closing that has more of them."""
AM = _words("""
here pisem sem tukaj tule
""")
"""Behind a name at the beginning: "rožle tukaj"."""
BETWEEN = _words("""
am by from is je moj moja mojega my od sem the
""")
"""May stand between such words and the name, and so may these signs."""
BETWEEN_SIGNS = frozenset(",:.\n")
STREETS = _words("""
avenue cesta ceste cesti cesto drevored lane nabrezje nabrezju naselje naselju road square street trg trga trgom
trgu ulica ulicah ulice ulici ulico
""")
"""Words of addresses; strange words near them are the rest of the address."""
DIGITS = _words("""
deset devet devetdeset double dva dvajset dvanajst dve dvesto eight eighty en ena enajst eno fifty five forty four
hundred nic nicla nine ninety oh one osem osemdeset pet petdeset petnajst sedem sedemdeset sest sestdeset seven
seventy six sixty stiri stirideset stirinajst sto ten thirty thousand three tisoc tri trideset trinajst triple
tristo twenty two zero
""")
"""Numbers in words."""


def at(folded: Sequence[str], place: int, phrase: Iterable[str]) -> bool:
    """Whether the phrase stands there."""
    wanted = list(phrase)
    return list(folded[place : place + len(wanted)]) == wanted
