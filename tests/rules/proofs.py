"""Four proofs a rule: kept, just kept, just broken, and the other order. `test_every_rule_is_proved.py` counts them.

A proof is a test that builds a world and gives back what the judge said of it; the decorator looks for the rule's code
in that, and notes which rule was proved. So a proof cannot be claimed without the judge being asked.
"""

from __future__ import annotations

from collections.abc import Callable
from enum import Enum
from functools import wraps

from .world import Verdict, World


class Proof(Enum):
    """What a test shows about a rule."""

    KEPT = "kept"
    JUST_KEPT = "just kept"
    JUST_BROKEN = "just broken"
    OTHER_ORDER = "other order"  # as broken as before when the pair, or the rows, come the other way round

    @property
    def broken(self) -> bool:
        """Whether the rule's breach is expected."""
        return self in {Proof.JUST_BROKEN, Proof.OTHER_ORDER}


#: What the tests that were loaded show: (book, code, proof).
PROVED: set[tuple[str, str, Proof]] = set()


def _decorator(proof: Proof) -> Callable[[str], Callable[[Callable[[World], Verdict]], Callable[[], None]]]:
    def of(code: str) -> Callable[[Callable[[World], Verdict]], Callable[[], None]]:
        def proved(build: Callable[[World], Verdict]) -> Callable[[], None]:
            book = build(World()).book
            PROVED.add((book, code, proof))

            @wraps(build, assigned=("__module__", "__name__", "__qualname__", "__doc__"))
            def test() -> None:
                verdict = build(World())
                codes = [breach.code for breach in verdict]
                assert (code in codes) is proof.broken, f"{code} {proof.value}: the judge said {codes}"

            del test.__dict__["__wrapped__"]  # pytest would read the parameters of what is inside
            return test

        return proved

    return of


kept = _decorator(Proof.KEPT)
just_kept = _decorator(Proof.JUST_KEPT)
just_broken = _decorator(Proof.JUST_BROKEN)
other_order = _decorator(Proof.OTHER_ORDER)
