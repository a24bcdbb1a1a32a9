"""Client of the backend's contract: the only way from the bot to the data.

Over ``httpx``; in the one-process set-up the same requests go to the application itself (``bot/in_process.py``).

BackendDown    no answer, or a 5xx: the turn is kept and tried again
BackendRefusal an answer with a code, which the dialogue maps to a text (``error-<code>``)
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cache
from typing import Any, Protocol, TypeVar
from urllib.parse import quote

import httpx
from pydantic import BaseModel, TypeAdapter

from backend.accounts.contract import LinkRequest, LinkView, StartRequest, StartView
from backend.attachments.contract import FileView
from backend.confirmations.contract import CodeCheck, ConfirmationRequest, ConfirmationView
from backend.consents.contract import ConsentRequest, ConsentText, ConsentView
from backend.consumption.contract import ConsumptionView, Grain
from backend.contract import Language, Problem
from backend.invoices.contract import BalanceView, InvoicePage, InvoiceView, PaymentView
from backend.ledger.contract import LeaseRequest, LeaseView, NotYours, PushClaim, Pushes, PushOutcomes, Waiting
from backend.meters.contract import MeteringPointView
from backend.providers.contract import OfficeView, ProviderView, ReadingWindow, WidgetView
from backend.readings.contract import ReadingsCheck, ReadingsRequest, ReadingsView, ReadingView, Verdicts
from backend.reminders.contract import RemindersChange, RemindersView, SnoozeRequest, SnoozeView
from backend.residents.contract import (
    ChatParting,
    ChatRequest,
    HandoverRequest,
    HandoverTaken,
    HandoverTaking,
    HandoverView,
    ProfileChange,
    ResidentView,
)
from backend.tariffs.contract import PriceListView
from backend.tickets.contract import (
    Canned,
    DeskMessage,
    DeskOrder,
    DeskResult,
    Done,
    Edit,
    Edited,
    Group,
    GroupMoved,
    Posted,
    PostKind,
    PostView,
    Rating,
    Received,
    TicketPage,
    TicketRequest,
    TicketSummary,
    TicketView,
    TopicClaim,
    TopicMade,
    TopicView,
    Written,
)
from bot.errors import BotError

T = TypeVar("T")
At = tuple[int, int]
"""``(resident id, link id)``."""


class BackendDown(BotError):
    """No answer, or a 5xx. ``fault``: it answered that it has failed, which may happen with the same request for ever."""

    def __init__(self, why: str, *, fault: bool = False) -> None:
        super().__init__(why)
        self.fault = fault


class BackendRefusal(BotError):
    """The backend said no, with a stable code and values for the text."""

    def __init__(self, problem: Problem) -> None:
        super().__init__(problem.code)
        self.code = problem.code
        self.details = problem.details


class Answer(Protocol):
    """What is read of an answer."""

    @property
    def status_code(self) -> int: ...

    @property
    def content(self) -> bytes: ...


class Http(Protocol):
    """What is needed of an HTTP client that knows the backend's address and token. Raises ``httpx.HTTPError``."""

    async def request(
        self,
        method: str,
        url: str,
        *,
        content: str | bytes | None = None,
        headers: Mapping[str, str] | None = None,
        params: Mapping[str, str] | None = None,
    ) -> Answer: ...


@dataclass(slots=True)
class Keys:
    """Makes the ``Idempotency-Key`` of a turn's writes: the same turn, handled again, writes under the same keys."""

    turn: str
    used: dict[str, int] = field(default_factory=dict)

    def of(self, method: str, path: str) -> str:
        """One key for the n-th write to a path within the turn."""
        write = f"{method}:{path}"
        self.used[write] = self.used.get(write, 0) + 1
        return f"{self.turn}:{write}:{self.used[write]}"


def _query(**values: object) -> dict[str, str]:
    return {name: str(value) for name, value in values.items() if value is not None}


class BackendClient:
    """One method a route. ``for_turn`` gives the client whose writes carry that turn's keys."""

    def __init__(self, http: Http, keys: Keys) -> None:
        self._http = http
        self._keys = keys

    def for_turn(self, turn_key: str) -> "BackendClient":
        """The same connection, with the keys of one turn."""
        return BackendClient(self._http, Keys(turn_key))

    async def _send(
        self, method: str, path: str, body: BaseModel | bytes | None = None, query: Mapping[str, str] | None = None
    ) -> Answer:
        raw = isinstance(body, bytes)
        headers = {"Content-Type": "application/octet-stream" if raw else "application/json"}
        if method != "GET":
            headers["Idempotency-Key"] = self._keys.of(method, path)
        content = body.model_dump_json() if isinstance(body, BaseModel) else body
        try:
            answer = await self._http.request(method, path, content=content, headers=headers, params=query)
        except httpx.HTTPError as error:
            raise BackendDown(type(error).__name__) from error
        if answer.status_code >= 500:
            raise BackendDown(f"status {answer.status_code}", fault=answer.status_code == 500)
        if answer.status_code >= 400:
            raise BackendRefusal(_problem(answer))
        return answer

    async def _ask(
        self,
        kind: type[T],
        method: str,
        path: str,
        body: BaseModel | bytes | None = None,
        query: Mapping[str, str] | None = None,
    ) -> T:
        answer = await self._send(method, path, body, query)
        found: T = _adapter(kind).validate_json(answer.content)  # type: ignore[arg-type]
        return found

    async def file(self, source: str) -> bytes:
        """The bytes of an attachment: a chart, a PDF, a QR."""
        return (await self._send("GET", source)).content

    # providers, tariffs

    async def providers(self) -> list[ProviderView]:
        return await self._ask(list[ProviderView], "GET", "/v1/providers")

    async def provider(self, slug: str) -> ProviderView:
        return await self._ask(ProviderView, "GET", f"/v1/providers/{slug}")

    async def office(self, slug: str) -> OfficeView:
        return await self._ask(OfficeView, "GET", f"/v1/providers/{slug}/office")

    async def widget(self, slug: str) -> WidgetView:
        """Raises BackendRefusal: no such provider."""
        return await self._ask(WidgetView, "GET", f"/v1/providers/{quote(slug, safe='')}/widget")

    async def reading_window(self, slug: str) -> ReadingWindow | None:
        """None: this provider takes no readings."""
        return await self._ask(ReadingWindow | None, "GET", f"/v1/providers/{slug}/reading-window")  # type: ignore[arg-type]

    async def tariffs(self, slug: str) -> PriceListView:
        return await self._ask(PriceListView, "GET", f"/v1/providers/{slug}/tariffs")

    # residents, links, confirmations, consents

    async def resident_of_chat(self, channel: str, chat: str, language: Language) -> ResidentView:
        """The resident behind a chat; a chat that is new, or that was thought unreachable, is announced."""
        path = f"/v1/chats/{channel}/{chat}"
        try:
            return await self._ask(ResidentView, "GET", path)
        except BackendRefusal as refusal:
            if refusal.code != "chat_unknown":
                raise
        return await self._ask(ResidentView, "PUT", path, ChatRequest(language=language))

    async def resident(self, resident_id: int) -> ResidentView:
        return await self._ask(ResidentView, "GET", f"/v1/residents/{resident_id}")

    async def change_profile(self, resident_id: int, change: ProfileChange) -> ResidentView:
        return await self._ask(ResidentView, "PATCH", f"/v1/residents/{resident_id}", change)

    async def start(self, payload: str) -> StartView:
        return await self._ask(StartView, "POST", "/v1/start-payloads", StartRequest(payload=payload))

    async def link(self, resident_id: int, request: LinkRequest) -> LinkView:
        return await self._ask(LinkView, "POST", f"/v1/residents/{resident_id}/links", request)

    async def unlink(self, at: At) -> ResidentView:
        return await self._ask(ResidentView, "DELETE", f"/v1/residents/{at[0]}/links/{at[1]}")

    async def begin_handover(self, resident_id: int, token: str) -> HandoverView:
        path = f"/v1/residents/{resident_id}/handovers"
        return await self._ask(HandoverView, "POST", path, HandoverRequest(token=token))

    async def take_handover(self, chat_id: int, token: str) -> HandoverTaken:
        return await self._ask(
            HandoverTaken, "POST", "/v1/handovers/taken", HandoverTaking(chat_id=chat_id, token=token)
        )

    async def leave_handover(self, chat_id: int) -> ResidentView:
        return await self._ask(ResidentView, "POST", "/v1/handovers/undone", ChatParting(chat_id=chat_id))

    async def send_confirmation(self, resident_id: int, request: ConfirmationRequest) -> ConfirmationView:
        return await self._ask(ConfirmationView, "POST", f"/v1/residents/{resident_id}/email-confirmations", request)

    async def check_code(self, resident_id: int, check: CodeCheck) -> ResidentView:
        return await self._ask(ResidentView, "POST", f"/v1/residents/{resident_id}/email-confirmations/check", check)

    async def consent_texts(self, language: Language) -> list[ConsentText]:
        return await self._ask(list[ConsentText], "GET", "/v1/consents/texts", query=_query(language=language))

    async def consents(self, resident_id: int) -> list[ConsentView]:
        return await self._ask(list[ConsentView], "GET", f"/v1/residents/{resident_id}/consents")

    async def consent(self, resident_id: int, request: ConsentRequest) -> ResidentView:
        path = f"/v1/residents/{resident_id}/consents/{request.purpose}"
        return await self._ask(ResidentView, "POST", path, request)

    async def reminders(self, resident_id: int) -> RemindersView:
        return await self._ask(RemindersView, "GET", f"/v1/residents/{resident_id}/reminders")

    async def change_reminders(self, resident_id: int, change: RemindersChange) -> RemindersView:
        return await self._ask(RemindersView, "PATCH", f"/v1/residents/{resident_id}/reminders", change)

    # what belongs to a link

    async def snooze_reminder(self, at: At, request: SnoozeRequest) -> SnoozeView:
        return await self._ask(SnoozeView, "POST", f"{_scope(at)}/reminders/snooze", request)

    async def metering_points(self, at: At) -> list[MeteringPointView]:
        return await self._ask(list[MeteringPointView], "GET", f"{_scope(at)}/metering-points")

    async def readings(self, at: At, *, meter_id: int | None = None, limit: int = 12, offset: int = 0) -> ReadingsView:
        query = _query(meter_id=meter_id, limit=limit, offset=offset)
        return await self._ask(ReadingsView, "GET", f"{_scope(at)}/readings", query=query)

    async def check_readings(self, at: At, check: ReadingsCheck) -> Verdicts:
        return await self._ask(Verdicts, "POST", f"{_scope(at)}/readings/check", check)

    async def store_readings(self, at: At, request: ReadingsRequest) -> ReadingsView:
        """Stores all or none; gives the stored ones."""
        return await self._ask(ReadingsView, "POST", f"{_scope(at)}/readings", request)

    async def withdraw_reading(self, at: At, reading_id: int) -> ReadingView:
        return await self._ask(ReadingView, "DELETE", f"{_scope(at)}/readings/{reading_id}")

    async def consumption(
        self, at: At, *, start: date, end: date, grain: Grain, compare: bool = False
    ) -> ConsumptionView:
        query = _query(start=start, end=end, grain=grain, compare=str(compare).lower())
        return await self._ask(ConsumptionView, "GET", f"{_scope(at)}/consumption", query=query)

    def chart_source(self, at: At, *, start: date, end: date, grain: Grain, compare: bool, language: Language) -> str:
        """Path of the chart's PNG, for an ``Attachment``."""
        query = httpx.QueryParams(
            _query(start=start, end=end, grain=grain, compare=str(compare).lower(), language=language)
        )
        return f"{_scope(at)}/consumption/chart.png?{query}"

    async def invoices(
        self,
        at: At,
        *,
        page: int = 1,
        start: date | None = None,
        end: date | None = None,
        number: str | None = None,
    ) -> InvoicePage:
        """``start``/``end`` choose by the service period's month; ``number`` by number, spaces and case ignored."""
        query = _query(page=page, start=start, end=end, number=number)
        return await self._ask(InvoicePage, "GET", f"{_scope(at)}/invoices", query=query)

    async def invoice(self, at: At, invoice_id: int) -> InvoiceView:
        return await self._ask(InvoiceView, "GET", f"{_scope(at)}/invoices/{invoice_id}")

    async def payment(self, at: At, invoice_id: int) -> PaymentView:
        return await self._ask(PaymentView, "GET", f"{_scope(at)}/invoices/{invoice_id}/payment")

    def pdf_source(self, at: At, invoice_id: int, language: Language) -> str:
        """Path of the invoice's PDF, for an ``Attachment``."""
        return f"{_scope(at)}/invoices/{invoice_id}/pdf?language={language}"

    def payment_qr_source(self, at: At, invoice_id: int) -> str:
        """Path of the payment QR's PNG, for an ``Attachment``."""
        return f"{_scope(at)}/invoices/{invoice_id}/payment-qr.png"

    async def balance(self, at: At) -> BalanceView:
        return await self._ask(BalanceView, "GET", f"{_scope(at)}/balance")

    # files and messages to support

    async def store_file(self, resident_id: int, data: bytes, name: str) -> FileView:
        """A file of the resident's, for a message to come. ``name``: as the sender calls it."""
        return await self._ask(FileView, "POST", f"/v1/residents/{resident_id}/files", data, _query(name=name[:200]))

    def file_source(self, resident_id: int, file_id: int) -> str:
        """Path of a file that the resident sent or was sent, for an ``Attachment``."""
        return f"/v1/residents/{resident_id}/files/{file_id}"

    async def tickets(self, resident_id: int, page: int = 1) -> TicketPage:
        return await self._ask(TicketPage, "GET", f"{_tickets(resident_id)}", query=_query(page=page))

    async def ticket(self, resident_id: int, ticket_id: int) -> TicketView:
        return await self._ask(TicketView, "GET", f"{_tickets(resident_id)}/{ticket_id}")

    async def open_ticket(self, resident_id: int, request: TicketRequest) -> Received:
        return await self._ask(Received, "POST", _tickets(resident_id), request)

    async def write_ticket(self, resident_id: int, ticket_id: int, written: Written) -> Received:
        return await self._ask(Received, "POST", f"{_tickets(resident_id)}/{ticket_id}/messages", written)

    async def edit_message(self, resident_id: int, edit: Edit) -> Edited:
        return await self._ask(Edited, "PATCH", f"/v1/residents/{resident_id}/ticket-messages", edit)

    async def rate_ticket(self, resident_id: int, ticket_id: int, rating: Rating) -> TicketSummary:
        return await self._ask(TicketSummary, "PUT", f"{_tickets(resident_id)}/{ticket_id}/rating", rating)

    # the staff's groups

    async def staff_groups(self) -> list[Group]:
        return await self._ask(list[Group], "GET", "/v1/desk/groups")

    async def group_moved(self, group_id: int, to: int) -> bool:
        return (await self._ask(Done, "PUT", f"{_group(group_id)}/id", GroupMoved(to=to))).done

    async def canned_answers(self, group_id: int) -> list[Canned]:
        return await self._ask(list[Canned], "GET", f"{_group(group_id)}/canned-answers")

    async def desk_message(self, group_id: int, told: DeskMessage) -> DeskResult:
        return await self._ask(DeskResult, "POST", f"{_group(group_id)}/messages", told)

    async def desk_order(self, group_id: int, told: DeskOrder) -> DeskResult:
        return await self._ask(DeskResult, "POST", f"{_group(group_id)}/orders", told)

    async def store_desk_file(self, group_id: int, telegram_id: int, data: bytes, name: str) -> FileView:
        query = _query(telegram_id=telegram_id, name=name[:200])
        return await self._ask(FileView, "POST", f"{_group(group_id)}/files", data, query)

    def desk_file_source(self, group_id: int, file_id: int) -> str:
        """Path of a conversation's file, for ``file``."""
        return f"{_group(group_id)}/files/{file_id}"

    async def claim_topic(self, ticket_id: int, claim: TopicClaim) -> TopicView:
        return await self._ask(TopicView, "POST", f"/v1/desk/tickets/{ticket_id}/topic/claims", claim)

    async def topic_made(self, ticket_id: int, made: TopicMade) -> None:
        await self._ask(Done, "PUT", f"/v1/desk/tickets/{ticket_id}/topic", made)

    async def topic_gone(self, ticket_id: int, thread_id: int) -> None:
        await self._ask(Done, "DELETE", f"/v1/desk/tickets/{ticket_id}/topic/{thread_id}")

    async def post_of(self, message_id: int, kind: PostKind) -> PostView:
        return await self._ask(PostView, "GET", f"/v1/desk/messages/{message_id}/posts/{kind}")

    async def posted(self, message_id: int, copy: Posted) -> None:
        await self._ask(Done, "PUT", f"/v1/desk/messages/{message_id}/posts", copy)

    # pushes

    async def claim_pushes(self, claim: PushClaim) -> Pushes:
        return await self._ask(Pushes, "POST", "/v1/pushes/claims", claim)

    async def pushes_wait(self, channels: Sequence[str]) -> bool:
        """Whether a claim would find something."""
        query = httpx.QueryParams([("channel", channel) for channel in channels])
        return (await self._ask(Waiting, "GET", f"/v1/pushes/waiting?{query}")).due

    async def report_pushes(self, outcomes: PushOutcomes) -> NotYours:
        return await self._ask(NotYours, "POST", "/v1/pushes/outcomes", outcomes)

    async def courier_lease(self, request: LeaseRequest) -> LeaseView:
        return await self._ask(LeaseView, "POST", "/v1/couriers/lease", request)


@cache
def _adapter(kind: Any) -> TypeAdapter[Any]:
    """Made once for each kind: that of a list or a choice is compiled anew each time."""
    return TypeAdapter(kind)


def _tickets(resident_id: int) -> str:
    return f"/v1/residents/{resident_id}/tickets"


def _group(group_id: int) -> str:
    return f"/v1/desk/groups/{group_id}"


def _scope(at: At) -> str:
    return f"/v1/residents/{at[0]}/links/{at[1]}"


def _problem(answer: Answer) -> Problem:
    try:
        return Problem.model_validate_json(answer.content)
    except ValueError:
        return Problem(code="refused")
