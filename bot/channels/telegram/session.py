"""aiogram's session, cheaper for what nearly every answer is: a text with buttons, and what follows a press.

The library sends each call as a multipart form and reads each answer into its models; for a call without files that costs
as much as the call itself. Here such a call is JSON, and of its answer only what this channel reads is made. Every other
call, and every refusal, goes the library's way.
"""

import json
from functools import cache
from typing import Any, cast

import aiohttp
from aiogram import Bot
from aiogram.client.default import Default
from aiogram.client.session.aiohttp import AiohttpSession
from aiogram.exceptions import TelegramNetworkError
from aiogram.methods import AnswerCallbackQuery, DeleteMessage, EditMessageReplyMarkup, SendMessage, TelegramMethod
from aiogram.methods.base import TelegramType
from aiogram.types import Message

JSON = {"Content-Type": "application/json"}
PLAIN = frozenset[Any]({SendMessage, AnswerCallbackQuery, DeleteMessage, EditMessageReplyMarkup})
"""Where all their fields are set by us."""


def body_of(method: TelegramMethod[Any]) -> bytes:
    """A call without files, as the Bot API takes it in JSON."""
    return method.model_dump_json(exclude_unset=True, exclude_none=True, warnings=False).encode()


def _leans_on_defaults(method: TelegramMethod[Any]) -> bool:
    """Whether the library has to fill something in, as after ``bot.send_message(…)``: that is its way's business."""
    return any(isinstance(getattr(method, name), Default) for name in method.model_fields_set)


class PlainSession(AiohttpSession):
    """The result of a ``SendMessage`` has its ``message_id`` alone; of the other plain calls it is what Telegram says."""

    async def make_request(
        self,
        bot: Bot,
        method: TelegramMethod[TelegramType],
        timeout: int | None = None,  # noqa: ASYNC109  the library's
    ) -> TelegramType:
        """As the library's; raises what it raises."""
        if type(method) not in PLAIN or _leans_on_defaults(method):
            return await super().make_request(bot, method, timeout)
        session = await self.create_session()
        url = self.api.api_url(token=bot.token, method=method.__api_method__)
        limit = aiohttp.ClientTimeout(total=self.timeout if timeout is None else timeout)
        try:
            async with session.post(url, data=body_of(method), headers=JSON, timeout=limit) as answer:
                status, content = answer.status, await answer.read()
        except TimeoutError as error:
            raise TelegramNetworkError(method=method, message="Request timeout error") from error
        except aiohttp.ClientError as error:
            raise TelegramNetworkError(method=method, message=type(error).__name__) from error
        if status == 200 and (found := _result(content)) is not None:
            if not isinstance(method, SendMessage):
                return cast(TelegramType, found)
            return cast(TelegramType, _blank().model_copy(update={"message_id": found["message_id"]}))
        answered = self.check_response(bot=bot, method=method, status_code=status, content=content.decode())
        return cast(TelegramType, answered.result)


@cache
def _blank() -> Message:
    """A message of which nothing is known. To be copied: filling in a hundred fields each time costs a quarter of a millisecond."""
    return Message.model_construct(message_id=0)  # type: ignore[call-arg]


def _result(content: bytes) -> Any:
    """What a call gave; None: it was refused, or the answer is none of Telegram's."""
    try:
        said = json.loads(content)
    except ValueError:
        return None
    return said.get("result") if isinstance(said, dict) and said.get("ok") is True else None
