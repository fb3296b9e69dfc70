"""What the program needs from the operating system: on Linux, Python's venv and the libraries that Qt leaves to it.

macOS and Windows bring all of it. On Debian and Ubuntu missing packages are installed when we may; elsewhere a
sentence names the command.
"""

from __future__ import annotations

import ctypes
import os
import shutil
import subprocess
import sys

# Read with `readelf -d` from the libraries and the offscreen and xcb plugins of PySide6 6.12; library: Debian package.
NEEDED = {
    "libEGL.so.1": "libegl1",
    "libGL.so.1": "libgl1",
    "libdbus-1.so.3": "libdbus-1-3",
    "libfontconfig.so.1": "libfontconfig1",
    "libfreetype.so.6": "libfreetype6",
    "libglib-2.0.so.0": "libglib2.0-0",
    "libgssapi_krb5.so.2": "libgssapi-krb5-2",
    "libxkbcommon.so.0": "libxkbcommon0",
}
# Only for a window on a screen; offscreen works without.
NEEDED_ON_SCREEN = {
    "libX11-xcb.so.1": "libx11-xcb1",
    "libwayland-client.so.0": "libwayland-client0",
    "libwayland-cursor.so.0": "libwayland-cursor0",
    "libwayland-egl.so.1": "libwayland-egl1",
    "libxcb-cursor.so.0": "libxcb-cursor0",
    "libxcb-icccm.so.4": "libxcb-icccm4",
    "libxcb-image.so.0": "libxcb-image0",
    "libxcb-keysyms.so.1": "libxcb-keysyms1",
    "libxcb-randr.so.0": "libxcb-randr0",
    "libxcb-render-util.so.0": "libxcb-render-util0",
    "libxcb-shape.so.0": "libxcb-shape0",
    "libxcb-shm.so.0": "libxcb-shm0",
    "libxcb-sync.so.1": "libxcb-sync1",
    "libxcb-xfixes.so.0": "libxcb-xfixes0",
    "libxcb-xkb.so.1": "libxcb-xkb1",
    "libxkbcommon-x11.so.0": "libxkbcommon-x11-0",
}


class PackagesMissing(Exception):
    """The system lacks something and we may not install it; the message names the command."""


def has_display() -> bool:
    """Whether a window can be seen here."""
    if not sys.platform.startswith("linux"):
        return True
    return bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))


def install_missing(*, venv_package: bool) -> None:
    """Install the system packages that are missing; `venv_package`: Python's own venv is one of them.

    Raises PackagesMissing where it may not or cannot, and something is missing that nothing works without.
    """
    if not sys.platform.startswith("linux"):
        return
    needed, on_screen = _missing(NEEDED), _missing(NEEDED_ON_SCREEN)
    packages = [NEEDED[one] for one in needed] + [NEEDED_ON_SCREEN[one] for one in on_screen]
    if venv_package:
        packages.insert(0, f"python3.{sys.version_info.minor}-venv")
    if not packages:
        return
    if _may_install() or needed or venv_package or (on_screen and has_display()):
        install(packages, libraries=[*needed, *on_screen])


def _may_install() -> bool:
    return shutil.which("apt-get") is not None and os.geteuid() == 0


def install(packages: list[str], libraries: list[str] | None = None) -> None:
    """Install Debian packages. Raises PackagesMissing where we may not, or when apt-get fails."""
    if not _may_install():
        raise PackagesMissing(_sentence(packages, libraries or []))
    print("Installing system packages:", *packages, flush=True)
    environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    get = ["apt-get", "-qq", "-o", "Dpkg::Use-Pty=0"]
    wanted = [*get, "install", "--yes", "--no-install-recommends", *packages]
    # The lists of a fresh machine are empty and those of an old one name versions that are gone: fetch them first.
    for command in ([*get, "update"], wanted):
        if subprocess.run(command, env=environment, stdout=subprocess.DEVNULL, check=False).returncode:
            raise PackagesMissing(_sentence(packages, libraries or []))


def _missing(libraries: dict[str, str]) -> list[str]:
    return [name for name in libraries if not loads(name)]


def loads(library: str) -> bool:
    """Whether this shared library is on the system and can be used."""
    try:
        ctypes.CDLL(library)
    except OSError:
        return False
    return True


def _sentence(packages: list[str], libraries: list[str]) -> str:
    names = " ".join(packages)
    if shutil.which("apt-get"):
        way_out = f"please run `sudo apt-get update && sudo apt-get install {names}`"
    elif shutil.which("dnf") and libraries:
        way_out = f"please run `sudo dnf install {' '.join(repr(f'{one}()(64bit)') for one in libraries)}`"
    elif libraries:
        way_out = f"please install what holds {', '.join(libraries)} with this system's package manager"
    else:
        way_out = f"please install {names} (so it is called on Debian) with this system's package manager"
    return f"Some system packages are missing: {way_out}, then run the same command again."
