"""The OpenAPI document, completed with what the edge does for every route. Pure: a document in, a document out."""

from collections.abc import Iterator, Mapping
from typing import Any

from fastapi import FastAPI
from fastapi.openapi.utils import get_openapi

SCOPE = "/v1/residents/{resident_id}/links/{link_id}/"
"""Below it every route is behind the gate of ``backend.accounts.access``."""
WRITES = frozenset({"post", "put", "patch", "delete"})
PROBLEM = {"application/json": {"schema": {"$ref": "#/components/schemas/Problem"}}}
KEY = {
    "name": "Idempotency-Key",
    "in": "header",
    "required": True,
    "description": "Names this write: sent again with the same key, it gets the same answer and has no second effect.",
    "schema": {"type": "string", "minLength": 1, "maxLength": 200},
}
UNAUTHORISED = "`unauthorised`: no service token, or a wrong one."
MALFORMED = "`malformed` (details: field, fault): the request doesn't fit the contract."
MALFORMED_WRITE = f"{MALFORMED} `idempotency_key_missing`: a write without its key."
UNLINKED = "`not_linked`: this resident has no such link."
CLOSED = "`email_unconfirmed` or `consent_missing`: what the resident has to do first."
REUSED = "`idempotency_key_reused`, or what the description names."


def operations(document: Mapping[str, Any]) -> Iterator[tuple[str, str, dict[str, Any]]]:
    """``(path, method in lower case, operation)`` of every route in the document."""
    for path, methods in document["paths"].items():
        for method, operation in methods.items():
            yield path, method, operation


def described(document: dict[str, Any]) -> dict[str, Any]:
    """Adds to each operation a summary (its description's first sentence), the errors of the edge, and a write's key."""
    for path, method, operation in operations(document):
        operation["summary"] = _first_sentence(operation["description"])
        if method in WRITES:
            operation.setdefault("parameters", []).append(KEY)
        for status, text in _errors(path, method).items():
            operation["responses"].setdefault(status, {"description": text, "content": PROBLEM})
    return document


def _errors(path: str, method: str) -> dict[str, str]:
    write = method in WRITES
    errors = {"401": UNAUTHORISED, "422": MALFORMED_WRITE if write else MALFORMED}
    if write:
        errors["409"] = REUSED
    if path.startswith(SCOPE):
        errors |= {"403": CLOSED, "404": UNLINKED}
    return errors


def _first_sentence(description: str) -> str:
    line = " ".join(description.split("\n\n", maxsplit=1)[0].split())
    return line.partition(". ")[0].rstrip(".")


def document_app(app: FastAPI) -> None:
    """Has ``app`` show the completed document, at ``/docs`` and ``/openapi.json``."""

    def openapi() -> dict[str, Any]:
        if app.openapi_schema is None:
            plain = get_openapi(
                title=app.title, version=app.version, description=app.description, routes=app.routes, tags=TAGS
            )
            app.openapi_schema = described(plain)
        return app.openapi_schema

    app.openapi = openapi  # type: ignore[method-assign]


TAGS = [
    {"name": "residents", "description": "Who is in a chat, and their profile."},
    {"name": "accounts", "description": "Deep links, and links between residents and payers."},
    {"name": "confirmations", "description": "E-mail addresses: a code and a link by mail."},
    {"name": "consents", "description": "Texts to agree to, and the acts that are recorded."},
    {"name": "providers", "description": "Utilities and building managers: contacts, office hours, reading windows."},
    {"name": "tariffs", "description": "Price lists."},
    {"name": "meters", "description": "Metering points and meters of a link."},
    {"name": "readings", "description": "Checking, handing in, correcting, withdrawing and listing readings."},
    {"name": "consumption", "description": "Use over time, as figures and as a picture."},
    {"name": "invoices", "description": "Invoices, open items and payment."},
    {"name": "files", "description": "Pictures, documents and recordings that residents send or are sent."},
    {"name": "pushes", "description": "Messages to chats: the bot's courier claims them and reports the outcome."},
]
