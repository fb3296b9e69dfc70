"""Migrations of the schema, in order. Each is complete in itself and imports nothing of the program."""
