"""The reminder itself (opomnik): which meters, until when, what they showed last, and three buttons.

The backend writes the values (``backend/reminders/due.py``): ``meters`` is a JSON list, for a push carries texts only.
"""

import json
from collections.abc import Mapping
from datetime import date
from decimal import Decimal

from bot.dialogue.texts import Texts
from bot.dialogue.turn import Button, Message
from bot.features.naming import sentence_case, service_name, unit_sign


def render(values: Mapping[str, str], say: Texts) -> Message:
    """The message of ``reading-reminder``."""
    meters = json.loads(values["meters"])
    closes, link = say.day(date.fromisoformat(values["closes"])), values["link"]
    key = {"last-day": "push-reading-reminder-last-day", "opens": "push-reading-reminder-opens"}
    first = say(key.get(values["step"], "push-reading-reminder"), closes=closes, count=len(meters))
    lines = [
        say(
            "push-reading-reminder-meter",
            meter=sentence_case(
                say("meters-name", service=service_name(say, meter["service"]), serial=meter["serial"])
            ),
            last=say.quantity(Decimal(meter["value"]), unit_sign(meter["unit"]), meter["decimals"]),
            day=say.day(date.fromisoformat(meter["day"])),
        )
        for meter in meters
    ]
    only = f"&m={meters[0]['id']}" if len(meters) == 1 else ""
    buttons = (
        (Button(say("reminders-enter-now"), f"w:submit_reading?l={link}{only}"),),
        (
            Button(say("reminders-later"), f"w:snooze_reminder?l={link}"),
            Button(say("reminders-stop"), "w:manage_reminders?set=off"),
        ),
    )
    return Message("\n".join([first, "", *lines]), title=values["provider"], buttons=buttons)
