"""One stop of a trip as the list shows it."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class StopLine:
    """One stop: '08:42', icon, what, second line, the sum ('drive 22 + buffer 10 min') or a tag ('typed from paper').

    `tag_tone` is 'warn' for what nobody has confirmed. `token` colours the ring: 'acc' for the road, 'hear' for what
    the paper says, 'open' for the return. `changed` puts a dot before a time that is another than the one seen last.
    """

    key: str
    time: str
    icon: str
    title: str
    detail: str = ""
    how: str = ""
    tag: str = ""
    tag_tone: str = "acc"
    token: str = "acc"  # noqa: S105 - a colour token
    changed: bool = False
    sentence: str = ""
