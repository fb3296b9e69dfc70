"""HiGHS, silent and with one thread, so that the same seed gives the same plan."""

from __future__ import annotations

import highspy
import numpy as np

from .programs import Model


class Quiet(highspy.Highs):
    """HiGHS that says nothing: its first words come when callbacks are switched on, before anybody could hush it."""

    def enableCallbacks(self) -> None:  # noqa: N802 - the library's own spelling
        self.silent()
        super().enableCallbacks()  # type: ignore[no-untyped-call]  # the library says no types here


def loaded(model: Model, seed: int, seconds: float, gap: float, nodes: int | None = None) -> highspy.Highs:
    """HiGHS with a program: it ends after so long, so near to the best, or after so many nodes."""
    solver = Quiet()  # type: ignore[no-untyped-call]  # nor here
    solver.setOptionValue("threads", 1)
    solver.setOptionValue("random_seed", seed)
    solver.setOptionValue("time_limit", max(0.01, seconds))
    solver.setOptionValue("mip_rel_gap", gap)
    if nodes is not None:
        solver.setOptionValue("mip_max_nodes", nodes)
    solver.passModel(_program(model))
    return solver


def _program(model: Model) -> highspy.HighsLp:
    program = highspy.HighsLp()
    program.num_col_, program.num_row_ = len(model.cost), len(model.rows)
    program.col_cost_ = np.array(model.cost)
    program.col_lower_ = np.zeros(len(model.cost))
    program.col_upper_ = np.array(model.upper)
    program.row_lower_ = np.array([row[2] for row in model.rows])
    program.row_upper_ = np.array([row[3] for row in model.rows])
    whole, part = highspy.HighsVarType.kInteger, highspy.HighsVarType.kContinuous
    program.integrality_ = [whole if each else part for each in model.is_whole]
    program.sense_ = highspy.ObjSense.kMaximize
    program.a_matrix_.format_ = highspy.MatrixFormat.kRowwise
    program.a_matrix_.start_ = np.cumsum([0, *(len(row[0]) for row in model.rows)])
    program.a_matrix_.index_ = np.concatenate([np.array(row[0], dtype=np.int32) for row in model.rows])
    program.a_matrix_.value_ = np.concatenate([np.array(row[1]) for row in model.rows])
    return program
