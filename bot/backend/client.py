"""The client as a whole: one part a feature, named as the backend's room that it asks."""

from bot.backend.accounts import Accounts
from bot.backend.attachments import Attachments
from bot.backend.confirmations import Confirmations
from bot.backend.connection import Keys
from bot.backend.consents import Consents
from bot.backend.consumption import Consumption
from bot.backend.desk import Desk
from bot.backend.invoices import Invoices
from bot.backend.ledger import Ledger
from bot.backend.meters import Meters
from bot.backend.providers import Providers
from bot.backend.readings import Readings
from bot.backend.reminders import Reminders
from bot.backend.residents import Residents
from bot.backend.tariffs import Tariffs
from bot.backend.tickets import Tickets


class BackendClient(
    Accounts,
    Attachments,
    Confirmations,
    Consents,
    Consumption,
    Desk,
    Invoices,
    Ledger,
    Meters,
    Providers,
    Readings,
    Reminders,
    Residents,
    Tariffs,
    Tickets,
):
    """One method a route. ``for_turn`` gives the client whose writes carry that turn's keys."""

    def for_turn(self, turn_key: str) -> "BackendClient":
        """The same connection, with the keys of one turn."""
        return BackendClient(self._http, Keys(turn_key))

    async def file(self, source: str) -> bytes:
        """The bytes of an attachment: a chart, a PDF, a QR."""
        return (await self._send("GET", source)).content
