"""The Diary: what changed, who did it and why."""
