"""`python -m tests.benchmarks darp INSTANCE --seconds S --out FILE [--seed N] [--rounds R]`: a day of dial-a-ride.

The format is that of Cordeau and Laporte (2003): a first line with vehicles, nodes, longest duty, places and longest
ride, then each node with number, x, y, service, load, earliest and latest. Node 0 is the depot, i the pick-up of
request i and n + i its delivery. What is written has `routes`, each with `nodes` and `starts`, the depot being 0.
"""

from __future__ import annotations

import argparse
import json
import sys
from math import hypot
from pathlib import Path
from time import monotonic

from clinic.ports.fleet import Carrier, Fleet, FleetPlan, Halt, Lift, Limits
from clinic.solver.compiled import is_compiled
from clinic.solver.rides import RidePlanner


def read(text: str) -> Fleet:
    """The instance as a fleet's day; places are its nodes."""
    rows = [[float(number) for number in line.split()] for line in text.splitlines() if line.strip()]
    vehicles, _, duty, room, ride = rows[0]
    n = (len(rows) - 2) // 2
    nodes = rows[1 : 2 * n + 2]
    minutes = tuple(tuple(hypot(a[1] - b[1], a[2] - b[2]) for b in nodes) for a in nodes)
    halts = [Halt(number, row[5], row[6], row[3]) for number, row in enumerate(nodes)]
    lifts = (Lift(halts[i], halts[n + i], (nodes[i][4],), longest_ride=ride) for i in range(1, n + 1))
    carrier = Carrier(0, 0, halts[0].earliest, halts[0].latest, (room,), longest_duty=duty)
    return Fleet(minutes, tuple(lifts), (carrier,) * int(vehicles))


def written(fleet: Fleet, plan: FleetPlan) -> str:
    """The plan as JSON."""
    n = len(fleet.lifts)
    routes = [
        {
            "nodes": [0, *(call.lift + 1 + (0 if call.up else n) for call in route.calls), 0],
            "starts": [route.leaves_at, *(call.at for call in route.calls), route.back_at],
        }
        for route in plan.routes
    ]
    return json.dumps({"routes": routes})


def main(arguments: list[str]) -> int:
    """Plan, write and tell. 1 when somebody is left behind."""
    parser = argparse.ArgumentParser(prog="python -m tests.benchmarks darp", description=__doc__)
    parser.add_argument("instance", type=Path)
    parser.add_argument("--seconds", type=float, default=10.0)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--rounds", type=int)
    chosen = parser.parse_args(arguments)
    began = monotonic()
    fleet = read(chosen.instance.read_text(encoding="ascii"))
    plan = RidePlanner().plan(fleet, Limits(chosen.seconds, chosen.rounds, chosen.seed))
    chosen.out.write_text(written(fleet, plan), encoding="ascii")
    kind = "compiled" if is_compiled() else "plain Python"
    sys.stdout.write(
        f"{chosen.instance.stem}: {plan.minutes:.4f} driven, {len(plan.left)} left behind, {plan.rounds} rounds, "
        f"{monotonic() - began:.1f} s, {kind}\n"
    )
    return 1 if plan.left else 0
