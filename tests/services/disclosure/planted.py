"""A clinic of story 9 in which secrets are planted wherever the file can hold one, with something on every page."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from clinic.domain.consultations import ConsultationKind
from clinic.domain.households import Deadline, DeadlineKind
from clinic.domain.people import AbsenceKind, Role
from clinic.services import people, waiting_list
from tests import factory
from tests.services.border import TUESDAY
from tests.services.test_consultations import Clinic

#: Never on any page, paper or line of a terminal that was not asked for just this.
NAMES = {"name": "Xochiquétzal Peñaranda", "A-number": "000912345"}
#: What makes somebody vulnerable, and what a conflict is about: the program has no field for either, so that only the
#: notes of a household's or a volunteer's own panel can tell.
KINDS = {
    "what makes them vulnerable": "sobreviviente de tratas plantada",
    "note on the person": "toma Metforminaplant",
    "note on the hearing": "traer la hoja rosaplant",
    "what the conflict is": "demanda contra su cuñado plantado",
    "how to reach a volunteer": "solo Signalplant",
    "reason of an absence": "quimioterapia plantada",
}
SECRETS = NAMES | KINDS


class Planted(Clinic):
    """K is vulnerable, waits, is met on Tuesday and called on Thursday. Helen must not meet L, which waits too."""

    def __init__(self) -> None:
        super().__init__()
        thursday = TUESDAY + timedelta(days=2)
        with self.scene() as uow:
            clinic = uow.clinic()
            clinic.keeps_names = clinic.keeps_a_numbers = True
            helen, abel = (next(iter(uow.volunteers.where(name=name))) for name in ("Helen", "Abel Cruz"))
            helen.note = helen.contact_note = abel.note = SECRETS["what the conflict is"]
            abel.contact_note = SECRETS["how to reach a volunteer"]
        self.met = self._vulnerable((34, 7), languages=("mam",))
        self.conflicted = self._vulnerable((30,), languages=("spa",), first_seen_on=date(2026, 7, 1))
        self.samirs = self.samir()
        self.book("13:00", self.met)
        for household in (self.met, self.conflicted):
            self.do(waiting_list.ask, household=household.id, kind=ConsultationKind.CONSULTATION)
        self.helens = helen.id
        for volunteer in (helen.id, abel.id):
            self.do(people.set_conflict, volunteer=volunteer, household=self.conflicted.id)
        hearing = self.hearing(self.met, on=thursday, note=SECRETS["note on the hearing"])
        self.do(people.add_absence, volunteer=self.wen.volunteer_id, kind=AbsenceKind.ILL,
                starts_at=self.at("08:00", thursday), ends_at=self.at("20:00", thursday),
                note=SECRETS["reason of an absence"])  # fmt: skip
        with self.scene() as uow:
            van = factory.make_vehicle(uow, "Van B", site_id=self.site.id)
            trip = factory.make_trip(
                uow, "T7", report_at=self.at("04:00", thursday), vehicle_id=van.id, site_id=self.site.id,
                port_id=self.port.id,
            )  # fmt: skip
            driver = factory.make_volunteer(uow, "Rosa Medrano", (Role.DRIVER,), site_id=self.site.id)
            factory.make_seat(uow, trip, Role.DRIVER, driver)
            stop = factory.make_stop(uow, trip, self.norte)
            factory.make_ride(uow, trip, self.met, hearing_id=hearing.id, stop_id=stop.id)

    def _vulnerable(self, ages: tuple[int, ...], **more: Any) -> Any:
        day = date(2026, 7, 16)
        deadlines = (Deadline(DeadlineKind.ONE_YEAR, day), Deadline(DeadlineKind.FILING, day))
        found = self.household(
            ages, vulnerable=True, note=SECRETS["what makes them vulnerable"], deadlines=deadlines, **more
        )
        with self.scene() as uow:
            for person in uow.persons.where(household_id=found.id):
                person.name, person.a_number = SECRETS["name"], SECRETS["A-number"]
                person.note = SECRETS["note on the person"]
        return found
