"""The provider's people: how they log in, what they may see, what they have looked at; and their console at ``/staff``."""
