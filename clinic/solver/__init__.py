"""Engines that search for plans: rides."""

from __future__ import annotations
