"""The compiled engine of the environment: made where there is a C compiler, made anew when its sources have changed.

Without a compiler, or where compiling fails, the program runs the same modules as plain Python, some 80 times slower.
"""

from __future__ import annotations

import hashlib
import os
import shutil
import subprocess
import sysconfig
from pathlib import Path

SOURCES = Path(__file__).resolve().parent.parent / "clinic" / "solver" / "engine"
PACKAGE = "clinic_engine"
#: In the package: what it was made from, for `clinic.solver.compiled`; beside the environment's stamps: what was tried.
DIGEST = "made_from.txt"
TRIED = "ready-engine"


def compiler() -> str:
    """The C compiler that extensions are made with here, if there is one and Python's headers too; else empty."""
    headers = Path(sysconfig.get_path("include"), "Python.h")
    if not headers.exists():
        return ""
    if os.name == "nt":
        installer = Path(os.environ.get("PROGRAMFILES(X86)", ""), "Microsoft Visual Studio", "Installer", "vswhere.exe")
        return str(installer) if installer.exists() else ""
    named = (os.environ.get("CC") or sysconfig.get_config_var("CC") or "cc").split()[0]
    return shutil.which(named) or ""


def digest() -> str:
    """Of the sources and how they are compiled: names and bytes. `clinic.solver.compiled` has a twin of this."""
    found = hashlib.sha256()
    for file in sorted(SOURCES.glob("*.py")):
        found.update(file.name.encode() + b"\0" + file.read_bytes().replace(b"\r\n", b"\n") + b"\0")
    return found.hexdigest()


def stands(home: Path) -> bool:
    """Whether the environment has the engine that these sources and this compiler make, or was tried in vain."""
    file = home / TRIED
    return file.exists() and file.read_text(encoding="utf-8") == _tried()


def _tried() -> str:
    return f"{digest()} {compiler()}"


def make(home: Path, python: Path, environ: dict[str, str]) -> bool:
    """Compile for the environment at `home`, quietly; whether it worked. Without a compiler nothing is done."""
    made = bool(compiler()) and _compile(python, environ)
    (home / TRIED).write_text(_tried(), encoding="utf-8")
    return made


def _compile(python: Path, environ: dict[str, str]) -> bool:
    ask = [str(python), "-c", "import sysconfig; print(sysconfig.get_path('platlib'))"]
    found = subprocess.run(ask, check=True, capture_output=True, text=True, env=environ)
    target = Path(found.stdout.strip(), PACKAGE)
    script = Path(__file__).with_name("compile_engine.py")
    command = [str(python), str(script), str(SOURCES), str(target)]
    done = subprocess.run(command, check=False, capture_output=True, env=environ)
    if done.returncode:
        shutil.rmtree(target, ignore_errors=True)
        return False
    (target / DIGEST).write_text(digest() + "\n", encoding="ascii")
    return True
