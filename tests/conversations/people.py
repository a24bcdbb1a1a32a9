"""Who talks: residents linked, confirmed and consented beforehand, through the contract and the real mailbox."""

import re
from collections.abc import Awaitable, Callable
from uuid import uuid4

from backend.accounts.contract import LinkRequest
from backend.confirmations.contract import CodeCheck, ConfirmationRequest
from backend.consents.contract import ConsentAction, ConsentRequest, Purpose
from backend.contract import Language
from backend.demo.mailbox import Mailbox
from bot.backend import BackendClient

PEOPLE: dict[str, tuple[tuple[str, str, str | None], ...]] = {
    "nobody": (),
    "janez": (("komunala", "123456", "202600876"),),
    "janez2": (("komunala", "123456", "202600876"), ("komunala", "123457", "202600877")),
    "marija": (("komunala", "204880", "202601234"),),
    "ana": (("upravnik", "4711", "Lipa-4821"),),
    "bela": (("upravnik", "4712", "Breza-1177"),),
    "zlatko": (("odpadki", "990017", None),),
}


def newest_code(mailbox: Mailbox) -> str:
    """The six digits of the newest mail that has them."""
    for mail in reversed(mailbox.mails):
        found = re.search(r"(?<!\d)\d{3} ?\d{3}(?!\d)", mail.text)
        if found:
            return found.group().replace(" ", "")
    raise AssertionError("no mail with a code")


async def settle_in(
    who: str,
    base: BackendClient,
    channel: str,
    chat: str,
    language: str,
    mailbox: Mailbox,
    send: Callable[[], Awaitable[object]],
) -> None:
    """Does beforehand what linking, confirming and consenting do; ``send`` drains the mails."""
    if not PEOPLE[who]:
        return
    backend = base.for_turn(f"people:{uuid4().hex}")
    resident = await backend.resident_of_chat(channel, chat, Language(language))
    for provider, code, secret in PEOPLE[who]:
        asked = LinkRequest(chat_id=resident.chat_id, provider=provider, payer_code=code, secret=secret)
        await backend.link(resident.id, asked)
    email = f"{who}@primer.si"
    await backend.send_confirmation(resident.id, ConfirmationRequest(chat_id=resident.chat_id, email=email))
    await send()
    await backend.check_code(resident.id, CodeCheck(code=newest_code(mailbox)))
    for text in await backend.consent_texts(Language(language)):
        if text.purpose == Purpose.terms:
            given = ConsentRequest(
                purpose=text.purpose,
                action=ConsentAction.given,
                version=text.version,
                language=text.language,
                channel=channel,
            )
            await backend.consent(resident.id, given)
    await send()
