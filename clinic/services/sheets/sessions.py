"""The sheets of a day's sessions, in their readers' languages."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from clinic.domain.day_sheets import DaySheet, SheetKind
from clinic.domain.ids import ConsultationId
from clinic.domain.when import local
from clinic.i18n import _, day, in_language, language, say
from clinic.ports import UnitOfWork
from clinic.rules.facts import Facts
from clinic.services import some_of

from . import session_lists, session_words
from .appointments import slip_language, slip_text
from .copies import fingerprint_of
from .desk import DOOR_LANGUAGE, Desk
from .session_levels import Appointment


def appointment_text(uow: UnitOfWork, *, consultation: ConsultationId) -> str:
    """A household's appointment in its own language, as plain lines for a chat."""
    row = uow.consultations.get(consultation)
    slot, household = uow.slots.get(row.slot_id), uow.households.get(row.household_id)
    session = uow.sessions.get(slot.session_id)
    place = uow.places.get(session.place_id)
    return slip_text(
        Appointment(
            code=household.code,
            language=slip_language(household.languages),
            starts=local(slot.starts_at, place.zone),
            place=place.label,
            room=slot.room or session.room,
            part=some_of.part_on_file(uow, household.id, row.person_ids),
        )
    )


@dataclass(frozen=True)
class SessionSheets:
    """Makes them."""

    desk: Desk
    facts: Facts

    def attorneys(self) -> Iterator[DaySheet]:
        """A lawyer's day, one each."""
        for one in session_lists.attorneys(self.facts):
            with in_language(self.desk.tongue or self.facts.volunteers[one.volunteer_id].feed_language):
                yield self.desk.sheet(
                    SheetKind.ATTORNEY,
                    self.desk.key(SheetKind.ATTORNEY, one.volunteer_id),
                    fingerprint_of(one),
                    name=one.name.split()[0],
                    mark=one.name,
                    title=str(say("Consultations · {name}", name=one.name)),
                    subtitle=" · ".join((day(self.desk.on, year=True), self.desk.site.city, str(one.role))),
                    blocks=session_words.attorney(one, self.desk.on),
                    foot=_("Codes only. Tear up after the day."),
                )

    def doors(self) -> Iterator[DaySheet]:
        """A list a place where sessions are held."""
        for one in session_lists.doors(self.facts):
            with in_language(self.desk.tongue or DOOR_LANGUAGE):
                yield self.desk.sheet(
                    SheetKind.SESSION,
                    self.desk.key(SheetKind.SESSION, one.place_id),
                    fingerprint_of(one),
                    name=say("Who comes, {place}", place=one.place),
                    mark=one.place,
                    title=str(say("Who comes · {place}", place=one.place)),
                    blocks=session_words.door(one, self.desk.on),
                    foot=_("Codes and hours only. Tear up after the day."),
                )

    def interpreters(self) -> Iterator[DaySheet]:
        """An interpreter's day, one each."""
        for one in session_lists.interpreters(self.facts):
            with in_language(self.desk.tongue or self.facts.volunteers[one.volunteer_id].feed_language):
                yield self.desk.sheet(
                    SheetKind.INTERPRETER,
                    self.desk.key(SheetKind.INTERPRETER, one.volunteer_id),
                    fingerprint_of(one),
                    name=say("Interprets, {name}", name=one.name.split()[0]),
                    mark=one.name,
                    title=str(say("Interpreting · {name}", name=one.name)),
                    blocks=session_words.interpreter(one, self.desk.on),
                    foot=_("Codes only. Tear up after the day."),
                )

    def sign_ins(self) -> Iterator[DaySheet]:
        """A sheet a group."""
        for one in session_lists.sign_ins(self.facts):
            with in_language(self.desk.tongue or DOOR_LANGUAGE):
                told = {"place": one.place, "hour": one.starts.time()}
                yield self.desk.sheet(
                    SheetKind.SIGN_IN,
                    self.desk.key(SheetKind.SIGN_IN, one.slot_id),
                    fingerprint_of(one),
                    name=say("Sign-in, {place} {hour}", **told),
                    mark=one.place,
                    title=str(say("Sign-in sheet · {place}", **told)),
                    blocks=session_words.sign_in(one),
                    foot=_("No names. Tear up when the heads are counted."),
                )

    def appointments(self) -> Iterator[DaySheet]:
        """Slips to cut out, a sheet a place; what is not for a household is in ours."""
        for one in session_lists.appointments(self.facts, self.desk.tongue):
            with in_language(self.desk.tongue or language()):
                yield self.desk.sheet(
                    SheetKind.APPOINTMENT,
                    self.desk.key(SheetKind.APPOINTMENT, one.place_id),
                    fingerprint_of(one),
                    name=say("Slips, {place}", place=one.place),
                    mark=one.place,
                    title=str(say("Appointment slips · {place}", place=one.place)),
                    blocks=session_words.appointments(one),
                    foot=_("Cut between the lines; give each household its own."),
                )
