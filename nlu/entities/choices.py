"""Words that choose: a language; on or off, where reminders or consents are spoken of."""

import re

from nlu.entities.reader import Reader

_LANGUAGES = tuple(
    (code, re.compile(pattern))
    for code, pattern in (
        (
            "sl",
            r"\bsloven(?:sk[oia]|sk|ski\w*|scin\w*|sna|ian|e)\b(?!\s+(?:cest|ulic|bistric|vas\b|trg|konjic|goric|railway|water|bill|address|phone|number))",
        ),
        ("en", r"\bangles(?:k[oia]|k|ki\w*|cin\w*)\b|\benglish\b"),
        ("it", r"\bitalijan(?:sk\w*|scin\w*)\b|\bitalian\b|\bitaliano\b"),
        ("hu", r"\bmadzar(?:sk\w*|scin\w*)\b|\bhungarian\b|\bmagyar(?:ul)?\b"),
        ("de", r"\bnem(?:sk\w*|scin\w*)\b|\bgerman\b|\bdeutsch\b"),
        ("hr", r"\bhrva(?:t?sk\w*|scin\w*)\b|\bhrvatski\b|\bcroatian\b"),
    )
)
_REMINDING = re.compile(
    r"\bop(?:o)?mn|\bopomin|\bspomn|\bobves|\bopozor|\bopozar|\bremind|\bnotif|\balerts?\b|\bsms|\bsporocil\w*\s+(?:o|za|glede)\s+(?:rok|odcit|stanj)"
)
_CONSENTING = re.compile(
    r"\bnovic|\btrzen|\bmarketing|\breklam|\boglas|\bsoglasj|\bprivol|\bugodnost|\bakcij|\bnews|\bconsent|\badvert|\bpromo|\boffers?\b|\bpermission|\bosebn\w+\s+podat|\bpersonal\s+data"
)
_OFF = re.compile(
    r"\bizklop\w*|\bizkljuc\w*|\bugas\w*|\bnehaj\w*|\bprenehaj\w*|\bnehi\w*|\bodjav\w*|\bpust\w*\s+(?:\w+\s+){0,3}pri\s+miru|\bonemogoc\w*|\butisa\w*|\bustav\w*|\bprekini\w*|\bdovolj\b|\bbrez\s+(?:opomnikov|obvestil\b|reklam\b|oglasov)|\bturn(?:ed)?\s+(?:\w+\s+){0,3}?off\b|\bswitch\s+(?:\w+\s+){0,3}?off\b"
    r"|\boff\b|\bdisable\w*|\bdeactivat\w*|\bmute\w*|\bsilence\b|\bpause\b|\bstop\b|\bunsubscribe\b|\bopt(?:ing)?\s+out\b|\bno\s+more\b|\bdo(?:n'?t|\s+not)\s+(?:want|need|send|remind|notify|message|bother|consent|agree)\b"
    r"|\bnocem\w*|\bnocva\b|\bne\s+(?:zelim\w*|zeliva|rabim\w*|rabiva|potrebuje\w*|posiljaj\w*|opominjaj\w*|obvescaj\w*|tez\w+|moti\w*|dovol\w+|strinja\w*)\b|\bne\s+bi\s+(?:rad\w?\s+)?vec\b|\bpreklic\w*|\bumik\w*|\bumakn\w*|\bzavrac\w*|\bwithdr[ae]w\w*|\brevoke\w*|\bcancel\w*"
)
_ON = re.compile(
    r"\bvklop\w*|\bvkljuc\w*|\bprizg\w*|\baktivir\w*|\bomogoc\w*|\bnaroc\w*|\bprijavi(?:te)?\s+(?:me|naju|nas)\b|\bprijav\w+\s+(?:\w+\s+){0,2}na\s+(?:\w+\s+)?(?:obves|opom|novic|e-?novic)\w*|\bturn(?:ed)?\s+(?:\w+\s+){0,3}?on\b|\bswitch\s+(?:\w+\s+){0,3}?on\b|\benable\w*|\bactivat\w*|\bsubscribe\b|\bsign\s+me\s+up\b|\bopt\s+in\b|(?<!based )\bon\b(?=\s*$|\s*please)"
)
_REMIND_ME = re.compile(
    r"\b(?:spomni|opomni|opozori|obvesti|obvescaj|opominjaj|spominjaj)(?:te)?\s+(?:me|naju|nas)\b|\b(?:me|naju|nas)\s+(?:\w+\s+)?(?:(?:opomn|spomn|opozor)(?:i|ite|is|ijo|iti|it)|obvesc\w+|obvest(?:i|ite|is|ijo|iti))\b|\bremind\s+(?:me|us)\b|\b(?:rad\w?|zelim\w?)\s+(?:\w+\s+){0,3}opomnik"
)
_EVERY = re.compile(r"\bvsak\w*|\bevery\b")
_TIMED = re.compile(
    r"[0-9]|\b(?:en|dva|tri|stiri|pet|sedem|deset|teden|two|three|five|week)\b\s*\w*\s*(?:prej|pred|before|earlier|ahead)?|\bjutri\b|\bkasneje\b|\bpozneje\b|\bvikend|\bzadnji\s+dan|\bsamo\b|\bprej\s+kot|\bzvecer|\bzjutraj|\bmorning|\bevening|\bkdaj\b|\bwhen\b|\blater\b|\btomorrow\b|\blast\s+day|\bonly\b|\bearly\b|\blate\b"
)
_AGREE = re.compile(
    r"(?<!ne )\b(?:dovol(?:im|imo|iva|jujem)|strinja(?:m|mo|va)|privol(?:im|imo|iva|jujem)|soglasa(?:m|mo|va)|(?:dajem|dam|podajam|zelim\s+dati)\s+(?:\w+\s+){0,2}(?:soglas|privol)\w*|sprejme?m\w*)\b"
    r"|(?<!not )(?<!n't )(?<!my )(?<!the )(?<!your )\b(?:agree|consent)\s+to\b|\bgive\s+(?:my|you\s+my)\s+(?:permission|consent)\b|\byou\s+may\s+(?:send|use|contact)\b|\ballow\s+you\b|\bi\s+(?:agree|consent)\b"
)
_ALONE = re.compile(r"^\W*(?:izklop\w*|izkljuc\w*|vklop\w*|vkljuc\w*|ugasni|prizgi|on|off)\W*$")


_WONDERING = re.compile(r"^\W*(?:kaj|kater\w+|kaksn\w+|kdaj|what|did|do|which|when|have)\b")
_ERASING = re.compile(r"\bi?zbris|\bdelete\b|\berase|\bpozabi(?:te)?\s+me\b")
_ASKING = re.compile(
    r"^\W*(?:a|ali|je|so|imam|mam|kater\w+|kaksn\w+|are|is|do|did|have|which|what)\b[^.!]*\b(?:vklopljen\w*|prizgan\w*|vkljucen\w*|on|off|dal\w?|izklopljen\w*|enabled|given)\b"
)


def find(reader: Reader) -> None:
    """At most one switch a text: with both words ("don't turn off") there is none, for it cannot be told; nor in a question."""
    for code, pattern in _LANGUAGES:
        for match in reader.matches(pattern):
            reader.add("language", code, match)
    reminding, consenting = _REMINDING.search(reader.low), _CONSENTING.search(reader.low)
    if not (reminding or consenting or _ALONE.match(reader.low)) or _ASKING.search(reader.low):
        return
    if _ERASING.search(reader.low):
        return
    off, on = list(reader.matches(_OFF)), list(reader.matches(_ON))
    if not on and consenting and not _WONDERING.match(reader.low):
        on = list(reader.matches(_AGREE))
    if not on and not off and reminding and (_EVERY.search(reader.low) or not _TIMED.search(reader.low)):
        on = list(reader.matches(_REMIND_ME))
    if off and not on:
        reader.add("switch", "off", off[0])
    elif on and not off:
        reader.add("switch", "on", on[0])
