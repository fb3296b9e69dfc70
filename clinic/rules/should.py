"""Rules about who may sit where: role, languages, papers, training, supervision. A typed reason overrules each."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date, datetime

from clinic.domain.breaches import Severity
from clinic.domain.people import LAWYERS, SUPERVISED, Credential, CredentialKind, Level, Role, Volunteer
from clinic.domain.sessions import Seat, Session, SessionKind
from clinic.domain.when import Interval, length_minutes
from clinic.domain.words import CREDENTIALS, LEVELS, ROLES, language_list, language_name
from clinic.i18n import Sentence, listing, say

from .facts import Facts
from .limits import days_of
from .rule import Fault
from .subjects import SEATINGS, Seating
from .wording import clock, length

#: Whoever holds one of these roles may sit in a seat of that role too (field research 2.3).
ALSO = {
    Role.ATTORNEY: frozenset({Role.SUPERVISING_ATTORNEY}),
    Role.ACCREDITED_REPRESENTATIVE: frozenset({Role.SUPERVISING_ATTORNEY, Role.ATTORNEY}),
    Role.ESCORT: frozenset({Role.DRIVER}),
}
#: Who may answer for a law student.
SUPERVISORS = frozenset({Role.SUPERVISING_ATTORNEY, Role.ATTORNEY})
#: The papers of which a lawyer's seat asks for one (field research 2.7); the first is what people are told to bring.
LICENCES = {
    Role.SUPERVISING_ATTORNEY: (CredentialKind.BAR_LICENCE,),
    Role.ATTORNEY: (CredentialKind.BAR_LICENCE,),
    Role.ACCREDITED_REPRESENTATIVE: (CredentialKind.ACCREDITATION, CredentialKind.BAR_LICENCE),
}


@SEATINGS.rule("ROLE", Severity.REASON, say("Everybody does what they signed up for"), switchable=True)
def has_the_role(_: Facts, case: Seating) -> Iterator[Fault]:
    """The volunteer has the seat's role, or one that includes it."""
    person, role = case.volunteer, case.seat.role
    if role in person.roles or not ALSO.get(role, frozenset()).isdisjoint(person.roles):
        return
    told = {"name": person.name, "role": ROLES[role]}
    mend = say("Add the role {role} to {name}.", **told)
    if person.roles:
        roles = listing([ROLES[held] for held in person.roles])
        yield Fault(say("{name}: {roles}; the seat asks for {role}.", roles=roles, **told), (mend,))
    else:
        yield Fault(say("{name}: no role on file; the seat asks for {role}.", **told), (mend,))


@SEATINGS.rule("LANGUAGE", Severity.REASON, say("The languages of the seat are spoken"))
def speaks_the_languages(_: Facts, case: Seating) -> Iterator[Fault]:
    """All languages of the seat are spoken; an interpreter works in the seat's direction (field research 2.5)."""
    person, seat = case.volunteer, case.seat
    if lacking := [code for code in seat.languages if not speaks(person, code)]:
        asked = {"name": person.name, "asked": language_list(tuple(lacking))}
        mend = say("Add {asked} to the languages of {name} if it is spoken.", **asked)
        spoken = tuple(spoken.language for spoken in person.speaks)
        if spoken:
            sentence = say("{name} speaks {spoken}; the seat asks for {asked}.", spoken=language_list(spoken), **asked)
        else:
            sentence = say("{name}: no language on file; the seat asks for {asked}.", **asked)
        yield Fault(sentence, (mend,), len(lacking))
    if seat.source and seat.target and not person.may_interpret(seat.source, seat.target):
        yield _direction(person, seat)


def speaks(person: Volunteer, language: str) -> bool:
    """Whether somebody speaks a language, or interprets from or into it."""
    return person.level(language) is not None or any(language in (i.source, i.target) for i in person.interprets)


def _direction(person: Volunteer, seat: Seat) -> Fault:
    asked = {"name": person.name, "asked": direction(seat.source, seat.target)}
    mend = say("Add {asked} to what {name} interprets.", **asked)
    if not person.interprets:
        return Fault(say("{name}: no interpreting on file; the seat asks for {asked}.", **asked), (mend,))
    held = listing([direction(i.source, i.target) for i in person.interprets])
    return Fault(say("{name} interprets {held}; the seat asks for {asked}.", held=held, **asked), (mend,))


def direction(source: str, target: str) -> Sentence:
    """A direction of interpreting: 'Mam → Spanish'."""
    return say("{source} → {target}", source=language_name(source), target=language_name(target))


@SEATINGS.rule("LEVEL", Severity.WISH, say("The languages of the seat are spoken well"), switchable=True)
def speaks_them_well(_: Facts, case: Seating) -> Iterator[Fault]:
    """No language of the seat is spoken only a little."""
    asked = dict.fromkeys(code for code in (*case.seat.languages, case.seat.source, case.seat.target) if code)
    for code in asked:
        if case.volunteer.level(code) is Level.BASIC:
            told = {"name": case.volunteer.name, "language": language_name(code), "level": LEVELS[Level.BASIC]}
            mend = say("Type the level anew once somebody has heard {name} speak {language}.", **told)
            yield Fault(say("{name} speaks {language}: {level}.", **told), (mend,))


@SEATINGS.rule("CREDENTIAL", Severity.REASON, say("Licences are valid on the day"), switchable=True)
def has_a_valid_paper(facts: Facts, case: Seating) -> Iterator[Fault]:
    """Whoever gives legal advice has a licence valid on every day of the seat; a driver's licence on file is valid too.

    A licence counts until the end of its last day. That a driver's licence is on file at all is not asked.
    """
    seat, papers = case.seat, case.volunteer.credentials
    session = _session(facts, seat)
    day = days_of(case.this)[-1]
    if session is not None and session.advice and (kinds := LICENCES.get(seat.role)):
        held = [paper for paper in papers if paper.kind in kinds]
        if not held:
            yield _no_paper(case.volunteer, kinds[0])
        elif not _any_valid(held, day):
            yield _ended(case.volunteer, held, day)
    if seat.trip_id is not None and seat.role is Role.DRIVER:
        held = [paper for paper in papers if paper.kind is CredentialKind.DRIVING_LICENCE]
        if held and not _any_valid(held, day):
            yield _ended(case.volunteer, held, day)


def _session(facts: Facts, seat: Seat) -> Session | None:
    return facts.sessions[seat.session_id] if seat.session_id is not None else None


def _any_valid(papers: Iterable[Credential], day: date) -> bool:
    return any(paper.expires_on is None or day <= paper.expires_on for paper in papers)


def _no_paper(person: Volunteer, kind: CredentialKind) -> Fault:
    told = {"name": person.name, "paper": CREDENTIALS[kind]}
    return Fault(
        say("{name}: no {paper} on file; this session gives legal advice.", **told),
        (
            say("Type the {paper} of {name} and its last day once somebody has seen it.", **told),
            say("Make it a session for information only."),
        ),
    )


def _ended(person: Volunteer, papers: Iterable[Credential], day: date) -> Fault:
    last, kind, where = max((paper.expires_on or date.max, paper.kind.value, paper.jurisdiction) for paper in papers)
    name = CREDENTIALS[CredentialKind(kind)]
    told = {"name": person.name, "paper": say("{paper} ({where})", paper=name, where=where) if where else name}
    return Fault(
        say("{name}: {paper} valid until {last}; the seat is on {day}.", last=last, day=day, **told),
        (
            say("Move the seat to {day} or earlier.", day=last),
            say("Type the new last day once somebody has seen the renewed paper."),
        ),
        (day - last).days,
    )


@SEATINGS.rule("TRAINED", Severity.REASON, say("Training comes before the first seat"), switchable=True)
def is_trained(facts: Facts, case: Seating) -> Iterator[Fault]:
    """Nobody works before their training, if the clinic asks for one (field research 2.3); a training is no work."""
    session = _session(facts, case.seat)
    if session is not None and session.kind is SessionKind.TRAINING:
        return
    person, day = case.volunteer, days_of(case.this)[0]
    if person.trained_on is None:
        told = {"name": person.name, "day": day}
        mend = say("Train {name} by {day} and type the date.", **told)
        yield Fault(say("{name} has had no training yet; the seat is on {day}.", **told), (mend,))
    elif person.trained_on > day:
        told = {"name": person.name, "day": day, "trained": person.trained_on}
        mend = say("Move the seat to {day} or later.", day=person.trained_on)
        price = (person.trained_on - day).days
        yield Fault(say("{name} is trained on {trained}; the seat is on {day}.", **told), (mend,), price)


@SEATINGS.rule("SUPERVISION", Severity.REASON, say("A law student works beside an attorney"), switchable=True)
def is_supervised(facts: Facts, case: Seating) -> Iterator[Fault]:
    """An attorney sits in the same session for the whole of a law student's seat (field research 2.3)."""
    seat = case.seat
    if seat.role not in SUPERVISED or seat.session_id is None:
        return
    beside = facts.seats_by_session.get(seat.session_id, ())
    seated = [s.interval for s in beside if s.role in SUPERVISORS and s.volunteer_id is not None and s.id != seat.id]
    gaps = uncovered(case.this.interval, seated)
    if not gaps:
        return
    alone = sum(length_minutes(start, end) for start, end in gaps)
    if alone == case.this.interval.length:
        mend = say("Seat an attorney or a supervising attorney in this session first.")
        yield Fault(say("No attorney sits in this session."), (mend,), alone)
        return
    told = {"start": clock(gaps[0][0], case.this.zone), "end": clock(gaps[0][1], case.this.zone)}
    yield Fault(
        say("No attorney sits here from {start} until {end}: {alone} alone.", alone=length(alone), **told),
        (say("Seat an attorney from {start} until {end}.", **told),),
        alone,
    )


def uncovered(whole: Interval, parts: Iterable[Interval]) -> list[tuple[datetime, datetime]]:
    """The stretches of `whole` that none of `parts` holds, earliest first."""
    gaps, reached = [], whole.start
    for part in sorted(parts):
        if part.start > reached:
            gaps.append((reached, min(part.start, whole.end)))
        reached = max(reached, part.end)
        if reached >= whole.end:
            break
    if reached < whole.end:
        gaps.append((reached, whole.end))
    return [(start, end) for start, end in gaps if start < end]


@SEATINGS.rule("WOMEN_ONLY", Severity.REASON, say("Women interpret where a shelter asks for it"))
def is_a_woman_where_asked(facts: Facts, case: Seating) -> Iterator[Fault]:
    """At a place that asks for it, only women interpret."""
    session = _session(facts, case.seat)
    if session is None or case.seat.role is not Role.INTERPRETER or case.volunteer.is_woman:
        return
    place = facts.places[session.place_id]
    if place.women_interpreters_only:
        yield not_a_woman(case.volunteer, say("Only women interpret at {place}.", place=place.label))


def not_a_woman(person: Volunteer, sentence: Sentence) -> Fault:
    """The fault of a team in which only women may interpret."""
    if person.is_woman is None:
        return Fault(sentence, (say("Note that {name} is a woman, if so.", name=person.name),))
    return Fault(sentence, (say("Choose a woman for this seat."),))


def is_lawyer(role: Role) -> bool:
    """Whether a seat of this role gives legal advice, alone or under supervision."""
    return role in LAWYERS or role in SUPERVISED
