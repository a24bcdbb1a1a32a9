"""Connecting a payer code at a provider: provider, payer code, second secret of the provider's kind.

Wrong code, wrong secret and unknown payer get the same answer, and both are asked anew. The secret's message is forgotten.
"""

import re

from backend.accounts.contract import LinkRequest, LinkView
from backend.providers.contract import SecretKind
from bot.backend import BackendRefusal
from bot.dialogue.abilities import rows
from bot.dialogue.context import Context, Wish
from bot.dialogue.conversation import Answers
from bot.dialogue.feature import Ability, Access, Feature
from bot.dialogue.form import Accept, Form, Given, Refuse, Slot, Stop, Taken
from bot.dialogue.refusals import refusal_text
from bot.dialogue.turn import Reply, reply
from bot.features.choosing import named_provider

CODE = re.compile(r"[0-9A-Za-z][0-9A-Za-z./-]{1,29}")
"""A payer code as printed; spaces are taken out first."""
WRONG = frozenset({"link_refused", "payer_code_invalid", "secret_missing"})
"""All of them get the same words."""


async def begin(ctx: Context, wish: Wish) -> Answers | Reply:
    """Takes over what the button, the deep link or the first sentence gave already."""
    providers = await ctx.backend.providers()
    slug = wish.args.get("provider") or named_provider(providers, wish.text) or ctx.conversation.provider
    provider = next((p for p in providers if p.slug == slug), providers[0] if len(providers) == 1 else None)
    answers: Answers = {
        "payer_code": wish.args.get("code") or wish.first("payer_code"),
        "secret": wish.first("control_number") or wish.first("password"),
    }
    if answers["payer_code"] is None and provider is not None and _bare_code(wish):
        answers["payer_code"] = _bare_code(wish)
    if provider is not None:
        answers |= {"provider": provider.slug, "kind": provider.secret_kind.value}
        done = await _connect(ctx, answers)
        if isinstance(done, Stop):
            return done.say
        answers |= done
    return answers


def _bare_code(wish: Wish) -> str | None:
    return next((e.value for e in wish.entities if e.name == "meter_serial" and e.value.isdigit()), None)


async def ask_provider(ctx: Context, _answers: Answers) -> Reply:
    """The list of providers."""
    buttons = [ctx.choice(provider.name, provider.slug) for provider in await ctx.backend.providers()]
    return reply(ctx.say("linking-ask-provider"), buttons=rows(buttons, per_row=1))


async def take_provider(ctx: Context, answers: Answers, given: Given) -> Taken:
    """A pressed provider, or one named in the text; a payer code in the same text is kept."""
    providers = await ctx.backend.providers()
    slug = given.choice or named_provider(providers, given.text)
    provider = next((p for p in providers if p.slug == slug), None)
    found: Answers = {"payer_code": _code(given.text, given), "secret": _entity(given, "control_number", "password")}
    kept: Answers = {name: value for name, value in found.items() if value is not None}
    if provider is None and kept.get("payer_code") is not None:
        # people begin with the number they have at hand; whose it is, is still asked
        return Accept(kept, reply(ctx.say("linking-code-kept")))
    if provider is None:
        return Refuse(reply(ctx.say("linking-provider-unknown")))
    return await _accept(ctx, answers, {"provider": provider.slug, "kind": provider.secret_kind.value, **kept})


async def ask_payer_code(ctx: Context, answers: Answers) -> Reply:
    """The payer code, with where it is printed; after a failure, the one answer to all failures above it."""
    provider = await ctx.backend.provider(str(answers["provider"]))
    question = ctx.say("linking-ask-payer-code", provider=provider.name)
    text = f"{ctx.say('error-link-refused')}\n\n{question}" if answers.get("refused") else question
    buttons = [
        [ctx.choice(ctx.say("linking-other-provider"), "other")],
        [ctx.wish(ctx.say("linking-no-bill"), "request_account", provider=provider.slug)],
    ]
    return reply(text, buttons=buttons)


async def take_payer_code(ctx: Context, answers: Answers, given: Given) -> Taken:
    """A code as printed. Longer sentences count only where a payer code was found in them."""
    if given.choice == "other":
        return Accept({"provider": None, "payer_code": None, "secret": None, "refused": None})
    code = _code(given.text, given)
    if code is None:
        return Refuse(reply(ctx.say("linking-payer-code-format")))
    found: Answers = {"payer_code": code, "refused": None}
    secret = _entity(given, "control_number", "password")
    return await _accept(ctx, answers, found | ({"secret": secret} if secret else {}))


def _code(text: str, given: Given) -> str | None:
    """The payer code in a text: one that was recognised, or the whole text where it looks like one ("4711", "12 34 56")."""
    bare = "".join(text.split())
    whole = CODE.fullmatch(bare) and any(c.isdigit() for c in bare) and (bare == text.strip() or bare.isdigit())
    return _entity(given, "payer_code") or (bare if whole else None)


async def ask_secret(ctx: Context, answers: Answers) -> Reply:
    """The second secret, with where to find it."""
    return reply(
        ctx.say(f"linking-ask-{str(answers['kind']).replace('_', '-')}"),
        buttons=[[ctx.wish(ctx.say("linking-no-bill"), "request_account", provider=str(answers["provider"]))]],
    )


async def take_secret(ctx: Context, answers: Answers, given: Given) -> Taken:
    """Any text is tried as a password; an invoice number has a digit."""
    value = _entity(given, "control_number", "password", "invoice_number") or given.text.strip()
    if answers["kind"] == SecretKind.invoice_number.value and not any(c.isdigit() for c in value):
        return Refuse(reply(ctx.say("linking-invoice-number-format")))
    if len(value) > 200:
        return Refuse(reply(ctx.say("error-link-refused")), digress=False)
    return await _accept(ctx, answers, {"secret": value})


def _secret_needed(answers: Answers) -> bool:
    return answers.get("kind") != SecretKind.none.value


def _entity(given: Given, *names: str) -> str | None:
    found = given.understanding.entities if given.understanding is not None else ()
    return next((entity.value for entity in found if entity.name in names), None)


async def _accept(ctx: Context, answers: Answers, values: Answers) -> Taken:
    """The values, and the attempt to link where they are complete."""
    done = await _connect(ctx, answers | values)
    return done if isinstance(done, Stop) else Accept(values | done)


async def _connect(ctx: Context, answers: Answers) -> Answers | Stop:
    """Links where everything is there. What to merge: the new link, or the fields to ask anew after a refusal."""
    complete = answers.get("payer_code") and (answers.get("secret") or not _secret_needed(answers))
    if not complete or answers.get("provider") is None:
        return {}
    request = LinkRequest(
        chat_id=ctx.resident.chat_id,
        provider=str(answers["provider"]),
        payer_code=str(answers["payer_code"])[:100],
        secret=str(answers["secret"]) if _secret_needed(answers) else None,
    )
    try:
        link = await ctx.backend.link(ctx.resident.id, request)
    except BackendRefusal as error:
        if error.code in WRONG:
            return {"payer_code": None, "secret": None, "refused": True}
        return Stop(reply(refusal_text(ctx, error), buttons=ctx.guide.menu(ctx)))
    return {"linked": link.id, "secret": "-"}


async def finish(ctx: Context, answers: Answers) -> Reply:
    """Says which payer is connected: its code and provider; the name only once the address is confirmed."""
    await ctx.refresh()
    link: LinkView | None = next((link for link in ctx.resident.links if link.id == answers["linked"]), None)
    if link is None:
        return reply(ctx.say("error-text"))
    ctx.conversation.link_id = link.id
    ctx.conversation.provider = None
    return reply(ctx.say("linking-done", provider=link.provider_name, code=link.payer_code))


FORM = Form(
    "linking",
    begin,
    (
        Slot("provider", ask_provider, take_provider),
        Slot("payer_code", ask_payer_code, take_payer_code, entities=("payer_code",)),
        Slot(
            "secret",
            ask_secret,
            take_secret,
            needed=_secret_needed,
            secret=True,
            entities=("control_number", "password", "invoice_number"),
        ),
    ),
    finish,
)

FEATURE = Feature(
    "linking",
    (Ability("link_account", FORM, Access.ANYONE, commands=("povezi", "link"), menu=90),),
)
