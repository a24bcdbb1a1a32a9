"""Which service is meant: cold or hot water, heat, electricity, gas, waste; Slovenian stems and English words."""

import re

from nlu.entities.reader import Reader

_SI_WATER = r"(?:\s+vod[aeio]\w{0,2}\b)"
_BEFORE_NUMBER = r"(?=\s*(?:[:=]|(?:je\s+|pa\s+)?[0-9]|in\s+(?:topl|hladn|mrzl)))"
_PAIRED = r"(?=\s+(?:in|ter|pa|ali)\s+(?:za\s+)?(?:topl|hladn|mrzl))"
_AFTER = r"(?:(?<=\bza\s)|(?<=opla\sin\s)|(?<=oplo\sin\s)|(?<=adno\sin\s)|(?<=rzlo\sin\s)|(?<=adna\sin\s))"
_PATTERNS = tuple(
    (service, re.compile(pattern))
    for service, pattern in (
        (
            "",
            r"\bodpadn\w{1,3}\s+vod\w{1,3}\b|\bwaste\s*water\b|\bvodovod\w*|\btoplotn\w+\s+crpalk\w*|\bheat\s+pump\w*|\b(?:ice|stone)[\s-]cold\b|\bmeteorn\w+\s+vod\w+|\belectric\s+(?:cars?|vehicles?)\b|\belektri\w+\s+(?:avto\w*|vozil\w*|kol\w*)",
        ),
        (
            "water_cold",
            rf"\b(?:hladn|mrzl)\w{{1,3}}{_SI_WATER}|\b(?:hladn|mrzl)(?:a|e)\b(?!\s+(?:radiator|stanovanj|soba))|\b(?:hladn|mrzl)[oi]\b{_BEFORE_NUMBER}|\b(?:hladn|mrzl)o\b{_PAIRED}|{_AFTER}(?:hladn|mrzl)o\b"
            r"|\bcold(?:\s+water)?\b(?!\s+(?:radiator|flat|apartment|in\b))",
        ),
        (
            "water_hot",
            rf"\btopl\w{{1,3}}{_SI_WATER}|\btopl(?:a|e)\b(?!\s+(?:radiator|stanovanj|soba))|\btopl[oi]\b{_BEFORE_NUMBER}|\btoplo\b{_PAIRED}|{_AFTER}toplo\b|\bhot(?:\s+water)?\b|\bwarm\s+water\b",
        ),
        (
            "heat",
            r"\btoplotn\w*(?:\s+(?:stev\w*|energ\w*))?|\btoplot[aeo]\b|\bogrev\w+|\bgret[jo]\w+|\bkalorimet\w+|\bdelilnik\w*|\bkurjav\w*|\bheat(?:ing)?\b",
        ),
        ("electricity", r"\belektri(?:k|c)\w*|\bstrom\w?\b|\belectric(?:ity|al)?\b"),
        ("gas", r"\bplin(?:a|u|om|ski|skega|omer\w*)?\b|\bgas\b"),
        (
            "waste",
            r"\bsmet(?:i|mi|eh|ar\w*|nj\w*)\b|\bodpad(?:ki|kov|ke|kih|kom)\b|\bwaste\b|\bgarbage\b|\btrash\b|\brubbish\b",
        ),
        ("water", r"\bvodom[ei]j?r\w*|\bvod(?:a|e|o|i)\b|\bwater\b"),
    )
)


def find(reader: Reader) -> None:
    """Specific names before general ones: "topla voda" is hot water, not water."""
    for service, pattern in _PATTERNS:
        for match in reader.matches(pattern):
            if service:
                reader.add("service", service, match)
            else:
                reader.claim(match)


def settle(reader: Reader) -> None:
    """ "vodomer hladna voda": the general word says nothing beside the specific one; nor does a name without its reading beside one with."""
    tied = {entity.value for entity in reader.entities if entity.name == "service" and entity.group}
    reader.entities = [
        entity for entity in reader.entities if entity.name != "service" or entity.group or entity.value not in tied
    ]
    found = {entity.value for entity in reader.entities if entity.name == "service"}
    if found & {"water_cold", "water_hot"}:
        reader.entities = [entity for entity in reader.entities if (entity.name, entity.value) != ("service", "water")]
