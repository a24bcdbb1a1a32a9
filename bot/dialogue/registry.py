"""The house's list of features, one line each, and the steps of arriving in their order."""

from bot.dialogue.abilities import Registry, Step
from bot.dialogue.feature import Feature
from bot.features import (
    confirmations,
    consent,
    consumption,
    handover,
    invoices,
    language,
    linking,
    meters,
    offices,
    payers,
    payments,
    profile,
    readings,
    reminders,
    rights,
    smalltalk,
    support,
    tariffs,
)

FEATURES: tuple[Feature, ...] = (
    smalltalk.FEATURE,
    linking.FEATURE,
    readings.FEATURE,
    consumption.FEATURE,
    invoices.FEATURE,
    payments.FEATURE,
    tariffs.FEATURE,
    meters.FEATURE,
    offices.FEATURE,
    support.FEATURE,
    reminders.FEATURE,
    payers.FEATURE,
    profile.FEATURE,
    confirmations.FEATURE,
    consent.FEATURE,
    language.FEATURE,
    handover.FEATURE,
    rights.FEATURE,
)

STEPS = (
    Step("link_account", lambda resident: not resident.links),
    Step("confirm_email", lambda resident: resident.email is None),
    Step("give_consent", lambda resident: not resident.consented),
)


def default_registry() -> Registry:
    """Everything that the bot can do."""
    return Registry(FEATURES, STEPS)
