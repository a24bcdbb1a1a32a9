"""The e-mail address: a mail with a six-digit code and a link; either confirms. Also the change of address later."""

import re

from backend.confirmations.contract import CodeCheck, ConfirmationRequest
from bot.backend import BackendRefusal
from bot.dialogue.context import Context, Wish
from bot.dialogue.conversation import Answers
from bot.dialogue.feature import Ability, Access, Feature
from bot.dialogue.form import Accept, Form, Given, Refuse, Slot, Taken
from bot.dialogue.refusals import refusal_text
from bot.dialogue.turn import Reply, reply

ADDRESS = re.compile(r"[^\s<>,;]+@[^\s<>,;]+")


async def begin_first(ctx: Context, wish: Wish) -> Answers | Reply:
    """The first address of a resident; one that waits for its code is not asked for again."""
    if ctx.resident.pending_email is not None and wish.first("email") is None:
        return {"email": ctx.resident.pending_email}
    return await _begin(ctx, wish)


async def begin_change(ctx: Context, wish: Wish) -> Answers | Reply:
    """Another address; the old one stays until the new one is confirmed."""
    return await _begin(ctx, wish)


async def _begin(ctx: Context, wish: Wish) -> Answers | Reply:
    address = wish.first("email")
    if address is None:
        return {}
    taken = await _send(ctx, address)
    return taken.values if isinstance(taken, Accept) else taken.say


async def ask_email(ctx: Context, _answers: Answers) -> Reply:
    """The address, and what it is for."""
    return reply(ctx.say("confirmations-ask-email"))


async def take_email(ctx: Context, _answers: Answers, given: Given) -> Taken:
    """An address somewhere in the text; the backend checks it and sends the mail."""
    found = ADDRESS.search(given.text)
    if found is None:
        return Refuse(reply(ctx.say("confirmations-email-format")))
    return await _send(ctx, found.group().strip(".()\"'"))


async def _send(ctx: Context, address: str) -> Accept | Refuse:
    try:
        sent = await ctx.backend.send_confirmation(
            ctx.resident.id, ConfirmationRequest(chat_id=ctx.resident.chat_id, email=address[:254])
        )
    except BackendRefusal as error:
        return Refuse(reply(refusal_text(ctx, error)), digress=False)
    return Accept({"email": sent.email, "code": "-" if sent.confirmed else None})


async def ask_code(ctx: Context, answers: Answers) -> Reply:
    """The code; the mail again, or another address."""
    again = ctx.choice(ctx.say("confirmations-resend"), "resend")
    other = ctx.choice(ctx.say("confirmations-other-email"), "other")
    return reply(ctx.say("confirmations-ask-code", email=str(answers["email"])), buttons=[[again, other]])


async def take_code(ctx: Context, answers: Answers, given: Given) -> Taken:
    """Six digits, blanks ignored; another address typed here is taken as a change."""
    if given.choice == "resend":
        sent = await _send(ctx, str(answers["email"]))
        return Accept(sent.values, reply(ctx.say("confirmations-resent"))) if isinstance(sent, Accept) else sent
    if given.choice == "other":
        return Accept({"email": None, "code": None})
    if ADDRESS.search(given.text):
        return await take_email(ctx, answers, given)
    code = next(iter(re.findall(r"(?<!\d)\d{6}(?!\d)", re.sub(r"(?<=\d)[\s-](?=\d)", "", given.text))), None)
    if code is None:
        return Refuse(reply(ctx.say("confirmations-code-format")))
    try:
        await ctx.backend.check_code(ctx.resident.id, CodeCheck(code=code))
    except BackendRefusal as error:
        return Refuse(reply(refusal_text(ctx, error)), digress=False)
    return Accept({"code": "-"})


def reached(ctx: Context, answers: Answers) -> bool:
    """The link in the mail was opened meanwhile."""
    waiting, confirmed = answers.get("email"), ctx.resident.email
    return isinstance(waiting, str) and confirmed is not None and waiting.casefold() == confirmed.casefold()


async def finish(ctx: Context, answers: Answers) -> Reply:
    """The address is confirmed."""
    return reply(ctx.say("confirmations-done", email=str(answers["email"])))


SLOTS = (
    Slot("email", ask_email, take_email, entities=("email",)),
    Slot("code", ask_code, take_code, secret=True),
)

FEATURE = Feature(
    "confirmations",
    (
        Ability("confirm_email", Form("confirm_email", begin_first, SLOTS, finish, reached=reached), Access.ANYONE),
        Ability("change_email", Form("change_email", begin_change, SLOTS, finish, reached=reached)),
    ),
)
