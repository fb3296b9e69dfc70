"""The engine, compiled and as plain Python."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from clinic.solver import compiled


@pytest.fixture(params=["compiled", "plain"])
def engine(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    """Which engine the planner uses, here and in its processes."""
    kind: str = request.param
    if kind == "plain":
        monkeypatch.setenv(compiled.PLAIN, "1")
    else:
        monkeypatch.delenv(compiled.PLAIN, raising=False)
        if not compiled.is_ready():
            pytest.skip("there is no C compiler here, so there is no compiled engine to test")
    compiled.choose_anew()
    yield kind
    compiled.choose_anew()
