"""The consent texts: real ones, in Fluent, with the version that a consent act records."""

from backend.consents.contract import ConsentText, Purpose
from backend.contract import Language
from backend.texts import texts

VERSION = "2026-11"
"""Raised with every change of meaning in ``locales/*/consents.ftl``; everyone is then asked again."""


def consent_text(purpose: Purpose, language: Language) -> ConsentText:
    """The current text for a purpose, as it is shown and recorded."""
    return ConsentText(
        purpose=purpose, version=VERSION, language=language, text=texts(language)(f"consent-{purpose.value}")
    )
