"""Open items (odprte postavke), and how and where to pay, with the payment QR as a picture."""

import re

from backend.invoices.contract import BalanceView, InvoiceState, InvoiceView
from bot.dialogue.context import Context, Wish
from bot.dialogue.feature import Ability, Feature
from bot.dialogue.turn import Attachment, Button, Reply, reply
from bot.features.invoices import invoice_label, invoice_name, state_text
from bot.features.naming import number_arg
from bot.features.payment_words import payment_text

MOST = 8
"""Open items that get a button each; older ones first."""


async def show_balance(ctx: Context, _wish: Wish) -> Reply:
    """What is open, overdue ones marked; or that everything is settled."""
    balance = await ctx.backend.balance(ctx.at)
    if not balance.items:
        return reply(ctx.say("payments-settled"), buttons=[_newest(ctx)])
    lines = [_total(ctx, balance), *(_line(ctx, item) for item in balance.items)]
    return reply("\n".join(lines), title=ctx.say("payments-balance-title"), buttons=_choices(ctx, balance))


def _newest(ctx: Context) -> list[Button]:
    return [ctx.wish(ctx.say("invoices-newest"), "show_invoices", new=1)]


def _total(ctx: Context, balance: BalanceView) -> str:
    text = ctx.say("payments-total", count=len(balance.items), total=ctx.say.money(balance.total))
    if balance.overdue:
        text += " " + ctx.say("payments-total-overdue", overdue=ctx.say.money(balance.overdue))
    return text


def _line(ctx: Context, item: InvoiceView) -> str:
    mark = "⚠️" if item.state is InvoiceState.overdue else "•"
    line = f"{mark} {invoice_name(ctx, item)}: {ctx.say.money(item.open)} – {state_text(ctx, item)}"
    if item.open != item.payable:
        line += " " + ctx.say("payments-partly", payable=ctx.say.money(item.payable))
    return line


def _choices(ctx: Context, balance: BalanceView) -> list[list[Button]]:
    return [
        [ctx.wish(ctx.say("payments-pay", invoice=invoice_label(ctx, item)), "ask_payment", id=item.id)]
        for item in balance.items[:MOST]
    ]


async def ask_payment(ctx: Context, wish: Wish) -> Reply:
    """How to pay the invoice that is meant: a chosen one, the only open one, or one of several."""
    chosen = number_arg(wish, "id")
    number = wish.first("invoice_number")
    if chosen is None and number is not None:
        found = await ctx.backend.invoices(ctx.at, number=number)
        chosen = found.invoices[0].id if found.invoices else None
    if chosen is not None:
        return await _pay(ctx, chosen, only_qr=wish.args.get("qr") == "1")
    balance = await ctx.backend.balance(ctx.at)
    if not balance.items:
        return reply(f"{ctx.say('payments-settled')}\n\n{ctx.say('payments-how')}", buttons=[_newest(ctx)])
    if len(balance.items) > 1:
        lines = [ctx.say("payments-which"), *(_line(ctx, item) for item in balance.items), "", ctx.say("payments-how")]
        return reply("\n".join(lines), title=ctx.say("payments-title"), buttons=_choices(ctx, balance))
    return await _pay(ctx, balance.items[0].id, only_qr=False)


async def _pay(ctx: Context, invoice_id: int, *, only_qr: bool) -> Reply:
    """The QR as a picture with the same data as text; ``only_qr`` leaves out the explanation."""
    payment = await ctx.backend.payment(ctx.at, invoice_id)
    invoice = payment.invoice
    if invoice.state is InvoiceState.paid:
        return reply(ctx.say("payments-already-paid", invoice=invoice_name(ctx, invoice)), buttons=[_newest(ctx)])
    text = payment_text(ctx.say, payment)
    if not only_qr:
        text = f"{text}\n\n{ctx.say('payments-how')}"
    name = re.sub(r"[^A-Za-z0-9-]+", "-", invoice.number)
    picture = Attachment("photo", f"qr-{name}.png", "image/png", ctx.backend.payment_qr_source(ctx.at, invoice_id))
    buttons = [
        [
            ctx.wish(ctx.say("payments-pdf"), "show_invoices", id=invoice_id),
            ctx.wish(ctx.say("menu-show-balance"), "show_balance"),
        ]
    ]
    title = ctx.say("payments-title-of", invoice=invoice_name(ctx, invoice))
    return reply(text, title=title, buttons=buttons, attachments=[picture])


FEATURE = Feature(
    "payments",
    (
        Ability("show_balance", show_balance, commands=("postavke", "stanje_placil"), menu=40),
        Ability("ask_payment", ask_payment, commands=("placilo",), menu=45),
    ),
)
