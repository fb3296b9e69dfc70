"""Share: who holds an old copy, and what would leave the laptop."""
