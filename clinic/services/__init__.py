"""The verbs: each one call, one transaction, one line of history; and the views that pages read."""
