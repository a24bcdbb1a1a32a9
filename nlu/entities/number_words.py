"""Numbers in words, as dictated: "petsto dvaintrideset kubikov", "two thousand and four"; whole numbers below a million."""

import re

_UNITS = {
    "nic": 0, "nula": 0, "ena": 1, "eno": 1, "en": 1, "dva": 2, "dve": 2, "tri": 3, "stiri": 4, "pet": 5, "sest": 6, "sedem": 7, "osem": 8, "devet": 9,
    "deset": 10, "enajst": 11, "dvanajst": 12, "trinajst": 13, "stirinajst": 14, "petnajst": 15, "sestnajst": 16, "sedemnajst": 17, "osemnajst": 18, "devetnajst": 19,
    "zero": 0, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9, "ten": 10, "eleven": 11, "twelve": 12,
    "thirteen": 13, "fourteen": 14, "fifteen": 15, "sixteen": 16, "seventeen": 17, "eighteen": 18, "nineteen": 19,
}  # fmt: skip
_TENS = {
    "dvajset": 20, "trideset": 30, "stirideset": 40, "petdeset": 50, "sestdeset": 60, "sedemdeset": 70, "osemdeset": 80, "devetdeset": 90,
    "twenty": 20, "thirty": 30, "forty": 40, "fifty": 50, "sixty": 60, "seventy": 70, "eighty": 80, "ninety": 90,
}  # fmt: skip
_HUNDREDS = {
    "sto": 100, "dvesto": 200, "tristo": 300, "stiristo": 400, "petsto": 500, "seststo": 600, "sedemsto": 700, "osemsto": 800, "devetsto": 900,
}  # fmt: skip
_AND = {"in", "and"}
_SIMPLE = _UNITS | _TENS | _HUNDREDS
_TOGETHER = {
    f"{unit}in{ten}": value + tens
    for ten, tens in _TENS.items()
    for unit, value in _UNITS.items()
    if 1 <= value <= 9 and ten.endswith("set")
}
"""Slovenian says the unit first and writes it together: dvaintrideset."""
_VALUES = _SIMPLE | _TOGETHER
_WORD = "(?:" + "|".join(sorted({*_VALUES, "hundred", "thousand", "tisoc"}, key=len, reverse=True)) + ")"
RUN = rf"{_WORD}(?:(?:\s+|-)(?:(?:in|and)\s+)?{_WORD})*(?!\w)"
"""A run of number words in a folded text."""


def value_of(run: str) -> int | None:
    """What the words say; nothing where they make no number ("pet šest", which may be digits one by one)."""
    total, current, last = 0, 0, 10**6
    for word in re.split(r"[\s-]+", run):
        if word in _AND:
            continue
        if word in {"thousand", "tisoc"}:
            if total or current >= 1000:
                return None
            total, current, last = max(current, 1) * 1000, 0, 1000
        elif word == "hundred":
            if not 1 <= current <= 9:
                return None
            current, last = current * 100, 100
        else:
            value = _VALUES[word]
            size = 100 if value >= 100 else 10 if value >= 20 and value % 10 == 0 else 1
            if size >= last or (last == 1 and size < 100):
                return _unit_first(run) if last == 1 and size == 10 else None
            current, last = current + value, size if value < 10 or size > 1 else 1
    return total + current


def _unit_first(run: str) -> int | None:
    """ "dva in trideset", written apart."""
    return _TOGETHER.get(re.sub(r"\s+", "", run))
