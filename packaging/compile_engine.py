"""Compiles the search for rides: `python compile_engine.py SOURCES TARGET`, inside the environment, which has mypyc.

TARGET becomes the folder of a package of the same modules under another name; beside it lies their common library.
"""

from __future__ import annotations

import os
import shutil
import sys
import tempfile
from pathlib import Path

from mypyc.build import mypycify
from setuptools import setup

#: Stays plain: it tells the compiled modules from the others.
NOT_COMPILED = {"__init__.py", "arrays.py"}


def main(sources: Path, target: Path) -> None:
    """Compile in a folder of our own, then put everything in place."""
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        package = Path(folder, target.name)
        shutil.copytree(sources, package, ignore=shutil.ignore_patterns("__pycache__"))
        os.chdir(folder)
        modules = sorted(file for file in package.glob("*.py") if file.name not in NOT_COMPILED)
        names = [str(file.relative_to(folder)) for file in modules]
        # No name of a checker's settings: those of the checkout are about the checkout.
        extensions = mypycify(["--config-file=", *names], group_name=target.name, debug_level="0", verbose=False)
        for extension in extensions:
            if os.name != "nt":
                # The same sums as plain Python has: no two steps of arithmetic in one.
                extension.extra_compile_args.append("-ffp-contract=off")
        setup(name=target.name, packages=[], ext_modules=extensions, script_args=["-q", "build_ext", "--inplace"])
        for file in modules:
            file.unlink()
        # A program that runs on the old ones goes on with them: they are taken out of their folder, never written over.
        shutil.rmtree(target, ignore_errors=True)
        for library in Path(folder).glob(f"{target.name}__mypyc.*"):
            beside = target.parent / f"{library.name}.new"
            shutil.copy(library, beside)
            beside.replace(target.parent / library.name)
        shutil.copytree(package, target)


if __name__ == "__main__":
    main(Path(sys.argv[1]).resolve(), Path(sys.argv[2]).resolve())
