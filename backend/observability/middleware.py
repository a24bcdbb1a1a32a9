"""Stands in front of the backend's application: the request id, and one count a request by its route's template.

Plain ASGI: Starlette's own middleware class would run every request in a task of its own.
"""

import logging
from time import perf_counter

from starlette.datastructures import Headers, MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from backend.observability.contract import REQUEST_ID_HEADER, traced
from backend.observability.metrics import BackendMetrics

log = logging.getLogger(__name__)
METHODS = frozenset({"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"})
UNMATCHED = "unmatched"
"""The route of a path that nobody serves: its own words would be a label for every stranger's guess."""


class Observed:
    """Wraps the application. A path's values (ids, tokens of mailed links) are neither counted nor logged."""

    def __init__(self, app: ASGIApp, metrics: BackendMetrics) -> None:
        self._app = app
        self._metrics = metrics

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """One request; what isn't HTTP passes."""
        if scope["type"] != "http":
            return await self._app(scope, receive, send)
        status, began, outer = 500, perf_counter(), scope.get("route")
        with traced(Headers(scope=scope).get(REQUEST_ID_HEADER)) as request_id:

            async def answered(message: Message) -> None:
                nonlocal status
                if message["type"] == "http.response.start":
                    status = message["status"]
                    MutableHeaders(scope=message)[REQUEST_ID_HEADER] = request_id
                await send(message)

            try:
                await self._app(scope, receive, answered)
            except Exception as error:  # the server logs it, with its traceback; here it gets its id
                log.error("a request failed: %s", type(error).__name__)
                raise
            finally:
                self._count(scope, outer, status, perf_counter() - began)

    def _count(self, scope: Scope, outer: object, status: int, seconds: float) -> None:
        """``outer``: what the application is mounted at; a path that it doesn't serve still has that as its route."""
        method = scope["method"] if scope["method"] in METHODS else "other"
        found = scope.get("route")
        route = getattr(found, "path", UNMATCHED) if found is not outer else UNMATCHED
        self._metrics.requests.labels(method, route, status).inc()
        self._metrics.seconds.labels(route).observe(seconds)
        if log.isEnabledFor(logging.DEBUG):
            told = {"method": method, "route": route, "status": status, "ms": round(seconds * 1000, 1)}
            log.debug("%s %s %d", method, route, status, extra=told)
