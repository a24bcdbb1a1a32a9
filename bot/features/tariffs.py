"""Price list (cenik): prices in force, with VAT, grouped by service; what changed is shown beside."""

from itertools import groupby

from backend.tariffs.contract import PriceListView, PriceView
from bot.dialogue.context import Context, Wish
from bot.dialogue.feature import Ability, Access, Feature
from bot.dialogue.turn import Message, Reply
from bot.features.choosing import provider_of
from bot.features.naming import sentence_case, service_name, unit_sign

BUBBLE = 3000
"""Characters after which the list goes on in a new bubble, between two services."""
ENTITY_SERVICES = {"water": {"water_cold", "water_hot", "water_waste"}}


async def show_tariff(ctx: Context, wish: Wish) -> Reply:
    """The whole list, or the service that is named."""
    slug = await provider_of(ctx, wish)
    if isinstance(slug, Reply):
        return slug
    prices = await ctx.backend.tariffs(slug)
    wanted = wish.first("service")
    some = [price for price in prices.prices if wanted and price.service in ENTITY_SERVICES.get(wanted, {wanted})]
    return _bubbles(ctx, prices, some or list(prices.prices))


def _bubbles(ctx: Context, prices: PriceListView, lines: list[PriceView]) -> Reply:
    ordered = sorted(lines, key=lambda price: [each.service for each in lines].index(price.service))
    blocks = [ctx.say("tariffs-valid", provider=prices.provider_name, day=ctx.say.day(prices.valid_from))]
    for service, group in groupby(ordered, key=lambda price: price.service):
        name = sentence_case(service_name(ctx.say, service))
        blocks.append("\n".join([f"{name}:", *(price_line(ctx, price) for price in group)]))
    if prices.previous_from is not None and any(_changed(price) for price in lines):
        blocks.append(ctx.say("tariffs-previous", day=ctx.say.day(prices.previous_from)))
    texts = [""]
    for block in blocks:
        if texts[-1] and len(texts[-1]) + len(block) > BUBBLE:
            texts.append("")
        texts[-1] = f"{texts[-1]}\n\n{block}" if texts[-1] else block
    title = ctx.say("tariffs-title")
    return Reply(tuple(Message(text, title if place == 0 else "") for place, text in enumerate(texts)))


def _changed(price: PriceView) -> bool:
    return price.previous is not None and price.previous != price.unit_price


def price_line(ctx: Context, price: PriceView) -> str:
    """``• Vodarina: 0,7332 €/m³, z DDV 0,8029 € (prej 0,7100)``. Unit prices have four decimals, as on bills."""
    line = ctx.say(
        "tariffs-line",
        what=price.description,
        price=ctx.say.number(price.unit_price, 4),
        unit=unit_sign(price.unit),
        vat=ctx.say.number(price.with_vat, 4),
        taxed="no" if price.vat_rate is None else "yes",
    )
    if price.previous is not None and _changed(price):
        line += " " + ctx.say("tariffs-before", price=ctx.say.number(price.previous, 4))
    return line


FEATURE = Feature("tariffs", (Ability("show_tariff", show_tariff, Access.ANYONE, commands=("cenik",), menu=50),))
