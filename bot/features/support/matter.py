"""What a sentence says besides "I want to talk to somebody": whether it holds a matter already, and of which topic it is. Pure."""

import re

from backend.tickets.contract import Topic
from bot.dialogue.words import fold

ENOUGH = 4
"""Words of its own that a matter has at least."""

_TOPICS = {
    Topic.fault: r"pusc|poplav|okvar|pocil|pocen|izlil|smrdi|zamas|ne dela|ne tece|ni vode|brez vode|leak|burst|flood|broken"
    r"|no water",
    Topic.reading: r"odcit|stevec|stevc|stanj[ea] |vodomer|kalorimet|\bmeter|\breading",
    Topic.billing: r"racun(?!al)|poloznic|placa|placil|obracun|opomin|dolg|znes|razdelilnik|invoice|\bbill|\bpay|paid|charge"
    r"|refund",
    Topic.move: r"selim|selitev|preseli|izseli|vseli|prodal|kupil|lastnik|lastni[cs]|najemni|umrl|podedov|prepis|moving|moved"
    r"|bought|tenant|new owner",
    Topic.data: r"moj naslov|e-?mail|e-?naslov|elektronsk|priimek|osebni podat|sifr|geslo|povez(?:av|at)|my name|my address"
    r"|account",
}
_NO_DATA = re.compile(
    r"(?:nima[mv]|nis[em]\w* dobil|ne ve[mv]|ne najde|izgubil|zgubil|zgubu|pozabil|have no|lost|forgot|don.?t have|can.?t find)\b.*"
    r"\b(?:sif\w+|racuna\b|kod[oae]\b|kontroln\w+|razdelilnik\w*|payer code|bill|invoice|password|code)"
)
_ASKING = re.compile(
    r"(?:a|ali|ampak|and|ask|at|bi|bil|bila|biti|bo|bom|bot|bota|brez|ce|clovek\w*|cloves\w*|da|dajte|danes|dej|do|dober|dan|dobra|en\w{0,3}"
    r"|ga|get|glede|gospe|gospo|hoce\w*|hello|hi|human|i|i'd|iz|im|imam|in|is|it|ja|jaz|je|jim|k|kako|kaj|kam|kdo|ki|kje|klepet|klicite"
    r"|koga|komu|komunal\w*|kontakt\w*|lahko|lep|like|lp|me|mi|moj\w*|my|na|naj|napis\w+|ne|nekaj|nekdo|nekoga|nekom|nocem|o|oddal?\w*|od"
    r"|odprl\w*|oglasi|operater\w*|oseb\w+|person|pis\w+|pogovor\w*|pokli\w+|pomoc\w*|pomaga\w*|poslal\w*|poslji\w*|povez\w+|pozdravljeni"
    r"|pred|preveri|prijav\w+|prit\w+|pritoz\w*|prosi\w*|rabim|rad\w?|referent\w*|reklam\w+|robot\w*|s|se|si|sem|smo|sporoc\w+|spostovani"
    r"|stik\w*|svetoval\w*|talk|tem|the|this|to|tole|tu|ugovar\w+|upravni\w+|usluzben\w*|v|vam|vas\w*|vpras\w+|want|we|with|write|z|za"
    r"|zahtev\w+|zaposlen\w*|zel\w+|ziv\w*|zvez\w+|podpor\w*|support|please|someone|somebody|would|could|can|speak|need|help|message|send"
    r"|govor\w*|complain\w*|file|an?|of|about|for|you|your|our|will|if)"
)


_SEND = re.compile(
    r"(?:(?:da|ja|ok|kar|seveda|prosim|lahko|to|yes|ok|please|sure|just)[\s,.!]+)*(?:poslji\w*|send)(?:[\s,.!]+(?:to|prosim|it|please))*"
)


def says_send(text: str) -> bool:
    """Whether these words only say that it may be sent: »da, pošlji«."""
    return _SEND.fullmatch(fold(text)) is not None


def topic_of(text: str) -> Topic | None:
    """The one topic that the words tell of; None where they tell of none or of several."""
    folded = f"{fold(text)} "
    found = [topic for topic, pattern in _TOPICS.items() if re.search(pattern, folded)]
    return found[0] if len(found) == 1 else None


def holds_matter(text: str) -> bool:
    """Whether staff would know from it what it is about: words enough besides those that ask for somebody."""
    said = re.findall(r"[\w'-]+", fold(text))
    return sum(1 for word in said if not _ASKING.fullmatch(word)) >= ENOUGH


def lacks_data(text: str) -> bool:
    """Whether it says that the number or the bill for linking isn't there."""
    return _NO_DATA.search(fold(text)) is not None
