"""Messages that answer no turn: backend -> ledger -> ``courier`` -> a channel's deliverer -> resident."""
