"""Where tickets are answered by mail: ``podpora+<token>@<domain>``. Who has the token may write, if the sender fits, too.

A ticket's own ``reply_token`` is in mails to staff; the resident's is derived from the house's key, so that neither side ever
holds the other's.
"""

import hmac
import re
from dataclasses import dataclass

from backend.secrets import KeyedHash
from backend.tickets.models import Ticket

PLACE = "podpora"
_STAFF = re.compile(r"[0-9a-f]{32}")
_RESIDENT = re.compile(r"o([0-9]{1,12})-([0-9a-f]{32})")


@dataclass(frozen=True, slots=True)
class StaffPlace:
    """Where staff answer."""

    token: str


@dataclass(frozen=True, slots=True)
class ResidentPlace:
    """Where a ticket's resident answers; its token was checked."""

    ticket_id: int


@dataclass(frozen=True, slots=True)
class ReplyAddresses:
    """``domain`` None: no mail comes in, and no address is given out."""

    domain: str | None
    keyed: KeyedHash

    def of_staff(self, ticket: Ticket) -> str | None:
        """For Reply-To of mails to the provider."""
        return f"{PLACE}+{ticket.reply_token}@{self.domain}" if self.domain else None

    def of_resident(self, ticket: Ticket) -> str | None:
        """For Reply-To of answers that go to the resident."""
        return f"{PLACE}+o{ticket.id}-{self._token(ticket.id)}@{self.domain}" if self.domain else None

    def place_of(self, address: str) -> StaffPlace | ResidentPlace | None:
        """Whose address it has the form of; None: nobody's, or a forged one. Mail servers may fold letters."""
        local, _, domain = address.lower().rpartition("@")
        name, _, token = local.partition("+")
        if not self.domain or domain != self.domain.lower() or name != PLACE:
            return None
        if _STAFF.fullmatch(token):
            return StaffPlace(token)
        found = _RESIDENT.fullmatch(token)
        if found is None:
            return None
        ticket_id = int(found[1])
        genuine = hmac.compare_digest(found[2], self._token(ticket_id))
        return ResidentPlace(ticket_id) if genuine else None

    def _token(self, ticket_id: int) -> str:
        return self.keyed("reply-by-mail", str(ticket_id))[:32]
