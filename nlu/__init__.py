"""Understanding: text in, intent and entities out. Two interpreters (embedded, Rasa) behind one protocol.

Place in the flow: ``bot.dialogue.engine`` -> ``Interpreter.parse`` -> ``Understanding``. Knows neither bot nor backend.
"""
