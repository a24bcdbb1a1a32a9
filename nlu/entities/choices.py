"""Words that choose: a language; on or off, where reminders or consents are spoken of."""

import re

from nlu.entities.reader import Reader

_LANGUAGES = tuple(
    (code, re.compile(pattern))
    for code, pattern in (
        ("sl", r"\bsloven(?:sk[oia]|sk|ski\w*|scin\w*|sna|ian|e)\b"),
        ("en", r"\bangles(?:k[oia]|k|ki\w*|cin\w*)\b|\benglish\b"),
        ("it", r"\bitalijan(?:sk\w*|scin\w*)\b|\bitalian\b|\bitaliano\b"),
        ("hu", r"\bmadzar(?:sk\w*|scin\w*)\b|\bhungarian\b|\bmagyar(?:ul)?\b"),
        ("de", r"\bnem(?:sk\w*|scin\w*)\b|\bgerman\b|\bdeutsch\b"),
        ("hr", r"\bhrva(?:sk\w*|scin\w*)\b|\bhrvatski\b|\bcroatian\b"),
    )
)
_CONTEXT = re.compile(
    r"\bop(?:o)?mn|\bopomin|\bspomn|\bobves|\bopozor|\bnovic|\btrzen|\bmarketing|\breklam|\bsoglas|\bprivol|\bremind|\bnotif|\bnews|\bconsent|\badvert"
)
_OFF = re.compile(
    r"\bizklop\w*|\bizkljuc\w*|\bugas\w*|\bnehaj\w*|\bodjav\w*|\bturn(?:ed)?\s+off\b|\bswitch\s+off\b|\boff\b|\bdisable\w*|\bmute\w*|\bstop\b"
    r"|\bunsubscribe\b|\bopt\s+out\b|\bno\s+more\b|\bdon'?t\b|\bnocem\b|\bne\s+(?:zelim|posiljaj\w*|opominjaj\w*|obvescaj\w*)\b|\bne\s+bi\s+vec\b"
)
_ON = re.compile(
    r"\bvklop\w*|\bvkljuc\w*|\bprizg\w*|\baktivir\w*|\bturn(?:ed)?\s+on\b|\bswitch\s+on\b|\benable\w*|\bactivate\w*|(?<!turn )(?<!based )\bon\b(?=\s*$|\s*please)"
)
_ALONE = re.compile(r"^\W*(?:izklop\w*|izkljuc\w*|vklop\w*|vkljuc\w*|ugasni|prizgi|on|off)\W*$")


def find(reader: Reader) -> None:
    """At most one switch a text: with both words ("don't turn off") there is none, for it cannot be told."""
    for code, pattern in _LANGUAGES:
        for match in reader.matches(pattern):
            reader.add("language", code, match)
    if not _CONTEXT.search(reader.low) and not _ALONE.match(reader.low):
        return
    off, on = list(reader.matches(_OFF)), list(reader.matches(_ON))
    if off and not on:
        reader.add("switch", "off", off[0])
    elif on and not off:
        reader.add("switch", "on", on[0])
