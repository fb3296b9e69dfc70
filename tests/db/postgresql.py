"""A real PostgreSQL server for one test run, on a socket in a folder of its own."""

from __future__ import annotations

import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

_SERVANT = "nobody"


def programs() -> Path | None:
    """The folder of initdb and pg_ctl, None where there is no server."""
    found = shutil.which("initdb")
    folders = [Path(found).resolve().parent] if found else sorted(Path("/usr/lib/postgresql").glob("*/bin"))
    return next((folder for folder in folders if (folder / "pg_ctl").exists()), None)


@contextmanager
def server(bin_folder: Path) -> Iterator[str]:
    """Start a server and give its address; it is stopped and removed at the end. It refuses to run as root."""
    root = os.name == "posix" and os.geteuid() == 0
    servant = _SERVANT if root else None
    folder = Path(tempfile.mkdtemp(prefix="clinic-pg-"))
    try:
        if servant:
            shutil.chown(folder, servant)
        _run(
            servant,
            folder,
            bin_folder / "initdb",
            "-D",
            "data",
            "-A",
            "trust",
            "-U",
            "clinic",
            "-E",
            "UTF8",
            "--no-sync",
        )
        options = f"-c listen_addresses='' -c unix_socket_directories='{folder}' -c fsync=off"
        _run(servant, folder, bin_folder / "pg_ctl", "-D", "data", "-o", options, "-l", "log", "-w", "start")
        try:
            yield f"postgresql+psycopg://clinic@/postgres?host={folder}"
        finally:
            _run(servant, folder, bin_folder / "pg_ctl", "-D", "data", "-m", "immediate", "-w", "stop")
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _run(user: str | None, folder: Path, *command: str | Path) -> None:
    subprocess.run(
        [str(part) for part in command], cwd=folder, user=user, env={"PATH": os.environ["PATH"], "LC_ALL": "C"},
        check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
    )  # fmt: skip
