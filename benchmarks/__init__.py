"""What hišnik costs, measured: ``python -m benchmarks`` (``make bench``). Prints, and never judges.

Everything is measured within one run and compared with a bare echo bot of the same library beside it, so that a figure says
something on any machine. This process is the Bot API server (the tests' stand-in) and all the residents; the bot is another
process, reached over real HTTP by webhook, and its processor time is read from outside.
"""
