"""Posts of a ticket into its topic of the staff's group: the carrier of the channel ``telegram-staff``.

A row of the ledger names a message; how it is to stand there now, and which copies of it are there already, the backend says. So a
row may be carried again and again: each copy is told to the backend as soon as it is sent, what is there is edited, and a crash
between the two doubles one message at most.
"""

import logging
from dataclasses import dataclass, replace
from datetime import timedelta
from uuid import uuid4

from telegram import LinkPreviewOptions, ReplyParameters
from telegram.error import BadRequest, ChatMigrated, Forbidden, InvalidToken, RetryAfter, TelegramError

from backend.desk.contract import Posted, PostView
from backend.ledger.contract import Outcome, PushView
from backend.tickets.contract import Delivery as AnswerDelivery
from backend.tickets.contract import PostKind
from bot.backend import BackendClient, BackendDown, BackendRefusal
from bot.channels.telegram.text import CAPTION_UNITS, captioned, pieces, units
from bot.errors import BotError
from bot.push.delivery import Delivery
from bot.push.staff_calls import Later
from bot.push.staff_files import sendings
from bot.push.staff_topics import Place, Topics
from bot.push.telegram import delivery_of

log = logging.getLogger(__name__)

NO_PREVIEW = LinkPreviewOptions(is_disabled=True)
GOOD, BAD = "👍", "👎"
WAITS = 60
"""Seconds: a group that refuses the bot is asked again."""
RIGHTS = (
    "not enough rights",
    "have no rights",
    "chat_write_forbidden",
    "not a forum",
    "chat not found",
    "topic_closed",
)
TOLD = frozenset(AnswerDelivery) - {AnswerDelivery.planned, AnswerDelivery.sent}
"""What is said in words beside the reaction."""


class TopicGone(BotError):
    """Staff deleted the topic."""


@dataclass(slots=True)
class StaffCarrier:
    """The ``Carry`` of staff groups."""

    topics: Topics
    backend: BackendClient

    async def __call__(self, push: PushView) -> Delivery:
        """Brings one post to its topic; raises nothing."""
        backend = self.backend.for_turn(f"staff-post:{push.id}:{uuid4().hex[:12]}")
        group = int(push.external_id)
        try:
            post = await backend.post_of(int(push.values["message"]), PostKind(push.values["kind"]))
            return await _Post(self.topics, backend, group, post).bring()
        except Later as later:
            return Delivery(Outcome.retry, after_seconds=later.seconds, error=later.why)
        except BackendDown as error:
            return Delivery(Outcome.retry, after_seconds=2, error=str(error))
        except BackendRefusal as refusal:
            if refusal.code == "topic_not_yours":
                return Delivery(Outcome.retry, after_seconds=2, error=refusal.code)
            return Delivery(Outcome.failed, error=refusal.code)
        except TelegramError as error:
            return await self._refused(backend, group, error)

    async def _refused(self, backend: BackendClient, group: int, error: TelegramError) -> Delivery:
        """What an error means here: nothing is lost because a group is not as it should be."""
        if isinstance(error, RetryAfter):
            wait = error.retry_after
            seconds = int(wait.total_seconds() if isinstance(wait, timedelta) else wait) + 1
            self.topics.minutes.hold(group, seconds)
            return Delivery(Outcome.retry, after_seconds=seconds, error="429")
        if isinstance(error, ChatMigrated):
            try:
                await backend.group_moved(group, error.new_chat_id)
            except (BackendDown, BackendRefusal) as down:
                return Delivery(Outcome.retry, after_seconds=2, error=str(down))
            log.warning("staff group %d became the supergroup %d", group, error.new_chat_id)
            return Delivery(Outcome.migrated, external_id=str(error.new_chat_id))
        words = error.message.lower()
        if isinstance(error, Forbidden) or (isinstance(error, BadRequest) and any(sign in words for sign in RIGHTS)):
            self.topics.rights.forget(group)
            log.error("staff group %d: %s; see hisnik staff check", group, error.message)
            return Delivery(Outcome.retry, after_seconds=WAITS, error=f"group {group}: {error.message}")
        told = delivery_of(error)
        if told.outcome is Outcome.unclear:  # what is there is known: it is brought again
            return replace(told, outcome=Outcome.retry)
        return told if isinstance(error, InvalidToken) else replace(told, hold=False)


@dataclass(slots=True)
class _Post:
    """One post on its way."""

    topics: Topics
    backend: BackendClient
    group: int
    post: PostView

    async def bring(self) -> Delivery:
        post = self.post
        if post.kind is PostKind.delivery:
            return await self._delivery()
        place: Place | None = None
        try:
            place = await self._place()
            self.group = place.group
            if post.opens:
                await self._switch(place, closed=False)
            number = await self._message(place)
            if post.closes:
                await self._switch(place, closed=True)
        except TopicGone:
            assert place is not None
            await self._gone(place)
        return Delivery(Outcome.sent, external_id=str(number))

    async def _gone(self, place: Place) -> None:
        log.warning("ticket %d: its topic was deleted, another is made", self.post.ticket_id)
        await self.backend.topic_gone(self.post.ticket_id, place.thread)
        raise Later(0, "its topic was deleted")

    async def _place(self) -> Place:
        there = {copy.file_id for copy in self.post.copies}
        missing = sum(file.id not in there for file in self.post.files)
        parts = len(self._texts(as_caption=self._is_captioned()))
        need = missing + sum(-part not in there for part in range(parts))
        return await self.topics.place_of(self.backend, self.post, self.group, need)

    async def _switch(self, place: Place, *, closed: bool) -> None:
        bot = self.topics.bot
        try:
            if closed:
                await bot.close_forum_topic(place.group, place.thread)
            else:
                await bot.reopen_forum_topic(place.group, place.thread)
        except BadRequest as error:
            words = error.message.upper().replace(" ", "_")
            if "TOPIC_NOT_MODIFIED" in words:
                return
            if "TOPIC_ID_INVALID" in words:
                raise TopicGone from error
            raise

    # what was written

    async def _message(self, place: Place) -> int:
        """Edits what is there, sends what is missing; gives the text's message id."""
        there = {copy.file_id: copy.telegram_id for copy in self.post.copies}
        missing = [file for file in self.post.files if file.id not in there]
        text_id = there.get(0)
        if self._is_captioned():
            if await self._edit(there[0], self._texts(as_caption=True)[0], as_caption=True):
                await self._parts(place, there, as_caption=True)
            else:
                text_id = None
                del there[0]
        elif text_id is not None:
            text_id = await self._parts(place, there)
        caption = text_id is None and bool(missing) and units(self.post.text) <= CAPTION_UNITS
        if text_id is None and not caption:
            text_id = await self._parts(place, there)
        if missing:
            first = await self._files(place, [file.id for file in missing], self.post.text if caption else None)
            text_id = text_id or first
        return text_id or 0

    def _is_captioned(self) -> bool:
        """Whether the text stands on a file."""
        there = {copy.file_id: copy.telegram_id for copy in self.post.copies}
        return 0 in there and there[0] in _without(there, 0)

    def _texts(self, *, as_caption: bool) -> list[str]:
        return captioned(self.post.text) if as_caption else list(pieces(self.post.text))

    async def _parts(self, place: Place, there: dict[int, int], *, as_caption: bool = False) -> int:
        """The text in as many messages as it takes now: edited, sent, and what is over deleted. Gives the first one's id.

        ``as_caption``: its beginning stands on a file already.
        """
        texts, first = self._texts(as_caption=as_caption), 0
        for number, part in enumerate(texts):
            if as_caption and number == 0:
                continue
            message = there.get(-number)
            if message is None or not await self._edit(message, part):
                message = await self._say(place, part)
                await self._tell(-number, message)
            first = first or message
        for number, message in there.items():
            if number < 0 and -number >= len(texts):
                await self._remove(message)
        return first

    async def _remove(self, message: int) -> None:
        """It may be gone already: which parts were deleted is kept nowhere."""
        try:
            await self.topics.bot.delete_message(self.group, message)
        except BadRequest as error:
            log.info("a part that is over was not deleted: %s", error.message)

    async def _edit(self, message: int, text: str, *, as_caption: bool = False) -> bool:
        """Whether the copy shows the text now. False: it is gone."""
        bot = self.topics.bot
        try:
            if as_caption:
                await bot.edit_message_caption(self.group, message, caption=text)
            else:
                await bot.edit_message_text(text, self.group, message, link_preview_options=NO_PREVIEW)
        except BadRequest as error:
            if "not modified" in error.message.lower():
                return True
            if any(sign in error.message.lower() for sign in ("to edit not found", "can't be edited", "message_id")):
                return False
            raise
        return True

    async def _say(self, place: Place, text: str, reply_to: int | None = None) -> int:
        """Plain text, as several messages where it is long; gives the first one's id."""
        first: int | None = None
        for piece in pieces(text):
            reply = ReplyParameters(reply_to, allow_sending_without_reply=True) if reply_to and not first else None
            try:
                sent = await self.topics.bot.send_message(
                    place.group,
                    piece,
                    message_thread_id=place.thread,
                    reply_parameters=reply,
                    link_preview_options=NO_PREVIEW,
                )
            except BadRequest as error:
                raise _gone_or(error) from error
            self.topics.sent(place.group, sent)
            first = first or sent.message_id
        return first or 0

    async def _files(self, place: Place, ids: list[int], caption: str | None) -> int:
        """Sends files, those of a sort together; the caption is on the first. Gives the first one's message id."""
        files = [file for file in self.post.files if file.id in ids]
        first = 0
        for sending in sendings(files):
            contents = []
            for file in sending.files:
                contents.append(await self.backend.file(self.backend.desk_file_source(place.group, file.id)))
            try:
                sent = await sending.send(self.topics.bot, place, contents, caption)
            except BadRequest as error:
                raise _gone_or(error) from error
            self.topics.sent(place.group, *sent)
            for file, message in zip(sending.files, sent, strict=True):
                await self._tell(file.id, message.message_id)
            if caption is not None:
                await self._tell(0, sent[0].message_id)
                caption = None
            first = first or sent[0].message_id
        return first

    async def _tell(self, file: int, message: int) -> None:
        await self.backend.posted(self.post.message_id, Posted(file_id=file, telegram_id=message))

    # what became of an answer

    async def _delivery(self) -> Delivery:
        post = self.post
        if post.delivered is not None and post.reply_to is not None:
            try:
                await self.topics.bot.set_message_reaction(self.group, post.reply_to, GOOD if post.delivered else BAD)
            except BadRequest as error:  # the message is gone, or the group allows other reactions alone
                log.info("a delivery was not shown: %s", error.message)
        if post.delivery not in TOLD:
            return Delivery(Outcome.sent)
        place = await self.topics.place_of(self.backend, post, self.group, 1)
        try:
            return Delivery(Outcome.sent, external_id=str(await self._say(place, post.text, post.reply_to)))
        except TopicGone:
            await self._gone(place)
            raise


def _without(there: dict[int, int], file: int) -> set[int]:
    return {message for key, message in there.items() if key != file}


def _gone_or(error: BadRequest) -> BotError | BadRequest:
    return TopicGone() if "thread not found" in error.message.lower() else error
