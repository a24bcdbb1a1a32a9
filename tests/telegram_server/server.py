"""HTTP: ``/bot<token>/<method>`` and ``/file/bot<token>/<path>``, as Telegram's server answers them."""

import asyncio
from collections.abc import Mapping
from typing import Any

from aiogram.methods import DeleteWebhook, GetUpdates, GetWebhookInfo, SetWebhook
from aiohttp import web

from tests.telegram_server.errors import ApiError, bad, no_method, unauthorised
from tests.telegram_server.faults import Break, Faults
from tests.telegram_server.methods import METHODS
from tests.telegram_server.params import Given, Method, bind, methods_by_name, read
from tests.telegram_server.updates import terminated, webhook_active
from tests.telegram_server.webhook import Webhook
from tests.telegram_server.world import World

Json = dict[str, Any]
LARGEST_REQUEST = 64 * 1024 * 1024
SENDS = ("send", "copy", "forward")


def _json(body: Mapping[str, object], status: int = 200) -> web.Response:
    headers = {}
    parameters = body.get("parameters")
    if isinstance(parameters, dict) and "retry_after" in parameters:
        headers["Retry-After"] = str(parameters["retry_after"])
    return web.json_response(body, status=status, headers=headers)


def _refusal(error: ApiError) -> web.Response:
    return _json(error.body(), error.code)


DOWNLOAD = "download"
"""What ``Faults.plan`` calls the fetching of a file, which is no method: refusals, or a break halfway."""


class Server:
    """Routes calls to the methods, with the faults between."""

    def __init__(self, world: World, faults: Faults, webhook: Webhook) -> None:
        self._world = world
        self._faults = faults
        self._webhook = webhook

    def app(self) -> web.Application:
        """The application to serve."""
        app = web.Application(client_max_size=LARGEST_REQUEST)
        app.router.add_route("*", r"/bot{token:[^/]+}/{method}", self._answer)
        app.router.add_get(r"/file/bot{token:[^/]+}/{path:.+}", self._file)
        app.router.add_route("*", "/{rest:.*}", self._nothing)
        return app

    async def _nothing(self, _request: web.Request) -> web.Response:
        return _refusal(ApiError(404, "Not Found"))

    async def _file(self, request: web.Request) -> web.Response:
        found = next((f for f in self._world.files.values() if f.path == request.match_info["path"]), None)
        if request.match_info["token"] != self._world.token:
            return _refusal(unauthorised())
        if found is None:
            return _refusal(ApiError(404, "Not Found: file not found"))
        wrong = self._faults.strike(DOWNLOAD, "")
        if isinstance(wrong, ApiError):
            return _refusal(wrong)
        if isinstance(wrong, Break):
            return await _half_of(request, found.data)
        return web.Response(body=found.data, content_type="application/octet-stream")

    async def _answer(self, request: web.Request) -> web.Response:
        try:
            kind = self._kind(request)
            given = await read(request)
            return await self._with_faults(request, kind, given)
        except ApiError as error:
            return _refusal(error)
        except web.HTTPRequestEntityTooLarge:
            return _refusal(ApiError(413, "Request Entity Too Large"))

    def _kind(self, request: web.Request) -> type[Method]:
        if request.match_info["token"] != self._world.token:
            raise unauthorised()
        kind = methods_by_name().get(request.match_info["method"].lower())
        if kind is None:
            raise no_method()
        return kind

    async def _with_faults(self, request: web.Request, kind: type[Method], given: Given) -> web.Response:
        chat = str(given.values.get("chat_id", ""))
        wrong = self._faults.strike(kind.__api_method__, int(chat) if chat.removeprefix("-").isdecimal() else chat)
        if isinstance(wrong, ApiError):
            raise wrong
        if isinstance(wrong, float | int):
            await asyncio.sleep(wrong)
        elif wrong is Break.hang:
            await self._world.changes.until(lambda: False, 3600)
        elif wrong is Break.drop_before:
            return _dropped(request)
        result = await self.call(kind, given)
        return _dropped(request) if wrong is Break.drop_after else _json({"ok": True, "result": result})

    async def call(self, kind: type[Method], given: Given) -> Any:
        """Carries out one method; gives its result as JSON, raises ``ApiError``."""
        name = kind.__api_method__
        self._world.calls.append((name, given.values))
        method = bind(kind, given)
        if isinstance(method, GetUpdates):
            return await self._updates(method)
        if isinstance(method, SetWebhook | DeleteWebhook | GetWebhookInfo):
            return self._webhooks(method)
        if kind not in METHODS:
            raise ApiError(501, f"Not Implemented by the stand-in: {name}")
        limited = name.startswith(SENDS) and name != "sendChatAction"
        if self._faults.limiter is not None and limited:
            chat = self._world.chat(getattr(method, "chat_id", None))
            for _ in getattr(method, "media", None) or [None]:  # each picture of an album counts
                self._faults.limiter.take(chat.id)
        return METHODS[kind](self._world, method, given.uploads)

    async def execute(self, answer: Json) -> object:
        """A method in a webhook's answer; what it is refused with goes nowhere, as at Telegram."""
        kind = methods_by_name().get(str(answer["method"]).lower())
        try:
            return await self.call(kind, Given(answer)) if kind else None
        except ApiError as error:
            return error

    async def _updates(self, method: GetUpdates) -> list[Json]:
        if self._webhook.url:
            raise webhook_active()
        updates = self._world.updates
        updates.allow(method.allowed_updates)
        found = await updates.poll(method.offset, method.limit, method.timeout)
        if self._webhook.url:
            raise terminated()
        return found

    def _webhooks(self, method: SetWebhook | DeleteWebhook | GetWebhookInfo) -> Any:
        if isinstance(method, GetWebhookInfo):
            return self._webhook.info()
        if method.drop_pending_updates:
            self._world.updates.clear()
        if isinstance(method, SetWebhook):
            if (method.max_connections or 40) > 100:
                raise bad("max_connections must be between 1 and 100")
            self._webhook.set(method.url, method.secret_token, method.max_connections)
            self._world.updates.allow(method.allowed_updates)
            self._world.updates.end_poll()
        else:
            self._webhook.set("", None, None)
        return True


async def _half_of(request: web.Request, data: bytes) -> web.Response:
    """A download that breaks off."""
    begun = web.StreamResponse(headers={"Content-Length": str(len(data))})
    await begun.prepare(request)
    await begun.write(data[: len(data) // 2])
    return _dropped(request)


def _dropped(request: web.Request) -> web.Response:
    if request.transport is not None:
        request.transport.abort()
    return web.Response()
