"""Contract of e-mail confirmations."""

from datetime import datetime

from pydantic import Field

from backend.contract import Model


class ConfirmationRequest(Model):
    """Sends a code and a link to ``email``. Errors: ``email_invalid``, ``too_many_mails`` (five an hour a resident)."""

    chat_id: int
    email: str = Field(max_length=254)


class ConfirmationView(Model):
    """``confirmed`` at once when this is the resident's confirmed address; then no mail is sent."""

    email: str
    confirmed: bool
    expires_at: datetime | None


class CodeCheck(Model):
    """Errors: ``code_wrong`` (details.tries_left), ``code_expired``, ``code_used_up``, ``no_confirmation``."""

    code: str = Field(max_length=20, repr=False)
