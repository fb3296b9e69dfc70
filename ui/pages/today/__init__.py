"""Today: whether everybody is on the way, and if not, whom to call."""
