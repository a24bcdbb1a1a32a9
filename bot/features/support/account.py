"""Linking that failed (nimam računa, šifre): a guided request that reaches support, used only to find the account."""

from stdnum.exceptions import ValidationError
from stdnum.si import ddv

from backend.tickets.contract import About, AboutKind, Topic
from bot.dialogue.context import Context, Wish
from bot.dialogue.conversation import Answers
from bot.dialogue.form import Accept, Form, Given, Refuse, Slot, Taken
from bot.dialogue.turn import Reply, reply
from bot.dialogue.words import NO, fold, yes_no
from bot.features.choosing import named_provider
from bot.features.support.items import Item
from bot.features.support.sending import Target, send
from bot.features.support.writing import opened_by

SKIP = "skip"
LONGEST = 200
UNKNOWN = frozenset({"ne vem", "nimam", "preskoci", "skip", "don't know", "i don't know", "-"}) | NO
TEXTS = "sl"
"""The language of staff, who read the request."""


async def begin(ctx: Context, wish: Wish) -> Answers | Reply:
    """At the provider where linking failed, the preset one, or the only one."""
    providers = await ctx.backend.providers()
    known = {provider.slug for provider in providers}
    wanted = (wish.args.get("provider"), named_provider(providers, wish.text), ctx.conversation.provider)
    only = providers[0].slug if len(providers) == 1 else None
    return {"provider": next((slug for slug in wanted if slug in known), only)}


async def ask_provider(ctx: Context, _answers: Answers) -> Reply:
    """The list."""
    buttons = [[ctx.choice(provider.name, provider.slug)] for provider in await ctx.backend.providers()]
    return reply(ctx.say("linking-ask-provider"), buttons=buttons)


async def take_provider(ctx: Context, _answers: Answers, given: Given) -> Taken:
    """A button or a name."""
    providers = await ctx.backend.providers()
    slug = given.choice or named_provider(providers, given.text)
    if slug not in {provider.slug for provider in providers}:
        return Refuse(reply(ctx.say("linking-provider-unknown")))
    return Accept({"provider": slug})


async def ask_name(ctx: Context, answers: Answers) -> Reply:
    """What the data are for stands before the first question."""
    provider = await ctx.backend.provider(str(answers["provider"]))
    return reply(f"{ctx.say('account-why', provider=provider.name)}\n\n{ctx.say('account-ask-name')}")


async def take_name(ctx: Context, _answers: Answers, given: Given) -> Taken:
    """Two words at least: name and surname."""
    name = _line(given)
    if len(name.split()) < 2 or any(c.isdigit() for c in name) or "?" in name:
        return Refuse(reply(ctx.say("account-name-format")), digress="?" in name)
    return Accept({"name": name})


async def ask_address(ctx: Context, _answers: Answers) -> Reply:
    """Of the dwelling, where the bill belongs."""
    return reply(ctx.say("account-ask-address"))


async def take_address(ctx: Context, _answers: Answers, given: Given) -> Taken:
    """A street with its number."""
    address = _line(given)
    if len(address) < 5 or not any(c.isdigit() for c in address) or "?" in address:
        return Refuse(reply(ctx.say("account-address-format")), digress="?" in address)
    return Accept({"address": address})


async def ask_point(ctx: Context, _answers: Answers) -> Reply:
    """Metering point or meter, where it is known."""
    return reply(ctx.say("account-ask-point"), buttons=[[ctx.choice(ctx.say("account-skip"), SKIP)]])


async def take_point(ctx: Context, _answers: Answers, given: Given) -> Taken:
    """As it is written on the meter or an old bill."""
    if given.choice == SKIP or fold(given.text) in UNKNOWN:
        return Accept({"point": ""})
    point = _line(given)
    if not any(c.isdigit() for c in point) or "?" in point:
        return Refuse(reply(ctx.say("account-point-format")), digress="?" in point)
    return Accept({"point": point[:60]})


async def ask_tax(ctx: Context, _answers: Answers) -> Reply:
    """The tax number finds a payer whose name is common; nobody has to give it."""
    return reply(ctx.say("account-ask-tax"), buttons=[[ctx.choice(ctx.say("account-skip"), SKIP)]])


async def take_tax(ctx: Context, _answers: Answers, given: Given) -> Taken:
    """Eight digits whose last one checks the others, with or without SI."""
    if given.choice == SKIP or fold(given.text) in UNKNOWN:
        return Accept({"tax": ""})
    try:
        return Accept({"tax": str(ddv.validate(given.text[:40]))})
    except ValidationError:
        return Refuse(reply(ctx.say("account-tax-format")), digress=not any(c.isdigit() for c in given.text))


async def ask_sure(ctx: Context, answers: Answers) -> Reply:
    """To whom it goes. The data are not shown again: nothing of them stays in the chat but what was typed."""
    provider = await ctx.backend.provider(str(answers["provider"]))
    send_it = ctx.choice(ctx.say("support-send"), "yes")
    return reply(ctx.say("account-sure", provider=provider.name), buttons=[[send_it]])


async def take_sure(ctx: Context, _answers: Answers, given: Given) -> Taken:
    """Only a yes sends."""
    return Accept({"sure": True}) if yes_no(given) else Refuse(reply(ctx.say("account-press-send")))


def _line(given: Given) -> str:
    return " ".join(given.text.split())[:LONGEST]


async def finish(ctx: Context, answers: Answers) -> Reply:
    """A matter of topic ``data``, written for staff; its conversation stays open for what they ask."""
    say = ctx.texts[TEXTS]
    lines = [say("account-ticket")]
    lines += [
        say(f"account-ticket-{name}", value=str(answers[name]))
        for name in ("name", "address", "point", "tax")
        if answers[name]
    ]
    target = Target(str(answers["provider"]), Topic.data, about=About(kind=AboutKind.linking))
    outcome = await send(ctx, target, [Item("\n".join(lines))])
    if outcome.received is None:
        return reply(ctx.say("error-text"))
    return opened_by(ctx, outcome, outcome.received.ticket)


FORM = Form(
    "request_account",
    begin,
    (
        Slot("provider", ask_provider, take_provider),
        Slot("name", ask_name, take_name),
        Slot("address", ask_address, take_address),
        Slot("point", ask_point, take_point, entities=("meter_serial",)),
        Slot("tax", ask_tax, take_tax),
        Slot("sure", ask_sure, take_sure),
    ),
    finish,
    personal=True,
)
