"""The language of the chat, and of mails."""

from backend.contract import Language
from backend.residents.contract import ProfileChange
from bot.dialogue.context import Context, Wish
from bot.dialogue.feature import Ability, Access, Feature
from bot.dialogue.turn import Reply, reply


async def change(ctx: Context, wish: Wish) -> Reply:
    """Changes to the language that was named or pressed; otherwise shows the choice."""
    wanted = wish.args.get("to") or wish.first("language")
    if wanted in ctx.texts and wanted is not None:
        return await _change(ctx, Language(wanted))
    text = ctx.say("language-not-yet" if wanted is not None else "language-choose")
    buttons = [ctx.wish(ctx.say(f"language-{code}"), "change_language", to=code) for code in ctx.texts]
    return reply(text, buttons=[buttons])


async def _change(ctx: Context, language: Language) -> Reply:
    ctx.seen(await ctx.backend.change_profile(ctx.resident.id, ProfileChange(language=language)))
    ctx.conversation.language = language.value
    ctx.say = ctx.texts[language.value]
    return reply(ctx.say("language-changed"), buttons=ctx.guide.menu(ctx))


FEATURE = Feature(
    "language",
    (Ability("change_language", change, Access.ANYONE, commands=("jezik", "language"), menu=97),),
)
