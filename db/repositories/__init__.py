"""Repositories: all rows of one noun, asked for by plain values."""
