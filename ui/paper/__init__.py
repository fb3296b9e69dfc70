"""Draws the sheets of a hearing day: on paper, into a PDF, on the screen; black on white, by shapes and frames only."""

from __future__ import annotations
