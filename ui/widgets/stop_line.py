"""One stop of a trip as the list shows it."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class StopLine:
    """One stop: '08:42', icon, what, second line, the sum ('drive 22 + buffer 10 min') or a tag ('typed from paper').

    `token` colours the ring: 'acc' for the road, 'hear' for what the paper says, 'open' for the return. `changed` puts
    a dot before a time that is another than when it was last seen.
    """

    key: str
    time: str
    icon: str
    title: str
    detail: str = ""
    how: str = ""
    tag: str = ""
    token: str = "acc"  # noqa: S105 - a colour token
    changed: bool = False
    sentence: str = ""
