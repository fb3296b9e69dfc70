"""A picture of every page is taken without a display, on a real file, with the passphrase from the environment."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from PySide6.QtGui import QImage

from clinic.domain.policy import Clinic
from clinic.services import sample
from ui import bootstrap, snapshots
from ui.places import PAGES

pytestmark = [pytest.mark.window, pytest.mark.slow, pytest.mark.usefixtures("window_app")]
PASSPHRASE = "caballo nube verde lima"
DAY = date(2026, 7, 14)


@pytest.fixture
def file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The small sample in an encrypted file."""
    path = tmp_path / "clinic.clinicdata"
    store, _code = bootstrap.vault().create(path, PASSPHRASE, Clinic(name="Clinic of the tests"))
    with store.work() as work:
        sample.make(work, size="small", start=DAY)
    store.close()
    monkeypatch.setenv(snapshots.PASSPHRASE, PASSPHRASE)
    return path


@pytest.mark.parametrize(("language", "theme"), [("en", "light"), ("es", "dark")])
def test_that_every_page_has_its_picture(file: Path, tmp_path: Path, language: str, theme: str) -> None:
    out = tmp_path / "pictures"
    given = ["--file", str(file), "--out", str(out), "--lang", language, "--theme", theme, "--day", str(DAY)]
    assert snapshots.main([*given, "--size", "1280x800"]) == 0
    names = {picture.stem.split("-", 1)[-1] for picture in out.glob("[0-9]-*.png")}
    assert names == {*PAGES, "settings"}
    for picture in out.glob("*.png"):
        image = QImage(str(picture))
        assert (image.width(), image.height()) == (1280, 800)
        colours = {image.pixel(x, y) for x in range(0, 1280, 16) for y in range(0, 800, 16)}
        assert len(colours) > 3, picture.name


def test_that_a_wrong_passphrase_gives_a_sentence_and_no_picture(
    file: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv(snapshots.PASSPHRASE, "something else")
    assert snapshots.main(["--file", str(file), "--out", str(tmp_path / "none")]) == 1
    assert capsys.readouterr().err.strip()
    assert not (tmp_path / "none").exists()
