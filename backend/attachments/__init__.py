"""Files that residents and staff send: checked by content, cleaned, kept in a store, shown to those they belong to."""
