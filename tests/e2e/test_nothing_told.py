"""No command tells a name, what a conflict is or what makes somebody vulnerable; nor does the log of a failure."""

from __future__ import annotations

import logging
from pathlib import Path
from typing import Any

import pytest
from pypdf import PdfReader

from clinic.domain.when import Week
from tests.e2e.on_border import on_terminal
from tests.services.border import TUESDAY
from tests.services.disclosure.planted import SECRETS, Planted
from tests.services.disclosure.searching import secrets_in
from tests.terminal import Terminal
from ui import bootstrap

WEEK = Week.of(TUESDAY)
THURSDAY = WEEK.days[3]


@pytest.fixture(scope="module")
def planted() -> Planted:
    return Planted()


COMMANDS: tuple[tuple[object, ...], ...] = (
    ("show", "waiting"), ("show", "silent"), ("show", "week", "--week", str(WEEK)), ("show", "history"),
    ("show", "day", str(TUESDAY)), ("show", "day", str(THURSDAY)), ("check",),
    ("fill", "bookings", "--week", str(WEEK), "--seconds", "1"),
    ("fill", "rides", "--day", str(THURSDAY), "--seconds", "1"),
    ("print", "handover", "--date", str(TUESDAY), "--out", "handover.pdf"),
    ("print", "door", "--date", str(TUESDAY), "--out", "door.pdf"),
    ("print", "day", "--date", str(THURSDAY), "--out", "day.pdf"),
    ("show", "overview", "--week", str(WEEK)),
    ("cover", "Helen", "--to", "2026-07-15"), ("close", "Shelter Norte", "--from", "2026-07-14"),
)  # fmt: skip


@pytest.mark.parametrize("lang", ["en", "es"])
def test_that_no_command_tells_one(
    planted: Planted, terminal: Terminal, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, lang: str
) -> None:
    monkeypatch.chdir(tmp_path)
    at = on_terminal(planted, terminal, monkeypatch)
    more = [("offer", planted.conflicted.code), ("remove", planted.conflicted.code)]
    refused = ("book", planted.conflicted.code, planted.helen.id, "15:00", "--kind", "intake")
    answered = 0
    for words in (*COMMANDS, *more, refused):
        for form in ((), ("--json",)):
            answer = at.run(*words, *form, lang=lang)
            answered += bool(answer.out)
            assert answer.status < 2, answer.err
            assert secrets_in((answer.out + answer.err).encode(), SECRETS) == [], words
    assert answered > len(COMMANDS)
    papers = {
        path.name: "".join(page.extract_text() for page in PdfReader(path).pages) for path in tmp_path.glob("*.pdf")
    }
    assert papers.keys() == {"handover.pdf", "door.pdf", "day.pdf"}
    assert planted.met.code in papers["door.pdf"], "the look sees what is there"
    assert all(secrets_in(text.encode(), SECRETS) == [] for text in papers.values())


def test_that_the_log_of_a_refusal_and_of_our_own_mistake_tells_none(
    planted: Planted, terminal: Terminal, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    """Even where the program fails in the midst of a household's data."""
    at = on_terminal(planted, terminal, monkeypatch)

    def fail(uow: Any, **_more: Any) -> None:
        raise RuntimeError(f"about {uow.persons.where()[0].name} and {planted.conflicted.code}")

    monkeypatch.setattr("ui.commandline.waiting.waiting", fail)
    with caplog.at_level(logging.DEBUG):
        assert at.run("show", "waiting").status == 3
        at.run("book", planted.conflicted.code, planted.helen.id, "15:00", "--kind", "intake")
    logged = "\n".join(file.read_text() for file in bootstrap.log_folder().rglob("*") if file.is_file())
    assert "our mistake" in logged, "the look sees what is there"
    assert secrets_in((logged + caplog.text).encode(), SECRETS | {"code": planted.conflicted.code}) == []
