"""Which of two numbers holds, and which numbers are none of a meter."""

import pytest

from nlu.entities import extract
from tests.nlu.conftest import TODAY


def readings(text: str) -> list[str]:
    return [entity.value for entity in extract(text, TODAY) if entity.name == "reading_value"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("prej je bilo 1500, zdaj 1534", ["1534"]),
        ("staro stanje vodomera 870, novo 884", ["884"]),
        ("lani smo imeli 300, letos stanje 344", ["344"]),
        ("pred tremi meseci 3300, danes 3321", ["3321"]),
        ("ni 1540 ampak 1450", ["1450"]),
        ("ne 318, 381 je pravilno", ["381"]),
        ("hladna ni 120 ampak 210", ["210"]),
        ("popravi vodomer s 654 na 645", ["645"]),
        ("change it from 654 to 645, the water meter", ["645"]),
        ("vpisal sem 1843 namesto 1834", ["1834"]),
        ("tipkarska napaka, 1834 namesto 1843", ["1834"]),
        ("i typed 753 instead of 573 for the cold water", ["573"]),
        ("pomotoma sem sporočil 7812, pravilno je 781", ["781"]),
        ("stanje 9999 je napaka, brišite ga", []),
        ("reading 1200 was wrong, delete it", []),
        ("vi imate 1838, na števcu pa je 1383", ["1383"]),
        ("it should be 5371 not 5731, wrong number", ["5371"]),
        ("narobe, prav je 1766", ["1766"]),
        ("zadnjič sem oddal 88", []),
        ("ne, 1843", ["1843"]),
        ("ne 1843", ["1843"]),
        ("10456 -> 10546 elektrika", ["10546"]),
        ("stanje 1834, opomnite me tri dni prej", ["1834"]),
        ("vodomer 884. Prejšnji lastnik je imel drugega.", ["884"]),
    ],
)
def test_the_value_that_holds(text: str, expected: list[str]) -> None:
    assert readings(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "puščanje na Dunajski 128, 6. nadstropje, vodomer v kleti",
        "Preselila sva se na Trubarjevo 14, 3000 Celje, tam je isti vodomer",
        "števec za Cankarjevo 12",
        "vodomer, Ulica 9. maja 21, 1000 Ljubljana",
        "vodomer v stanovanju št. 12",
        "v bloku št. 7 je 24 stanovanj s števci",
        "no hot water on floors 4 and 5",
        "heat meter of the flat at Cesta na Brdo 14",
        "je 12 kubikov na mesec veliko za vodo",
        "je rok za oddajo stanja 25. ali 30. v mesecu",
        "kdaj je treba stevc sporocit, a do 25.",
        "odčitek je za 100 previsok",
        "izteklo je 200 litrov vode",
        "stanovanje 54 m2, v sobi 15 stopinj, ogrevanje ne dela",
        "vodomer DN 20",
        "kolk pride 10 kubikov vode",
        "koliko stane 15 m3 tople vode",
        "letni obračun tople vode 2025",
        "a je že odgovor na sporočilo 3 o vodi",
        "rad bi plačal vodo v 4 obrokih, 240 evrov",
        "imam dva števca za vodo",
        "kličem 112 ali vas, ker diši po plinu",
    ],
)
def test_numbers_that_are_no_reading(text: str) -> None:
    assert readings(text) == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("črne številke 00691, rdeče 418", ["691"]),
        ("black digits 00691, red ones 418", ["691"]),
        ("kopalnica 88,2, kuhinja 140,7", ["88.2", "140.7"]),
        ("visoka tarifa 20456, nizka tarifa 15873 kWh", ["20456", "15873"]),
        ("88213377 1851", ["1851"]),
        ("stanje 1 204", ["1204"]),
        ("1 034,25", ["1034.25"]),
        ("0000412,7", ["412.7"]),
        ("plačnik 204518, mrzla 1033, topla 468, tel 031 222 987", ["1033", "468"]),
        ("plačnik je Stane Lah, vodomer 712", ["712"]),
        ("VODOMER 512", ["512"]),
    ],
)
def test_readings_among_other_numbers(text: str, expected: list[str]) -> None:
    assert readings(text) == expected
