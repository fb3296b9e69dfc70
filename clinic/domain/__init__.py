"""The nouns of a border legal clinic: plain data that knows its own truths and nothing of windows or databases."""
