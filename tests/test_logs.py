"""The log tells where a mistake happened, and never what was in it."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from pathlib import Path

import pytest

from clinic import logs

SECRET = "Xochitl Huerta A 000-412-771"


@pytest.fixture(autouse=True)
def no_log_afterwards() -> Iterator[None]:
    yield
    logs.stop()


def stumble(what: str) -> None:
    raise ValueError(f"cannot write the row of {what}")


def mistake() -> Exception:
    try:
        try:
            stumble(SECRET)
        except ValueError as error:
            raise KeyError(SECRET) from error
    except KeyError as error:
        return error
    raise AssertionError


def test_that_a_logged_mistake_names_the_line_and_no_client(tmp_path: Path) -> None:
    path = logs.start(tmp_path / "logs")
    assert path is not None
    try:
        stumble(SECRET)
    except ValueError:
        logging.getLogger("clinic.somewhere").exception("our mistake")
    written = path.read_text("utf-8")
    assert "our mistake" in written
    assert "in stumble" in written
    assert "Huerta" not in written
    assert "412" not in written


def test_that_a_report_holds_every_cause_but_no_value_and_no_home_folder() -> None:
    report = logs.report_of(mistake())
    assert "builtins.KeyError" in report
    assert "builtins.ValueError" in report
    assert SECRET not in report
    assert str(Path.home()) not in report


def test_that_the_log_stays_small(tmp_path: Path) -> None:
    assert logs.start(tmp_path) is not None
    for _ in range(40):
        logging.getLogger("clinic").error("x" * 100_000)
    written = list(tmp_path.iterdir())
    assert len(written) == 4
    assert sum(path.stat().st_size for path in written) < 3_000_000


def test_that_a_folder_that_cannot_be_written_stops_nobody(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    assert logs.start(tmp_path / "file" / "logs") is None
