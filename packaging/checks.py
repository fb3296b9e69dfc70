"""The tasks that look whether the program is sound: lint, types, import contracts, tests."""

from __future__ import annotations

import os
import re
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass

import environment


@dataclass(frozen=True)
class Step:
    """One tool with its arguments; `name` is what the summary calls it."""

    name: str
    arguments: tuple[str, ...]


LINT = (Step("lint", ("ruff", "check", ".")), Step("format", ("ruff", "format", "--check", ".")))
TYPES = (Step("types", ("mypy",)),)
CONTRACTS = (Step("contracts", ("lint-imports", "--no-logo")),)
# Measured alone, before the tests that keep every processor busy.
BENCHMARKS = (Step("benchmarks", ("pytest", "-s", "tests/benchmarks")),)
# Examples made by dice are the same each time here, so that a change is judged by what it changed; pytest by itself
# throws them anew.
SAME_DICE = "--hypothesis-profile=ci"
TESTS = (Step("tests", ("pytest", "--numprocesses=auto", "--dist=loadfile", SAME_DICE, "--ignore=tests/benchmarks")),)
# Without what starts the whole program again for every test.
FAST_TESTS = (
    Step(
        "tests",
        (
            "pytest",
            "--numprocesses=auto",
            "-m",
            "not slow and not window",
            *(f"--ignore=tests/{folder}" for folder in ("benchmarks", "e2e", "ui_cli")),
        ),
    ),
)


def _task(*steps: Step) -> Callable[[list[str]], int]:
    def task(arguments: list[str]) -> int:
        environment.prepare("dev")
        results = [_run(step, arguments if len(steps) == 1 else []) for step in steps]
        _summarise(results)
        return 0 if all(result.passed for result in results) else 1

    return task


@dataclass(frozen=True)
class Result:
    """How one step ended, in `seconds`; `word` is the tool's own last word on it."""

    step: Step
    passed: bool
    seconds: float
    word: str


def _run(step: Step, more: list[str]) -> Result:
    print(f"\n--- {step.name}: {' '.join([*step.arguments, *more])}", flush=True)
    started = time.monotonic()
    # Where there is no display, the windows of the tests are drawn in memory.
    environ = environment.environ(QT_QPA_PLATFORM=os.environ.get("QT_QPA_PLATFORM", "offscreen"), NO_COLOR="1")
    command = [str(environment.python().parent / step.arguments[0]), *step.arguments[1:], *more]
    tool = subprocess.Popen(
        command,
        cwd=environment.ROOT,
        env=environ,
        stdout=subprocess.PIPE,
        text=True,
        encoding="utf-8",
        errors="replace",
    )
    word = ""
    with tool:
        for line in tool.stdout or ():
            sys.stdout.write(line)
            sys.stdout.flush()
            word = line.strip(" =\n") or word
    return Result(step, tool.returncode == 0, time.monotonic() - started, word)


def _summarise(results: list[Result]) -> None:
    print("\n--- summary")
    for result in results:
        verdict = "ok    " if result.passed else "FAILED"
        word = re.sub(r"\s+", " ", result.word)
        print(f"{verdict} {result.step.name:<11}{result.seconds:6.1f} s  {word}")
    failed = [result.step.name for result in results if not result.passed]
    print(f"\nFailed: {', '.join(failed)}" if failed else "\nEverything passed", flush=True)


TASKS = {
    "lint": _task(*LINT),
    "types": _task(*TYPES),
    "contracts": _task(*CONTRACTS),
    "quick": _task(*LINT, *CONTRACTS, *FAST_TESTS),
    "test": _task(*LINT, *TYPES, *CONTRACTS, *BENCHMARKS, *TESTS),
}
