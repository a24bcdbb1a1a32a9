"""Payment data as text: nobody can scan a QR code on the phone that shows it."""

from backend.invoices.contract import InvoiceState, PaymentView
from bot.dialogue.texts import Texts


def payment_text(say: Texts, payment: PaymentView) -> str:
    """A line each, so that it can be copied; with what is overdue, and what is only a sample."""
    lines = [
        say("payments-recipient", recipient=payment.recipient, address=payment.recipient_address),
        say("payments-iban", iban=payment.iban),
        say("payments-reference", reference=payment.reference),
        say("payments-amount", amount=say.money(payment.amount)),
        say("payments-due", due=say.day(payment.due_on)),
        say("payments-purpose", code=payment.purpose_code, purpose=payment.purpose),
    ]
    if payment.invoice.state is InvoiceState.overdue:
        lines.append(say("payments-overdue"))
    if not payment.for_payment:
        lines.append(say("payments-not-for-payment"))
    return "\n".join(lines)
