"""Groups of ``hisnik …``, joined by ``bot.cli``. Nothing heavy is imported before a command runs."""
