"""A person answers (podpora): what residents write to support, what comes back, faults, disputes, an account that isn't found.

A matter begins in ``beginning`` and ``asking``, goes on in ``writing`` (all that is sent goes to support), and is looked
at in ``messages``.
"""

from bot.dialogue.feature import Ability, Access, Feature
from bot.features.support import account, asking, dispute, writing
from bot.features.support.fault import report_fault
from bot.features.support.messages import rate_ticket, show_messages
from bot.features.support.offering import correct_message, offer_support

FEATURE = Feature(
    "support",
    (
        Ability("contact_support", asking.FORM, Access.ANYONE, commands=("podpora",), menu=80),
        Ability("report_fault", report_fault, Access.ANYONE, commands=("okvara",)),
        Ability("show_messages", show_messages, Access.ANYONE, commands=("sporocila",), menu=81),
        Ability("write_on", writing.FORM, Access.ANYONE),
        Ability("rate_ticket", rate_ticket, Access.ANYONE),
        Ability("offer_support", offer_support, Access.ANYONE),
        Ability("correct_message", correct_message, Access.ANYONE),
        Ability("request_account", account.FORM, Access.ANYONE, instead="link_account"),
        Ability("dispute", dispute.FORM),
    ),
)
