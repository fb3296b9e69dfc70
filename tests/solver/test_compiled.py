"""The compiled engine is made from the sources that lie here, or not used."""

from __future__ import annotations

import importlib.util
from pathlib import Path

import engine
import pytest

from clinic.solver import compiled


def test_that_set_up_and_program_name_the_engine_alike() -> None:
    assert (engine.PACKAGE, engine.DIGEST, engine.SOURCES) == (compiled.PACKAGE, compiled.DIGEST, compiled.SOURCES)
    assert engine.digest() == compiled.digest_of(compiled.SOURCES)


@pytest.mark.skipif(not engine.compiler(), reason="there is no C compiler here")
def test_that_the_engine_in_use_is_compiled_from_these_sources() -> None:
    assert compiled.is_compiled()


@pytest.mark.skipif(not engine.compiler(), reason="there is no C compiler here")
def test_that_a_binary_of_other_sources_is_not_used(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    assert importlib.util.find_spec(compiled.PACKAGE) is not None
    monkeypatch.setattr(compiled, "SOURCES", tmp_path)
    assert not compiled.is_ready()
    assert "of other sources" in caplog.text


def test_that_without_a_compiled_package_the_plain_engine_runs(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(compiled, "PACKAGE", "no_such_engine")
    compiled.choose_anew()
    assert not compiled.is_compiled()
    compiled.choose_anew()
