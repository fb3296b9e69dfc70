"""Who is met by somebody who falls out: each is given another time, but a charla goes on that others can give."""

from __future__ import annotations

import pytest

from clinic.domain.consultations import ConsultationKind, Outcome
from clinic.domain.errors import Refused
from clinic.domain.people import AbsenceKind, Role
from clinic.services import fallen_out, people
from tests import factory
from tests.services.scene import TUESDAY, Scene


@pytest.mark.parametrize(
    ("kind", "outcome"),
    [
        (ConsultationKind.CHARLA, Outcome.BOOKED),
        (ConsultationKind.CONSULTATION, Outcome.CANCELLED),
    ],
)
def test_that_only_a_charla_goes_on_with_the_rest_of_its_team(kind: ConsultationKind, outcome: Outcome) -> None:
    scene = Scene()
    ana, ben = scene.volunteer("Ana Cruz"), scene.volunteer("Ben Ortiz")
    session = scene.session(on=TUESDAY)
    seats = (scene.seat(session, Role.ATTORNEY, ana), scene.seat(session, Role.ATTORNEY, ben))
    with scene.store.work() as uow:
        slot = factory.make_slot(uow, session, kind=kind, seat_ids=tuple(seat.id for seat in seats), capacity=20)
        house = factory.make_household(uow, site_id=session.site_id)
        met = factory.make_consultation(uow, slot, house)
        first, last = session.starts_at, session.ends_at
        people.add_absence(uow, volunteer=ana.id, kind=AbsenceKind.ILL, starts_at=first, ends_at=last)
        fallen_out.offer_anew(uow, volunteer=ana.id, starts_at=first, ends_at=last)
        assert uow.consultations.get(met.id).outcome is outcome


def test_that_nobody_is_offered_the_same_lawyer_again_whose_absence_is_not_noted() -> None:
    scene = Scene()
    ana = scene.volunteer("Ana Cruz")
    session = scene.session(on=TUESDAY)
    seat = scene.seat(session, Role.ATTORNEY, ana)
    with scene.store.work() as uow:
        met = factory.make_consultation(uow, factory.make_slot(uow, session, seat_ids=(seat.id,)))
        with pytest.raises(Refused, match="away"):
            fallen_out.offer_anew(uow, volunteer=ana.id, starts_at=session.starts_at, ends_at=session.ends_at)
        assert uow.consultations.get(met.id).outcome is Outcome.BOOKED
