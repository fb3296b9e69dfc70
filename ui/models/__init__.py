"""Models without clinic words: frozen rows in, Qt's questions answered."""
