"""People: volunteers and households, and taking in people's own lists."""
