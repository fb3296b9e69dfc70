"""The vocabulary of the window: every page is put together from these, driven by plain frozen dataclasses."""
