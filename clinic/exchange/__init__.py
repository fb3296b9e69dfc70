"""File formats and nothing else: one module a format. What their rows mean is decided by the services."""
