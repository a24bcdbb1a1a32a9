"""The bot: a front end of the shared backend for residents, in Telegram, on the web and in a terminal.

Place in the flow: channel -> ``dialogue.engine`` -> (open form, or NLU -> registry) -> feature -> ``bot.backend`` -> HTTP.
Of ``backend`` only the contract's pydantic models are imported here; ``bot.assembly`` alone joins both into one process.
"""
