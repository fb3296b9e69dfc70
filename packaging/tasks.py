"""One door to every task: `python3 packaging/tasks.py VERB`. Needs nothing but Python 3.11 or newer.

Each verb sets up what it needs (environment.py, system.py) and does no set-up that is already done.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable
from pathlib import Path

HERE = str(Path(__file__).resolve().parent)
if HERE not in sys.path:  # where Python is told to look nowhere but in its own folders (PYTHONSAFEPATH)
    sys.path.insert(0, HERE)

VERBS = {
    "demo": "make the sample clinic and open it (without a display: write feeds, workbook and pictures)",
    "test": "lint, types, import contracts and every test",
    "quick": "the part of `test` that takes less than a minute",
    "run": "run the program: tasks.py run -- ARGS",
    "bundle": "pack the program into dist/ and let the packed program test itself",
    "translate": "bring the catalogues in resources/locale up to date and compile them",
    "lint": "ruff only",
    "types": "mypy only",
    "contracts": "import contracts only",
}


def main(arguments: list[str]) -> int:
    """Do one task; the result is the exit status."""
    parser = argparse.ArgumentParser(prog="tasks.py", formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.epilog = "\n".join(f"  {verb:<11}{what}" for verb, what in VERBS.items())
    parser.add_argument("verb", choices=VERBS, metavar="VERB", help="one of the verbs below")
    parser.add_argument("rest", nargs=argparse.REMAINDER, metavar="...", help="arguments of that verb")
    chosen = parser.parse_args(arguments)
    rest = chosen.rest[1:] if chosen.rest[:1] == ["--"] else chosen.rest

    import environment

    try:
        return _task(chosen.verb)(rest)
    except environment.SetUpFailed as failed:
        print(failed, file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        return 130


def _task(verb: str) -> Callable[[list[str]], int]:
    # Imported late: `run` must start the program at once, and no task needs the modules of another.
    if verb in ("run", "demo"):
        import program

        return program.run if verb == "run" else program.demo
    if verb in ("bundle", "translate"):
        import tools

        return tools.bundle if verb == "bundle" else tools.translate
    import checks

    return checks.TASKS[verb]


if __name__ == "__main__":
    if sys.version_info < (3, 11):  # noqa: UP036 - this is the file that says so
        sys.exit("Clinic Scheduler needs Python 3.11 or newer; please start this with a newer python3.")
    sys.exit(main(sys.argv[1:]))
