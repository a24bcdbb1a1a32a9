"""A stand-in for Telegram's Bot API server, over real HTTP, for tests and for local trials.

``StandIn`` (``standin``) is what tests use: people who write, what the bot sent them, faults. Behind it: ``server`` (HTTP),
``params`` (transports, validation by aiogram's models), ``methods`` (what each method does), ``world`` (chats, messages),
``updates`` and ``webhook`` (how updates reach the bot), ``faults`` (what goes wrong on purpose).

Texts of errors are those of the public source of the Bot API server; those marked (k) are common knowledge.
"""
