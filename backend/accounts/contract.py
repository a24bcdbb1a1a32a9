"""Contract of links: connecting a payer code."""

from pydantic import Field

from backend.contract import Model


class LinkRequest(Model):
    """A payer code and its second secret (None where the provider asks for none). Never logged."""

    chat_id: int
    """Where it was asked for: five failures an hour lock this chat, ten lock the payer code."""
    provider: str
    payer_code: str = Field(max_length=100, repr=False)
    secret: str | None = Field(default=None, max_length=200, repr=False)


class StartRequest(Model):
    """A deep link's payload: ``<slug>``, or ``<slug>_<payer code>_<signature>`` as ``hisnik deeplink`` prints it."""

    payload: str = Field(max_length=200, repr=False)


class StartView(Model):
    """What a deep link presets. Error ``payload_invalid``: unknown provider or wrong signature."""

    provider: str
    payer_code: str | None = Field(repr=False)


class LinkView(Model):
    """A linked payer, as the resident sees it. Only shown to the resident who linked it."""

    id: int
    provider: str
    provider_name: str
    payer_code: str
    payer_name: str
    street: str
    post_code: str
    town: str
    has_meters: bool
    """False: no reading entry in the menu."""
