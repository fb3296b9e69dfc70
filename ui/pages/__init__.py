"""The seven places and the settings. No page knows another."""
