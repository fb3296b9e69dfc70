"""Who is met by somebody who falls out: each is given another time, but a charla goes on that others can give."""

from __future__ import annotations

import pytest

from clinic.domain.consultations import ConsultationKind, Outcome
from clinic.domain.people import Role
from clinic.services import fallen_out
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
        fallen_out.offer_anew(uow, volunteer=ana.id, starts_at=session.starts_at, ends_at=session.ends_at)
        assert uow.consultations.get(met.id).outcome is outcome
