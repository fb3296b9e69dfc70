"""The tasks that make something: the packed program, and the catalogues of the translations."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

import environment
import system

DIST = environment.ROOT / "dist"
PACKED = DIST / "clinic-scheduler" / ("clinic-scheduler.exe" if os.name == "nt" else "clinic-scheduler")


def bundle(arguments: list[str]) -> int:
    """Pack the program into `dist/`, then let it test itself there, away from everything it was made from."""
    environment.prepare("dev")
    _install_what_packing_needs()
    spec = environment.ROOT / "packaging" / "clinic.spec"
    work = environment.ROOT / "build"
    command = [str(environment.python()), "-m", "PyInstaller", "--noconfirm", "--log-level", "WARN"]
    command += ["--distpath", str(DIST), "--workpath", str(work), *arguments, str(spec)]
    status = subprocess.run(command, cwd=environment.ROOT, env=environment.environ(), check=False).returncode
    if status:
        return status
    print(f"Packed: {PACKED.parent} ({_size(PACKED.parent) // 1_000_000} MB)", flush=True)
    return _self_test()


def _self_test() -> int:
    environ = environment.environ(QT_QPA_PLATFORM="offscreen")
    with tempfile.TemporaryDirectory(prefix="clinic-scheduler-") as elsewhere:
        status = subprocess.run([PACKED, "--self-test"], cwd=elsewhere, env=environ, check=False).returncode
    print("The packed program works" if status == 0 else f"The packed program's self-test ended with {status}")
    return status


def _install_what_packing_needs() -> None:
    """On Linux: objdump, and Python as a library, which Debian keeps in a package of its own."""
    if not sys.platform.startswith("linux"):
        return
    python = f"python3.{sys.version_info.minor}"
    packages = [] if shutil.which("objdump") else ["binutils"]
    if sys.base_prefix == "/usr" and not system.loads(f"lib{python}.so.1.0"):
        packages.append(f"lib{python}")
    if not packages:
        return
    try:
        system.install(packages)
    except system.PackagesMissing as missing:
        raise environment.SetUpFailed(str(missing)) from None


def _size(folder: Path) -> int:
    return sum(file.lstat().st_size for file in folder.rglob("*") if file.is_file())


def translate(arguments: list[str]) -> int:
    """Bring the catalogues up to date with the program's strings and compile them; see catalogues.py."""
    environment.prepare("dev")
    script = environment.ROOT / "packaging" / "catalogues.py"
    return subprocess.run([environment.python(), script, *arguments], env=environment.environ(), check=False).returncode
