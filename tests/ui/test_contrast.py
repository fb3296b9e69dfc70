"""The colours: text can be read, shapes can be seen, and the status colours stay apart for every colour vision."""

from __future__ import annotations

from itertools import combinations

import pytest

from ui.tokens import DARK, LIGHT, Colours

STATUS = ("ok", "warn", "bad", "info", "open")
TEXT = (
    *((ink, ground) for ink in ("ink", "ink2", "ink3") for ground in ("surface", "app", "sunken", "nav")),
    *(("ink", ground) for ground in ("hover", "sel", *(f"{status}S" for status in STATUS))),
    *(("ink2", ground) for ground in ("sel", *(f"{status}S" for status in STATUS))),
    *((status, ground) for status in STATUS for ground in (f"{status}S", "surface", "app", "sunken")),
    ("accI", "surface"), ("accI", "accS"), ("acc", "surface"), ("acc", "sel"),
    ("onacc", "acc"), ("onacc", "accH"), ("onhear", "hear"), ("ontip", "tip"),
)  # fmt: skip
SHAPES = (
    ("line2", "surface"), ("line2", "app"), ("acc", "surface"), ("acc", "app"), ("hear", "surface"),
    ("warnL", "surface"), ("ok", "okS"), ("open", "openS"), ("bad", "badS"), ("acc", "port"),
)  # fmt: skip
#: Machado, Oliveira and Fernandes 2009, severity 1.0, on linear RGB.
VISION = {
    "all cones": ((1.0, 0.0, 0.0), (0.0, 1.0, 0.0), (0.0, 0.0, 1.0)),
    "protan": ((0.152286, 1.052583, -0.204868), (0.114503, 0.786281, 0.099216), (-0.003882, -0.048116, 1.051998)),
    "deutan": ((0.367322, 0.860646, -0.227968), (0.280085, 0.672501, 0.047413), (-0.011820, 0.042940, 0.968881)),
    "tritan": ((1.255528, -0.076749, -0.178779), (-0.078411, 0.930809, 0.147602), (0.004733, 0.691367, 0.303900)),
}
Triple = tuple[float, float, float]


def linear(colour: str) -> Triple:
    red, green, blue = (int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5))
    return _linear(red), _linear(green), _linear(blue)


def _linear(part: float) -> float:
    return float(part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4)


def ratio(one: str, other: str) -> float:
    """The WCAG 2 contrast of two colours."""
    lights = []
    for colour in (one, other):
        red, green, blue = linear(colour)
        lights.append(0.2126 * red + 0.7152 * green + 0.0722 * blue)
    return (max(lights) + 0.05) / (min(lights) + 0.05)


def lab(colour: Triple) -> Triple:
    red, green, blue = (min(1.0, max(0.0, part)) for part in colour)
    x, y, z = (
        _root((0.4124 * red + 0.3576 * green + 0.1805 * blue) / 0.9505),
        _root(0.2126 * red + 0.7152 * green + 0.0722 * blue),
        _root((0.0193 * red + 0.1192 * green + 0.9505 * blue) / 1.089),
    )
    return 116 * y - 16, 500 * (x - y), 200 * (y - z)


def _root(part: float) -> float:
    return float(part ** (1 / 3)) if part > 0.008856 else 7.787 * part + 16 / 116


def distance(one: str, other: str, vision: str) -> float:
    """The CIE 1976 distance of two colours as somebody with that vision sees them."""
    seen = []
    for colour in (one, other):
        parts = linear(colour)
        rows = [sum(factor * part for factor, part in zip(row, parts, strict=True)) for row in VISION[vision]]
        seen.append(lab((rows[0], rows[1], rows[2])))
    return float(sum((a - b) ** 2 for a, b in zip(*seen, strict=True)) ** 0.5)


@pytest.mark.parametrize("theme", [LIGHT, DARK], ids=["light", "dark"])
@pytest.mark.parametrize(("ink", "ground"), TEXT)
def test_that_text_can_be_read_on_every_ground_it_stands_on(theme: Colours, ink: str, ground: str) -> None:
    assert ratio(getattr(theme, ink), getattr(theme, ground)) >= 4.5


@pytest.mark.parametrize("theme", [LIGHT, DARK], ids=["light", "dark"])
@pytest.mark.parametrize(("shape", "ground"), SHAPES)
def test_that_shapes_can_be_seen(theme: Colours, shape: str, ground: str) -> None:
    assert ratio(getattr(theme, shape), getattr(theme, ground)) >= 3.0


@pytest.mark.parametrize("theme", [LIGHT, DARK], ids=["light", "dark"])
@pytest.mark.parametrize("vision", VISION)
def test_that_the_status_colours_stay_apart(theme: Colours, vision: str) -> None:
    pairs = combinations(STATUS, 2)
    assert min(distance(getattr(theme, one), getattr(theme, other), vision) for one, other in pairs) >= 13
