"""The conversation, free of any channel and framework: a ``Turn`` comes in, a ``Reply`` goes out."""
