"""Mails about tickets. Pure: values in, texts out."""

from collections.abc import Mapping

from backend.contract import Language
from backend.mail_texts import Body, MailText, rendered
from backend.texts import texts


def answer_mail(_event: str, values: Mapping[str, str], language: Language) -> MailText:
    """An answer for a resident whose chat can't be reached; ``values`` are those of the push."""
    say = texts(language)
    number = values["number"]
    corrected = "-corrected" if values.get("corrected") == "yes" else ""
    body = Body(
        subject=say("mail-ticket-subject", number=number, provider=values["provider"]),
        heading=say(f"mail-ticket-heading{corrected}", number=number),
        before=tuple(filter(None, (line.strip() for line in values["text"].split("\n\n")))),
        after=(say("mail-ticket-why"),),
    )
    return rendered(body, language=language, provider=values["provider"])
