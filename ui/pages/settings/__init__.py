"""Settings: what this laptop remembers about the window and the key."""
