"""Readings (odčitki): hand in, correct, withdraw, look at, and when they are taken.

What a reading is checked for is the backend's business (``backend/readings``); here its verdicts become sentences.
Source of the parity: the portals' "Vnos števčnega stanja" and "Odčitki", which residents know.
"""

from bot.dialogue.feature import Ability, Access, Feature
from bot.features.readings.deadline import ask_reading_deadline
from bot.features.readings.form import CORRECT, SUBMIT
from bot.features.readings.history import show_readings

FEATURE = Feature(
    "readings",
    (
        Ability(
            "submit_reading",
            SUBMIT,
            commands=("odcitek", "stanje"),
            menu=10,
            shown=lambda resident: any(link.has_meters for link in resident.links),
        ),
        Ability("correct_reading", CORRECT, commands=("popravi",)),
        Ability("show_readings", show_readings, commands=("odcitki",)),
        Ability("ask_reading_deadline", ask_reading_deadline, access=Access.ANYONE, commands=("rok",)),
    ),
)
