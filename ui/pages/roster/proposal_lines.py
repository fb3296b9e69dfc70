"""A proposal of seats as lines: person by person what would change, with their balance; and which seats stay open."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from clinic.domain.ids import VolunteerId
from clinic.i18n import _, day, weekday_short
from clinic.rules.wording import length
from clinic.services.roster_plan import Proposal
from clinic.services.views.roster_proposal import Load, ProposedSeat, StillOpen
from ui.models.balance import Balance
from ui.states import State
from ui.widgets.lines import Detail, Line

#: Before the id in the key of a seat that stays open.
OPEN = "open-"


@dataclass(frozen=True)
class Group:
    """What changes for one person: their line (not yet saying how much is taken), and by number each seat's line.

    Each seat has two lines: taken over, and left out.
    """

    head: Line
    seats: Mapping[int, tuple[Line, Line]]

    def lines(self, wanted: Collection[int]) -> Iterator[Line]:
        """The lines as long as just these are wanted."""
        taken = sum(number in wanted for number in self.seats)
        told = _("{taken} of {n} seats taken over").format(taken=taken, n=len(self.seats))
        links = _("Leave all out"), _("Take all")
        yield replace(
            self.head,
            details=(Detail(told),),
            link=links[0 if taken == len(self.seats) else 1],
            link_room=max(links, key=len),
            dim=not taken,
            sentence=", ".join(part for part in (self.head.title, told, self.head.tooltip) if part),
        )
        for number, (taken_over, left_out) in self.seats.items():
            yield taken_over if number in wanted else left_out


@dataclass(frozen=True)
class Told:
    """A proposal put into words, all of them once, beside the window's thread."""

    proposal: Proposal
    groups: tuple[Group, ...]
    left: tuple[Line, ...]

    def lines(self, wanted: Collection[int]) -> list[Line]:
        """A line for each person with their balance, and under it one for each of their seats."""
        return [line for group in self.groups for line in group.lines(wanted)]

    def named_by(self, key: str) -> Collection[int]:
        """The changes that a line stands for: one, or all of a person's."""
        if key.isdecimal():
            return {int(key)}
        return {number for group in self.groups if key and group.head.key == key for number in group.seats}


def told(found: Proposal) -> Told:
    """Put a proposal into words; seats that would be open come last."""
    loads = {load.volunteer_id: load for load in found.balance.loads}
    most = max([1, *(max(load.before, load.after) for load in loads.values())])
    by_person: dict[VolunteerId | None, list[int]] = {}
    for number, each in enumerate(found.changes):
        by_person.setdefault(each.volunteer_id, []).append(number)
    people = sorted(by_person, key=lambda who: (who is None, found.changes[by_person[who][0]].name))
    groups = []
    for who in people:
        seats = {number: _seat_lines(number, found.changes[number]) for number in by_person[who]}
        load = loads.get(who) if who is not None else None
        name = found.changes[by_person[who][0]].name or _("Would be open")
        groups.append(Group(_person_line(f"person-{who}", name, load, most, found.balance.mean_after), seats))
    return Told(found, tuple(_in_columns(groups)), tuple(left_lines(found.left)))


def _in_columns(groups: Sequence[Group]) -> Iterator[Group]:
    """The bars of all people below one another, whatever stands at their right."""
    longest = max((group.head.right for group in groups), key=len, default="")
    yield from (replace(group, head=replace(group.head, right_room=longest)) for group in groups)


def _person_line(key: str, name: str, load: Load | None, most: int, mean: float) -> Line:
    if load is None:
        return Line(key=key, title=name, icon="circle-dashed", boxed=True)
    before, after = length(load.before), length(load.after)
    words = _("{before} before, {after} after, hours at night counted double").format(before=before, after=after)
    return Line(
        key=key,
        title=name,
        icon="user",
        right=f"{before} \u2192 {after}",
        balance=Balance(load.after / most, 0.0, mean / most, load.before / most),
        tooltip=words,
        boxed=True,
    )


def _seat_lines(number: int, each: ProposedSeat) -> tuple[Line, Line]:
    details = [Detail(str(reason), "info") for reason in each.reasons]
    if each.was:
        details.insert(0, Detail(_("until now {name}").format(name=each.was), "arrows-left-right", "warn"))
    details += [Detail(str(wish), "warning-fill", "warn") for wish in each.wishes]
    line = Line(
        key=str(number),
        title=f"{each.role} \u00b7 {each.title}",
        state=State.DONE,
        right=f"{weekday_short(each.day.weekday())} {each.day.day} {each.starts:%H:%M}\u2013{each.ends:%H:%M}",
        right_bold=True,
        details=tuple(details),
        link=_("Leave out"),
        boxed=True,
    )
    return line, replace(line, state=State.DUE, link=_("Take"), dim=True)


def left_lines(left: Sequence[StillOpen]) -> list[Line]:
    """Which seats stay open and why, day by day."""
    return list(_left(left))


def _left(left: Sequence[StillOpen]) -> Iterator[Line]:
    on = None
    for each in left:
        if each.day != on:
            on = each.day
            yield Line(key="", title=day(on), section=True)
        yield Line(
            key=f"{OPEN}{each.seat_id}",
            title=str(each.words),
            state=State.OPEN,
            details=(Detail(str(each.why)),),
            link=_("Why?"),
            boxed=True,
            tooltip=f"{each.words}\n{each.why}",
        )
