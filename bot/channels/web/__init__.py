"""The chat page: what a resident without Telegram opens, and what the demo shows.

Place in the flow: browser -> ``app`` -> ``Turn`` -> desk -> ``Reply`` -> ``log`` -> browser. The log holds what the bot said to a
visitor for a day, so a push, a second tab or a broken connection loses nothing; what the resident wrote is not kept.
"""
