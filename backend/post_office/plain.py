"""HTML of a mail -> its text, by the standard library's parser. Pure. What was quoted stays out, as does what nobody sees."""

import re
from html.parser import HTMLParser

_UNSEEN = frozenset({"script", "style", "head", "title", "template", "noscript", "svg", "object"})
_BLOCKS = frozenset(
    {"address", "article", "div", "dl", "dt", "dd", "footer", "form", "h1", "h2", "h3", "h4", "h5", "h6"}
)
_BLOCKS |= {"header", "hr", "li", "ol", "p", "pre", "section", "table", "tr", "ul"}
_VOID = frozenset(
    {"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"}
)
_QUOTES = ("gmail_quote", "moz-cite-prefix", "yahoo_quoted", "gmail_attr", "protonmail_quote")
_ENDS = ("divrplyfwdmsg", "appendonsend", "mail-editor-reference-message-container")
"""Ids with which Outlook begins what it quotes, to the end."""


class _Reader(HTMLParser):
    """Collects what is seen; ``_hidden`` holds the open elements within one that is left out."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.parts: list[str] = []
        self._hidden: list[str] = []
        self._over = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: (value or "").lower() for name, value in attrs}
        if given.get("id", "").removeprefix("x_") in _ENDS:
            self._over = True
        if self._over:
            return
        if self._hidden:
            if tag == self._hidden[0]:
                self._hidden.append(tag)
            return
        if tag in _UNSEEN or _quotes(tag, given):
            if tag not in _VOID:
                self._hidden = [tag]
            return
        self._block(tag)
        if tag == "li":
            self.parts.append("- ")

    def handle_endtag(self, tag: str) -> None:
        if self._hidden:
            if tag == self._hidden[0]:
                self._hidden.pop()
            return
        if not self._over and tag not in _VOID:
            self._block(tag)
            if tag in {"td", "th"}:
                self.parts.append(" ")

    def handle_data(self, data: str) -> None:
        if not self._hidden and not self._over:
            self.parts.append(re.sub(r"\s+", " ", data))

    def _block(self, tag: str) -> None:
        if tag == "br" or (tag in _BLOCKS and not "".join(self.parts[-2:]).endswith("\n")):
            self.parts.append("\n")
        if tag == "p":
            self.parts.append("\n")


def _quotes(tag: str, given: dict[str, str]) -> bool:
    return tag == "blockquote" or any(mark in given.get("class", "") for mark in _QUOTES)


def text_of_html(html: str) -> str:
    """What a person reads there; at most one empty line in a row."""
    reader = _Reader()
    reader.feed(html)
    reader.close()
    lines = [" ".join(line.split()) for line in "".join(reader.parts).split("\n")]
    return re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip()
