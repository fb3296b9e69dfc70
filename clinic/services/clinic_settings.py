"""The clinic itself: its name, what it keeps, and the figures that rules read."""

from __future__ import annotations

from dataclasses import astuple, fields, replace
from typing import Any, TypedDict, Unpack

from clinic.domain.errors import BadValue, Refused
from clinic.domain.history import Change
from clinic.domain.policy import Clinic, Policy
from clinic.i18n import say
from clinic.ports import UnitOfWork
from clinic.rules import judge

from . import edits


class ClinicFields(TypedDict, total=False):
    """What may be switched about a clinic."""

    name: str
    keeps_names: bool
    keeps_a_numbers: bool
    codes_in_feeds: bool


def found(uow: UnitOfWork, *, name: str, is_sample: bool = False) -> Change:
    """Make the clinic of a new file. Raises BadValue without a name, Refused in a file that has one."""
    clinic = new_clinic(uow, name=name, is_sample=is_sample)
    return uow.commit(say("Begin {clinic}", clinic=clinic.name))


def new_clinic(uow: UnitOfWork, *, name: str, is_sample: bool = False) -> Clinic:
    """As `found`, inside another verb."""
    if uow.clinics.count():
        raise Refused(say("This file holds a clinic already. Choose another name for a new file."))
    return uow.clinics.add(Clinic(name=edits.filled(name, say("A clinic needs a name.")), is_sample=is_sample))


def edit(uow: UnitOfWork, *, forget: bool = False, **changes: Unpack[ClinicFields]) -> Change:
    """Change the clinic's name and what it keeps.

    Names or A-numbers that are switched off are taken away from every person when `forget`; Refused without it while
    some are on file, so that none is lost by a click.
    """
    row = uow.clinic()
    edits.apply(row, changes, ClinicFields)
    row.name = edits.filled(row.name, say("A clinic needs a name."))
    for kept, field in ((row.keeps_names, "name"), (row.keeps_a_numbers, "a_number")):
        if not kept:
            _let_go(uow, field, forget=forget)
    return uow.commit(say("Change what {clinic} keeps", clinic=row.name))


def set_policy(uow: UnitOfWork, **figures: Any) -> Change:
    """Change figures of the policy (fields of `Policy`). Plans stay; the rules read the new figures at once.

    Raises BadValue for a figure below zero, TypeError for one, or for a rule, that there is not.
    """
    known = {field.name for field in fields(Policy)}
    if unknown := set(figures) - known:
        raise TypeError(f"Policy has no {', '.join(sorted(unknown))}")
    if unknown := {code for code, _ in figures.get("strictness", ())} - set(judge.switchable()):
        raise TypeError(f"no switchable rule is called {', '.join(sorted(unknown))}")
    weights = astuple(figures["waiting"]) if "waiting" in figures else ()
    if any(isinstance(value, int | float) and value < 0 for value in (*figures.values(), *weights)):
        raise BadValue(say("A figure cannot be below zero."))
    row = uow.clinic()
    row.policy = replace(row.policy, **figures)
    return uow.commit(say("Change the rules' figures"))


def _let_go(uow: UnitOfWork, field: str, *, forget: bool) -> None:
    holders = [person for person in uow.persons.where() if getattr(person, field)]
    if holders and not forget:
        raise Refused(say("Some are on file. Switch it off and forget them, or keep them."))
    for person in holders:
        setattr(person, field, "")
