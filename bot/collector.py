"""The garbage collector of a process that serves: it is told what stays, and is called less often than Python would.

A turn makes many objects that live for a millisecond and few circles. With Python's thresholds the collector ran several
times a turn, and went through what was loaded at the start again and again.
"""

import gc

YOUNG = 20_000
"""New objects that make it look at the youngest; Python says 700. Of circles that wait so long: some megabytes."""
GENERATIONS = 20
"""So many runs over one generation before the next older one; Python says 10."""


def settle() -> None:
    """What is loaded now stays. Called when a part is wired, and once more when Telegram's models are there."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(YOUNG, GENERATIONS, GENERATIONS)
