"""Texts that the backend itself shows: mails, pages, consents, PDF and chart labels, from ``backend/locales``.

A thin wrapper of Fluent: a missing key or value is an error, never a raw key before a resident's eyes.
"""

from functools import cache
from importlib.resources import files

from fluent.runtime import FluentBundle, FluentResource

from backend.contract import Language


class TextMissing(LookupError):
    """No such text in this language, or a value that it needs was not given."""


class Texts:
    """The texts of one language."""

    def __init__(self, language: Language) -> None:
        self.language = language
        # no isolation marks: the texts go into mails and PDFs, where the marks would be seen
        self._bundle = FluentBundle([language.value], use_isolating=False)
        for file in sorted((files("backend") / "locales" / language.value).iterdir(), key=lambda found: found.name):
            if file.name.endswith(".ftl"):
                self._bundle.add_resource(FluentResource(file.read_text("utf-8")))

    def __call__(self, key: str, **values: object) -> str:
        """The text with its values filled in; raises ``TextMissing``."""
        if not self._bundle.has_message(key):
            raise TextMissing(f"{self.language}: {key}")
        pattern = self._bundle.get_message(key).value
        if pattern is None:
            raise TextMissing(f"{self.language}: {key} has no value")
        text, errors = self._bundle.format_pattern(pattern, values)
        if errors:
            raise TextMissing(f"{self.language}: {key}: {errors[0]}")
        return str(text)

    def has(self, key: str) -> bool:
        """Whether there is such a text."""
        return bool(self._bundle.has_message(key))


@cache
def texts(language: Language | str) -> Texts:
    """The texts of ``language``, read from the package once."""
    return Texts(Language(language))
