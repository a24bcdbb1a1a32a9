"""Client of the backend's contract: the only way from the bot to the data.

Over ``httpx``; in the one-process set-up the same requests go to the application itself (``bot/in_process.py``).
``client.py`` joins the parts, one a feature; ``connection.py`` is what they ask through.

BackendDown    no answer, or a 5xx: the turn is kept and tried again
BackendRefusal an answer with a code, which the dialogue maps to a text (``error-<code>``)
"""

from bot.backend.client import BackendClient
from bot.backend.connection import Answer, At, BackendDown, BackendRefusal, Http, Keys

__all__ = ["Answer", "At", "BackendClient", "BackendDown", "BackendRefusal", "Http", "Keys"]
