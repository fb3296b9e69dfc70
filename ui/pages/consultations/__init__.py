"""Consultations: which household meets whom, and who is next."""
