"""How big the sample clinics are, and how people are spread: the numbers of the field research, in one place."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

#: Weeks of the sample, counted from the week of its start: hearings are known a month ahead, the plan is not.
FIRST_WEEK, LAST_WEEK = -2, 4
#: Share of a week's sessions, consultations and trips that is planned already.
PLANNED: Mapping[int, float] = {-2: 1.0, -1: 1.0, 0: 1.0, 1: 0.7, 2: 0.25}


class Size(StrEnum):
    """Three clinics (field research 3.8)."""

    SMALL = "small"
    MEDIUM = "medium"
    LARGE = "large"


@dataclass(frozen=True, slots=True)
class Figures:
    """One clinic. `shelters` a city; everything after `visitors` is a week, over all sites.

    `locals` live there and help all year (mostly drivers, escorts, interpreters), `visitors` come for a week or two
    (mostly lawyers and students); the rest of `volunteers` helped once or has signed up for later.
    """

    shelters: Mapping[str, int]
    people: int
    volunteers: int
    locals: int
    visitors: int
    visit_weeks: int
    consultations: int
    hearings: int
    trips: int
    other_languages: float
    languages: Mapping[str, float]


#: Languages besides Spanish, by weight among pending cases (MPP 1) and at a mixed clinic (data of field research 2.5).
_AT_COURT = {
    "por": 1.693, "mam": 0.241, "quc": 0.201, "kek": 0.136, "kjb": 0.085, "knj": 0.054, "acr": 0.034, "cac": 0.027,
    "que": 0.027, "agu": 0.024, "jac": 0.017, "cak": 0.014, "ixl": 0.01, "cab": 0.01, "sgn": 0.02, "und": 0.32,
}  # fmt: skip
_AT_A_CLINIC = {
    "hat": 5, "rus": 3, "por": 2, "mam": 0.8, "quc": 0.8, "fra": 0.7, "kek": 0.5, "kjb": 0.5, "ara": 0.4, "eng": 0.4,
    "cab": 0.3, "tur": 0.3, "knj": 0.2, "ixl": 0.2, "que": 0.2, "sgn": 0.2, "acr": 0.1, "cac": 0.1, "jac": 0.1,
    "cak": 0.1, "lin": 0.1,
}  # fmt: skip

FIGURES: Mapping[Size, Figures] = {
    Size.SMALL: Figures(
        shelters={"Tijuana": 4},
        people=200,
        volunteers=20,
        locals=12,
        visitors=2,
        visit_weeks=2,
        consultations=60,
        hearings=15,
        trips=10,
        other_languages=0.03,
        languages=_AT_COURT,
    ),
    Size.MEDIUM: Figures(
        shelters={"Tijuana": 4, "Ciudad Juárez": 5, "Matamoros": 3},
        people=1_000,
        volunteers=150,
        locals=45,
        visitors=15,
        visit_weeks=1,
        consultations=250,
        hearings=80,
        trips=50,
        other_languages=0.10,
        languages=_AT_A_CLINIC,
    ),
    Size.LARGE: Figures(
        shelters={
            "Tijuana": 6,
            "Ciudad Juárez": 7,
            "Matamoros": 6,
            "Nuevo Laredo": 4,
            "Mexicali": 2,
            "Monterrey": 2,
            "Piedras Negras": 2,
        },
        people=12_000,
        volunteers=1_200,
        locals=260,
        visitors=90,
        visit_weeks=1,
        consultations=1_500,
        hearings=600,
        trips=350,
        other_languages=0.16,
        languages=_AT_A_CLINIC,
    ),
}

#: Where people wait (field research 3.2; within one court's share the split is an estimate).
CITY_WEIGHTS: Mapping[str, float] = {
    "Tijuana": 0.20,
    "Ciudad Juárez": 0.32,
    "Matamoros": 0.23,
    "Nuevo Laredo": 0.10,
    "Mexicali": 0.06,
    "Monterrey": 0.05,
    "Piedras Negras": 0.04,
}

#: Adults and children of a household; the weights with children are doubled, as a clinic sees more families (3.5).
HOUSEHOLDS: Mapping[tuple[int, int], float] = {
    (1, 0): 0.580,
    (1, 1): 0.160 * 2,
    (1, 2): 0.080 * 2,
    (2, 1): 0.075 * 2,
    (2, 2): 0.055 * 2,
    (2, 3): 0.025 * 2,
    (2, 0): 0.025,
}
#: First and last age of a group of children, with its share (3.5).
CHILDREN: Mapping[tuple[int, int], float] = {(0, 0): 0.03, (1, 4): 0.24, (5, 17): 0.73}
ADULTS: Mapping[tuple[int, int], float] = {(18, 29): 0.5, (30, 44): 0.38, (45, 71): 0.12}
#: How a hearing day ended for those who were there (1.3); the shares are estimates.
PRESENT_WITH_RIDE, PRESENT_ALONE = 0.80, 0.50

#: Of a week's consultations, those at group talks; and how many households wait for one (both estimates).
CHARLA_SHARE, WAITING_SHARE = 0.4, 0.3


def shares(total: int, weights: Mapping[str, float]) -> dict[str, int]:
    """`total` split by weight into whole numbers that add up to it; the largest remainders are rounded up."""
    whole = sum(weights.values())
    exact = {key: total * weight / whole for key, weight in weights.items()}
    found = {key: int(value) for key, value in exact.items()}
    by_rest = sorted(exact, key=lambda key: found[key] - exact[key])
    for key in by_rest[: total - sum(found.values())]:
        found[key] += 1
    return found
