"""The environment the program runs in: `.venv` in the checkout, made once from the pinned requirements.

A stamp in it remembers what it was made from, so that every later run only compares a few hundred bytes.
"""

from __future__ import annotations

import hashlib
import importlib.util
import os
import shutil
import subprocess
import sys
import sysconfig
import tomllib
from collections.abc import Mapping
from pathlib import Path

import engine
import system

ROOT = Path(__file__).resolve().parent.parent
HOME = ROOT / ".venv"
REQUIREMENTS = {"run": "requirements.txt", "build": "requirements-build.txt", "dev": "requirements-dev.txt"}


class SetUpFailed(Exception):
    """The environment cannot be made; the message is one plain sentence with a way out."""


def python() -> Path:
    """The interpreter inside the environment, whether it exists or not."""
    return HOME / ("Scripts/python.exe" if os.name == "nt" else "bin/python")


def prepare(level: str) -> None:
    """Make the environment for `level` ('run' or 'dev') unless it stands already. Raises SetUpFailed."""
    if not _stands(level):
        _make(level)
    if not engine.stands(HOME):
        _compile()


def _make(level: str) -> None:
    print(f"Setting up in {HOME} (once; a minute or two)", flush=True)
    try:
        system.install_missing(venv_package=importlib.util.find_spec("ensurepip") is None)
    except system.PackagesMissing as missing:
        raise SetUpFailed(str(missing)) from None
    if not _stands("run"):
        _make_empty()
    _install(level)
    _stamp_file(level).write_text(_stamp(level), encoding="utf-8")


def _compile() -> None:
    """The engine for rides, from C where there is a compiler; the program runs without it too."""
    if engine.compiler():
        print("Compiling the engine for rides (once; under a minute)", flush=True)
        if not _stands("dev"):
            _install("build")
    if not engine.make(HOME, python(), environ()):
        print("No C compiler that works here: rides are planned by plain Python, some 40 times slower", flush=True)


def _stands(level: str) -> bool:
    # What tests and tools need contains what the program needs.
    levels = ("dev",) if level == "dev" else ("run", "dev")
    return python().exists() and any(_read(_stamp_file(one)) == _stamp(one) for one in levels)


def _stamp_file(level: str) -> Path:
    return HOME / f"ready-{level}"


def _read(file: Path) -> str:
    try:
        return file.read_text(encoding="utf-8")
    except FileNotFoundError:
        return ""


def _stamp(level: str) -> str:
    """What an environment was made from: pins, kind of Python, our version, and place (it cannot be moved)."""
    pins = hashlib.sha256((ROOT / "packaging" / REQUIREMENTS[level]).read_bytes()).hexdigest()
    kind = f"{sys.implementation.cache_tag} {sysconfig.get_platform()}"
    return f"{pins}\n{kind}\n{_version()}\n{ROOT}\n"


def _make_empty() -> None:
    import venv  # takes a while to load, and is needed once

    if HOME.exists():
        shutil.rmtree(HOME)
    venv.create(HOME, with_pip=True, symlinks=os.name != "nt")
    found = subprocess.run(
        [python(), "-c", "import sysconfig; print(sysconfig.get_path('purelib'))"],
        check=True,
        capture_output=True,
        text=True,
    )
    _make_known(Path(found.stdout.strip()))


def _make_known(packages: Path) -> None:
    """Let the program be found from any folder: what runs is what lies in the checkout, under its own version."""
    (packages / "clinic-scheduler.pth").write_text(f"{ROOT}\n", encoding="utf-8")
    info = packages / f"clinic_scheduler-{_version()}.dist-info"
    info.mkdir()
    head = f"Metadata-Version: 2.1\nName: clinic-scheduler\nVersion: {_version()}\n"
    (info / "METADATA").write_text(head, encoding="utf-8")


def _version() -> str:
    with (ROOT / "pyproject.toml").open("rb") as file:
        return str(tomllib.load(file)["project"]["version"])


def _install(level: str) -> None:
    pins = ROOT / "packaging" / REQUIREMENTS[level]
    command = [str(python()), "-m", "pip", "install", "-qq", "--no-input", "--disable-pip-version-check"]
    # Only wheels: a bare machine has no compiler, and nothing from outside runs while it is installed.
    command += ["--require-hashes", "--only-binary", ":all:", "--requirement", str(pins)]
    if subprocess.run(command, cwd=ROOT, env=environ(), check=False).returncode:
        raise SetUpFailed(
            f"The packages of {pins.relative_to(ROOT)} could not be installed (pip says why above); "
            "check that this computer may download Python packages, then run the same command again."
        )


def environ(**more: str) -> dict[str, str]:
    """This process's environment for a child: no foreign Python paths, UTF-8 everywhere, and `more`."""
    cleaned: Mapping[str, str] = {
        name: value for name, value in os.environ.items() if name not in ("PYTHONHOME", "PYTHONPATH", "VIRTUAL_ENV")
    }
    # Safe path: a folder named like one of our rooms in the caller's folder must not be taken for it.
    return {**cleaned, "PYTHONUTF8": "1", "PYTHONSAFEPATH": "1", **more}
