"""A small clinic in Tijuana in a real store, on which verbs are tried. Tuesday is 14 July 2026; it is 09:00 there."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime
from typing import Any

from clinic.domain.breaches import Breach
from clinic.domain.errors import RuleBroken
from clinic.domain.history import Change
from clinic.domain.people import Credential, CredentialKind, Interprets, Role, Volunteer
from clinic.domain.places import PlaceKind
from clinic.domain.sessions import Seat, Session
from clinic.domain.trips import Leg, Trip
from clinic.domain.when import Week, at, parse_clock
from clinic.i18n import say
from clinic.ports import UnitOfWork
from clinic.services import history
from db.mapping import NOUNS, codecs_of
from tests import factory
from tests.stores import memory_store

TUESDAY = date(2026, 7, 14)
WEDNESDAY, THURSDAY, FRIDAY = date(2026, 7, 15), date(2026, 7, 16), date(2026, 7, 17)
WEEK = Week.of(TUESDAY)
ZONE = factory.ZONE
NOW = datetime(2026, 7, 14, 16, tzinfo=UTC)
LICENCE = Credential(CredentialKind.BAR_LICENCE, "CA")
BOTH_WAYS = (Interprets("spa", "eng"), Interprets("eng", "spa"))


class Scene:
    """A store with a clinic, a site, an office, a shelter and a port. Makers commit by themselves and give rows."""

    def __init__(self) -> None:
        self.store = memory_store(clock=lambda: NOW)
        with self.store.work("Maria") as uow:
            factory.make_clinic(uow)
            self.site = factory.make_site(uow)
            self.office = factory.make_place(uow, "Jacaranda", PlaceKind.OFFICE)
            self.shelter = factory.make_place(uow, "Shelter Norte")
            self.port = factory.make_place(uow, "El Chaparral", PlaceKind.PORT)
            uow.commit(say("Set the scene"))

    def make(self, maker: Callable[..., Any], *given: Any, **more: Any) -> Any:
        """A row of one of the factories, in a transaction of its own."""
        with self.store.work("Maria") as uow:
            row = maker(uow, *given, **more)
            uow.commit(say("Set the scene"))
        return row

    def volunteer(self, name: str = "Anna", *roles: Role, **more: Any) -> Volunteer:
        """Somebody with a licence, who interprets between English and Spanish."""
        known = {"site_id": self.site.id, "credentials": (LICENCE,), "interprets": BOTH_WAYS, **more}
        made: Volunteer = self.make(factory.make_volunteer, name, roles or tuple(Role), **known)
        return made

    def session(self, start: str = "10:00", end: str = "12:00", on: date = TUESDAY, **more: Any) -> Session:
        """A session at the office."""
        starts_at, ends_at = (at(on, parse_clock(clock), ZONE) for clock in (start, end))
        known = {"place_id": self.office.id, "ends_at": ends_at, **more}
        made: Session = self.make(factory.make_session, starts_at, **known)
        return made

    def trip(self, start: str = "02:30", end: str = "06:00", on: date = TUESDAY, **more: Any) -> Trip:
        """A trip to the port."""
        departs_at, arrives_at = (at(on, parse_clock(clock), ZONE) for clock in (start, end))
        known = {"leg": Leg.OTHER, "departs_at": departs_at, "arrives_at": arrives_at, "port_id": self.port.id, **more}
        made: Trip = self.make(factory.make_trip, "T3", **known)
        return made

    def seat(self, at_: Session | Trip, role: Role = Role.ATTORNEY, who: Volunteer | None = None, **more: Any) -> Seat:
        """A seat there, with somebody in it or open."""
        made: Seat = self.make(factory.make_seat, at_, role, who, **more)
        return made

    def work(self, verb: Callable[..., Change], **given: Any) -> Change:
        """Call a verb in a transaction of its own."""
        with self.store.work("Maria") as uow:
            return verb(uow, **given)

    def ask(self, query: Callable[..., Any], **given: Any) -> Any:
        """Ask a query."""
        with self.store.read() as uow:
            return query(uow, **given)

    def now(self, row: Any) -> Any:
        """A row as the file has it now."""
        with self.store.read() as uow:
            return self._repository(uow, row).get(row.id)

    def refused(self, verb: Callable[..., Change], **given: Any) -> tuple[Breach, ...]:
        """All breaches with which a verb was refused, empty when it was not."""
        try:
            self.work(verb, **given)
        except RuleBroken as error:
            return error.breaches
        return ()

    def everything(self) -> dict[Any, Any]:
        """Every row of every noun, by id, as plain values."""
        with self.store.read() as uow:
            rows = [row for noun in NOUNS for row in self._of(uow, noun).where()]
            return {
                row.id: {name: codec.dump(getattr(row, name)) for name, codec in codecs_of(type(row)).items()}
                for row in rows
            }

    def undone(
        self, verb: Callable[..., Change], **given: Any
    ) -> tuple[dict[Any, Any], dict[Any, Any], dict[Any, Any]]:
        """Everything before a verb, after it, and after it was undone."""
        before = self.everything()
        self.work(verb, **given)
        after = self.everything()
        self.work(history.undo)
        return before, after, self.everything()

    def _repository(self, uow: UnitOfWork, row: Any) -> Any:
        return self._of(uow, type(row))

    def _of(self, uow: UnitOfWork, noun: type[Any]) -> Any:
        for repository in vars(uow).values():
            if getattr(repository, "noun", None) is noun:
                return repository
        raise LookupError(noun)


def codes(breaches: tuple[Breach, ...]) -> set[str]:
    """The codes of breaches."""
    return {breach.code for breach in breaches}
