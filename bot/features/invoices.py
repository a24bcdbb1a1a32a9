"""Invoices (računi) and cost splits (razdelilniki): the newest, by number, by month, page by page; the PDF with payment data."""

import re
from datetime import date

from backend.contract import Language
from backend.invoices.contract import InvoicePage, InvoiceState, InvoiceView
from bot.dialogue.context import Context, Wish
from bot.dialogue.feature import Ability, Feature
from bot.dialogue.turn import Attachment, Button, Reply, reply
from bot.dialogue.words import fold
from bot.features.naming import asked_period, number_arg, sentence_case, short_day
from bot.features.payment_words import payment_text

_NEWEST = re.compile(r"\b(zadnj(i|ega|emu|em|o|a)|najnovej\w+|nazadnje|latest|last|newest|most recent|current)\b")
_NUMBER = re.compile(r"(?<![\w.,])(?:[a-z]-)?\d[\d-]{2,}(?![\w,])")
_MANY = re.compile(
    r"\b(racune|racuni|racunov|racunih|polozni[ck]e|razdelilnike|seznam|vse|vsi|invoices|bills|list|all)\b"
)


async def show_invoices(ctx: Context, wish: Wish) -> Reply:
    """One invoice where one is meant, else the list."""
    chosen = number_arg(wish, "id")
    if chosen is not None:
        return await _document(ctx, await ctx.backend.invoice(ctx.at, chosen))
    number = wish.first("invoice_number")
    if number is not None:
        return await _by_number(ctx, number)
    period = asked_period(wish)
    if period is not None:
        return await _by_period(ctx, period, number_arg(wish, "p") or 1)
    text = fold(wish.text)
    typed = _NUMBER.search(text)
    if typed is not None:
        return await _by_number(ctx, typed[0].upper())
    page = await ctx.backend.invoices(ctx.at, page=max(1, number_arg(wish, "p") or 1))
    if not page.total:
        return reply(ctx.say("invoices-none", provider=ctx.link.provider_name))
    if wish.args.get("new") or (_NEWEST.search(text) and not _MANY.search(text)):
        return await _document(ctx, page.invoices[0])
    return _list(ctx, page, None)


async def _by_number(ctx: Context, number: str) -> Reply:
    found = await ctx.backend.invoices(ctx.at, number=number)
    if found.invoices:
        return await _document(ctx, found.invoices[0])
    return reply(ctx.say("invoices-number-unknown", number=number), buttons=[_all(ctx)])


async def _by_period(ctx: Context, period: tuple[date, date], page_number: int) -> Reply:
    page = await ctx.backend.invoices(ctx.at, page=max(1, page_number), start=period[0], end=period[1])
    if page.total == 1 and page.invoices:
        return await _document(ctx, page.invoices[0])
    if not page.invoices:
        span = _span(ctx, period)
        return reply(ctx.say("invoices-period-empty", period=span), buttons=[_all(ctx)])
    return _list(ctx, page, period)


def _span(ctx: Context, period: tuple[date, date]) -> str:
    first, last = ctx.say.month(period[0]), ctx.say.month(period[1])
    return first if first == last else f"{first} – {last}"


def _all(ctx: Context) -> list[Button]:
    newest = ctx.wish(ctx.say("invoices-newest"), "show_invoices", new=1)
    return [newest, ctx.wish(ctx.say("invoices-all"), "show_invoices")]


def invoice_name(ctx: Context, invoice: InvoiceView) -> str:
    """``Račun 202600876``, ``Razdelilnik R-2026-10-4711``."""
    kind = f"invoices-kind-{invoice.kind.replace('_', '-')}"
    return f"{ctx.say(kind if ctx.say.has(kind) else 'invoices-kind-invoice')} {invoice.number}"


def invoice_label(ctx: Context, invoice: InvoiceView) -> str:
    """``Oktober 2026 · 42,17 €``, for a button."""
    return f"{sentence_case(ctx.say.month(invoice.service_to))} · {ctx.say.money(invoice.payable)}"


def state_text(ctx: Context, invoice: InvoiceView) -> str:
    """``plačano``, ``odprto, rok 18. 11. 2026``, ``zapadlo 18. 11. 2026``."""
    return ctx.say(f"invoices-state-{invoice.state.value}", due=ctx.say.day(invoice.due_on))


def _list(ctx: Context, page: InvoicePage, period: tuple[date, date] | None) -> Reply:
    lines = [ctx.say("invoices-count", count=page.total)]
    for invoice in page.invoices:
        month, amount = sentence_case(ctx.say.month(invoice.service_to)), ctx.say.money(invoice.payable)
        lines.append(f"• {month}: {amount} – {state_text(ctx, invoice)} ({invoice.number})")
    lines.append(ctx.say("invoices-choose"))
    buttons = [[ctx.wish(invoice_label(ctx, invoice), "show_invoices", id=invoice.id)] for invoice in page.invoices]
    args = {"s": short_day(period[0]), "e": short_day(period[1])} if period else {}
    turning = []
    if page.page > 1:
        turning.append(ctx.wish(ctx.say("invoices-newer"), "show_invoices", p=page.page - 1, **args))
    if page.page < page.pages:
        turning.append(ctx.wish(ctx.say("invoices-older"), "show_invoices", p=page.page + 1, **args))
    title = ctx.say("invoices-title")
    if page.pages > 1:
        title = ctx.say("invoices-title-page", page=page.page, pages=page.pages)
    return reply("\n".join(lines), title=title, buttons=[*buttons, turning] if turning else buttons)


async def _document(ctx: Context, invoice: InvoiceView) -> Reply:
    """The PDF; under it what is typed into a bank's app, or that it is paid."""
    lines = [
        ctx.say(
            "invoices-facts",
            issued=ctx.say.day(invoice.issued_on),
            start=ctx.say.day(invoice.service_from),
            end=ctx.say.day(invoice.service_to),
            amount=ctx.say.money(invoice.payable),
        )
    ]
    buttons: list[list[Button]] = []
    if invoice.state is InvoiceState.paid:
        lines.append(ctx.say("invoices-paid"))
    else:
        payment = await ctx.backend.payment(ctx.at, invoice.id)
        lines.append(payment_text(ctx.say, payment))
        buttons.append(
            [
                ctx.wish(ctx.say("payments-qr"), "ask_payment", id=invoice.id, qr=1),
                ctx.wish(ctx.say("menu-ask-payment"), "ask_payment", id=invoice.id),
            ]
        )
    dispute = ctx.wish(ctx.say("support-dispute-invoice"), "dispute", i=invoice.id, l=ctx.link.id)
    buttons.append([ctx.wish(ctx.say("invoices-all"), "show_invoices"), dispute])
    source = ctx.backend.pdf_source(ctx.at, invoice.id, Language(ctx.say.language))
    name = re.sub(r"[^A-Za-z0-9-]+", "-", invoice.number)
    file = Attachment("document", f"{ctx.say('invoices-file')}-{name}.pdf", "application/pdf", source)
    return reply("\n\n".join(lines), title=invoice_name(ctx, invoice), buttons=buttons, attachments=[file])


FEATURE = Feature("invoices", (Ability("show_invoices", show_invoices, commands=("racuni", "racun"), menu=30),))
