"""Calls of the Bot API: what keeps them cheap."""

import gc
import weakref

from aiogram.methods.base import Response
from aiogram.types import Message

from bot.channels.telegram.calls import ANSWERS


def test_the_models_of_answers_outlive_a_collection() -> None:
    kept = weakref.ref(Response[Message])
    gc.collect()
    assert kept() is not None
    assert kept() in ANSWERS
