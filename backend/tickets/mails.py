"""Mails about tickets. Pure: values in, texts out."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from backend.contract import Language
from backend.mail_texts import Body, MailText, rendered
from backend.texts import texts
from backend.tickets.contract import Topic
from backend.tickets.head import Facts, head_text

BEGINNING = 60


def answer_mail(_event: str, values: Mapping[str, str], language: Language) -> MailText:
    """An answer, or what staff begin with, for a resident whose chat can't be reached; ``values`` are those of the push."""
    return answer_letter(values, language, answerable=False)


def answer_letter(
    values: Mapping[str, str], language: Language, *, answerable: bool, left_out: Sequence[str] = ()
) -> MailText:
    """The same as it goes out. ``answerable``: the mail may be answered; ``left_out``: names of files that are too big for it."""
    say = texts(language)
    number, provider = values["number"], values["provider"]
    corrected = "-corrected" if values.get("corrected") == "yes" else ""
    which = "mail-ticket-first" if values.get("first") == "yes" else "mail-ticket"
    missing = [say("mail-ticket-left-out", names=", ".join(left_out))] if left_out else []
    body = Body(
        subject=say(f"{which}-subject", number=number, provider=provider),
        heading=say(f"{which}-heading{corrected}", number=number, provider=provider),
        before=paragraphs(values["text"]),
        after=(*missing, say(f"{which}-why-reply" if answerable else f"{which}-why")),
        above=say("mail-ticket-line") if answerable else None,
        footer=say("mail-ticket-footer", provider=provider) if answerable else None,
    )
    return rendered(body, language=language, provider=provider)


@dataclass(frozen=True, slots=True)
class SupportLetter:
    """A resident's message for staff. ``first``: it opened the ticket; ``beginning``: of the ticket's first message."""

    number: int
    topic: Topic
    provider: str
    text: str
    beginning: str
    first: bool
    edited: bool
    facts: Facts | None
    """What staff may see of the resident; None: they have read it in the first mail."""
    console: str
    left_out: Sequence[str]
    answerable: bool


def support_mail(letter: SupportLetter) -> MailText:
    """For staff, who read Slovenian."""
    say = texts(Language.sl)
    which = "edit" if letter.edited else "new" if letter.first else "more"
    after = [head_text(letter.facts, "").strip()] if letter.facts else []
    if letter.left_out:
        after.append(say("mail-support-left-out", names=", ".join(letter.left_out)))
    if letter.answerable:
        after.append(say("mail-support-how"))
    subject = support_subject(letter.number, letter.topic, letter.beginning)
    body = Body(
        subject=subject if letter.first else f"Re: {subject}",
        heading=say(f"mail-support-heading-{which}", number=letter.number),
        before=paragraphs(letter.text) or (say("mail-support-files-only"),),
        button=(say("mail-support-console"), letter.console),
        after=after,
        above=say("mail-ticket-line") if letter.answerable else None,
        footer=say("mail-support-footer", provider=letter.provider),
    )
    return rendered(body, language=Language.sl, provider=letter.provider)


def support_subject(number: int, topic: Topic, text: str = "") -> str:
    """``[#42] Račun: Zakaj je račun višji…``; without a text what may be kept of it for staff."""
    say = texts(Language.sl)
    words = " ".join(text.split())
    beginning = words if len(words) <= BEGINNING else words[:BEGINNING].rstrip() + "…"
    kind = say(f"ticket-topic-{topic.value}")
    if not beginning:
        return say("mail-support-subject-short", number=str(number), topic=kind)
    return say("mail-support-subject", number=str(number), topic=kind, beginning=beginning)


def refused_files_mail(
    number: int, provider: str, refused: Sequence[tuple[str, str]], language: Language = Language.sl
) -> MailText:
    """Your message was taken, these files were not. ``refused``: name and why (an error's code of ``attachments.refusals``)."""
    say = texts(language)
    body = Body(
        subject=say("mail-refused-files-subject", number=str(number)),
        heading=say("mail-refused-files-heading"),
        before=[say(f"mail-refused-files-why-{why}", name=name) for name, why in refused],
        after=(say("mail-refused-files-next"),),
    )
    return rendered(body, language=language, provider=provider)


def undelivered_mail(number: int, topic: Topic, provider: str, what: str, text: str, console: str) -> MailText:
    """Your answer by mail did not reach the resident. ``what``: a ``contract.Delivery``; ``text``: the answer."""
    say = texts(Language.sl)
    body = Body(
        subject=f"Re: {support_subject(number, topic)}",
        heading=say(f"ticket-delivery-{what}"),
        before=paragraphs(text),
        button=(say("mail-support-console"), console),
        footer=say("mail-support-footer", provider=provider),
    )
    return rendered(body, language=Language.sl, provider=provider)


def paragraphs(text: str) -> tuple[str, ...]:
    """Parted by empty lines; lines within one stay."""
    return tuple(filter(None, (part.strip() for part in text.split("\n\n"))))
