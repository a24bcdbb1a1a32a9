"""Telegram, on aiogram: ``incoming`` (update -> turn) -> ``channel`` -> desk -> ``outgoing`` (reply -> messages) by ``calls``.

Imports nothing here: ``text`` serves the courier too, which knows another library.
"""
