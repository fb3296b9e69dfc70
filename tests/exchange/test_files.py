"""Files are written whole or not at all."""

from __future__ import annotations

import errno
import os
from pathlib import Path
from typing import Any

import pytest

from clinic.domain.errors import FileTrouble
from clinic.exchange.files import Folder


def test_that_a_file_is_written_and_not_touched_again_when_it_is_the_same(tmp_path: Path) -> None:
    folder = Folder(tmp_path / "deep" / "down")
    assert folder.put("a.ics", b"one")
    stamp = (folder.path / "a.ics").stat().st_mtime_ns
    assert not folder.put("a.ics", b"one")
    assert (folder.path / "a.ics").stat().st_mtime_ns == stamp
    assert folder.put("a.ics", b"two")
    assert [path.name for path in folder.path.iterdir()] == ["a.ics"]


@pytest.mark.parametrize(
    ("number", "word"),
    [(errno.ENOSPC, "the disk is full"), (errno.EROFS, "is read-only"), (errno.EIO, "Choose another")],
)
def test_that_a_failed_write_leaves_the_old_file_and_nothing_beside_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, number: int, word: str
) -> None:
    folder = Folder(tmp_path)
    folder.put("a.ics", b"old")

    def fail(*_: Any) -> None:
        raise OSError(number, os.strerror(number))

    monkeypatch.setattr(os, "fsync", fail)
    with pytest.raises(FileTrouble, match=word):
        folder.put("a.ics", b"new and longer")
    assert [(path.name, path.read_bytes()) for path in tmp_path.iterdir()] == [("a.ics", b"old")]
