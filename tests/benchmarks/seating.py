"""`python -m tests.benchmarks smptsp INSTANCE --seconds S --out FILE [--seed N] [--rounds R]`: the fewest people.

Jobs at fixed times, and who can do which: as few people as can be do all of them.

The format is that of Krishnamoorthy, Ernst and Baatar (2012): `Jobs = n` and a line with start and end of each,
`Qualifications = m` and for each worker how many jobs he can do and which. What is written has `assign`, the worker of
each job.
"""

from __future__ import annotations

import argparse
import json
import sys
from pathlib import Path
from time import monotonic

from clinic.ports.seats import Choice, Limits, OpenSeat, Roster, RosterPlan
from clinic.solver.compiled import is_compiled
from ui.bootstrap import seat_planner

#: More than all people cost.
WORTH = 1000.0


def read(text: str) -> Roster:
    """The instance as a roster: everybody costs the same, and every seat is worth more than all of them."""
    lines = [line for line in text.splitlines() if line.strip() and not line.startswith("#")]
    jobs: list[tuple[int, int]] = []
    able: list[list[int]] = []
    for number, line in enumerate(lines):
        if line.startswith("Jobs"):
            count = int(line.split("=")[1])
            jobs = [(int(each.split()[0]), int(each.split()[1])) for each in lines[number + 1 : number + 1 + count]]
        elif line.startswith("Qualifications"):
            count = int(line.split("=")[1])
            able = [[int(job) for job in each.split(":")[1].split()] for each in lines[number + 1 : number + 1 + count]]
    choices: list[list[Choice]] = [[] for _ in jobs]
    for person, can in enumerate(able):
        for job in can:
            choices[job].append(Choice(person))
    seats = tuple(OpenSeat(*span, WORTH, tuple(each)) for span, each in zip(jobs, choices, strict=True))
    return Roster((1.0,) * len(able), seats)


def main(arguments: list[str]) -> int:
    """Plan, write and tell. 1 when a job is left open."""
    parser = argparse.ArgumentParser(prog="python -m tests.benchmarks smptsp", description=__doc__)
    parser.add_argument("instance", type=Path)
    parser.add_argument("--seconds", type=float, default=20.0)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--rounds", type=int)
    chosen = parser.parse_args(arguments)
    roster = read(chosen.instance.read_text(encoding="ascii"))
    began = monotonic()
    heard: list[tuple[float, int, int]] = []

    def watch(plan: RosterPlan) -> bool:
        people = len({one for one in plan.chosen if one is not None})
        if not heard or heard[-1][1:] != (plan.filled, people):
            heard.append((monotonic() - began, plan.filled, people))
        return False

    plan = seat_planner().plan(roster, Limits(chosen.seconds, chosen.rounds, chosen.seed), watch)
    took = monotonic() - began
    watch(plan)
    chosen.out.write_text(json.dumps({"assign": plan.chosen}), encoding="ascii")
    full = next((one for one in heard if one[1] == len(roster.seats)), None)
    kind = "compiled" if is_compiled() else "plain Python"
    least = WORTH * len(roster.seats) - plan.bound
    sys.stdout.write(
        f"{chosen.instance.stem}: {heard[-1][2]} people after {heard[-1][0]:.1f} s (at least {least:.2f}), "
        f"{len(roster.seats) - plan.filled} open, first full plan "
        f"{f'with {full[2]} after {full[0]:.2f} s' if full else 'never'}, ended after {took:.1f} s, {kind}\n"
    )
    return 1 if plan.filled < len(roster.seats) else 0
