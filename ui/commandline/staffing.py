"""`candidates`, `copy week`, `publish week`, `told`, `answers`, `standby`, `places`: who sits where, who is told."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

import click

from clinic.domain.errors import Refused
from clinic.domain.people import Role
from clinic.domain.when import Week
from clinic.domain.words import DAY_PARTS, ROLES
from clinic.i18n import _, listing, say
from clinic.services import answers, candidates, sessions, stand_by, templates, told
from clinic.services.stand_by import OnStandBy
from clinic.services.told import News, WeekTold
from clinic.services.views.roster import Candidates, CandidateView
from ui.commandline.desk import Desk, site_of, tell
from ui.commandline.finding import seat_called, volunteer_called
from ui.commandline.history import plain_change, tell_change
from ui.commandline.plain import to_plain
from ui.commandline.switches import WeekType, json_switch, site_option
from ui.commandline.text import breach_lines


def commands() -> list[click.Command]:
    """`candidates`, `copy week`, `publish week`, `told`, `answers`."""
    staffing = (_candidates_command, _copy_group, _publish_group, _told_command, _answers_command)
    standing = (_standby_command, _places_command)
    return [topic() for topic in (*staffing, *standing)]


def _candidates_command() -> click.Command:
    return click.Command(
        "candidates",
        callback=click.pass_obj(show_candidates),
        help=_("Everybody for SEAT: who fits, best first; then the others with every rule and what would change it."),
        params=[click.Argument(["seat"]), json_switch()],
    )


def _copy_group() -> click.Command:
    group = click.Group("copy", help=_("Begin a week from another one."))
    week = click.Command(
        "week",
        callback=click.pass_obj(copy_week),
        help=_("Enter the sessions of WEEK in another with whoever still fits; tell who does not, and why."),
        params=[
            _week(),
            click.Option(["--to"], type=WeekType(), required=True, help=_("The week that is filled.")),
            click.Option(["--without-people"], is_flag=True, help=_("Leave all seats open.")),
            site_option(),
            json_switch(),
        ],
    )
    group.add_command(week)
    return group


def _publish_group() -> click.Command:
    group = click.Group("publish", help=_("Let drafts be the plan that people are told."))
    week = click.Command(
        "week",
        callback=click.pass_obj(publish_week),
        help=_("Publish the sessions and trips of WEEK, and tell who must be told, with a message for each."),
        params=[_week(), site_option(), json_switch()],
    )
    group.add_command(week)
    return group


def _told_command() -> click.Command:
    return click.Command(
        "told",
        callback=click.pass_obj(show_told),
        help=_("Who must be told of WEEK as it is published now. With NAME, or --all, note that they have been told."),
        params=[
            _week(),
            click.Argument(["names"], nargs=-1, metavar="[NAME]..."),
            click.Option(["everybody", "--all"], is_flag=True, help=_("All of them have been told.")),
            site_option(),
            json_switch(),
        ],
    )


def _answers_command() -> click.Command:
    return click.Command(
        "answers",
        callback=click.pass_obj(take_answers),
        help=_(
            "What pasted answers mean for WEEK, such as “Ana: yes Tue, no Thu”; one a line, from the file FILE or, "
            "with -, from standard input. Nothing is changed without --apply; then all of it is one step."
        ),
        params=[
            _week(),
            click.Argument(["file"], type=click.File("r", encoding="utf-8"), default="-"),
            click.Option(["volunteer", "--from"], metavar="NAME", help=_("Whose lines without a name are.")),
            click.Option(["--apply"], is_flag=True, help=_("Note what was understood.")),
            site_option(),
            json_switch(),
        ],
    )


def _standby_command() -> click.Command:
    return click.Command(
        "standby",
        callback=click.pass_obj(show_stand_by),
        help=_("Who is on stand-by in WEEK, part of a day by part of a day; cover asks them first."),
        params=[_week(), site_option(), json_switch()],
    )


def _places_command() -> click.Command:
    return click.Command(
        "places",
        callback=click.pass_obj(add_places),
        help=_("Add places at the session of SEAT which are taken at any time of it, for some minutes each."),
        params=[
            click.Argument(["seat"]),
            click.Option(
                ["--role"], type=click.Choice([role.value for role in Role]), required=True, help=_("As what.")
            ),
            click.Option(["--minutes"], type=click.IntRange(1), required=True, help=_("How long each takes.")),
            click.Option(["--number"], type=click.IntRange(1), default=1, help=_("How many.")),
            json_switch(),
        ],
    )


def _week() -> click.Argument:
    return click.Argument(["week"], type=WeekType())


def show_candidates(desk: Desk, *, seat: str, as_json: bool) -> None:
    """Rank everybody for a seat."""
    with desk.open() as runner:
        row = runner.read(seat_called, seat)
        found = runner.read(candidates.candidates, seat=row.id)
    groups = {"fits": found.fits, "warns": found.warns, "why_not": found.why_not}
    data = {"seat": found.seat, "smallest_change": found.smallest_change}
    told_of = {name: [_plain_candidate(one) for one in group] for name, group in groups.items()}
    tell(as_json, {**data, **told_of}, _candidate_lines(found))


def _plain_candidate(one: CandidateView) -> dict[str, Any]:
    return {**to_plain(one), "can_be_overridden": one.can_be_overridden}


def _candidate_lines(found: Candidates) -> Iterator[object]:
    told_of = {"seat": found.seat.wants, "title": found.seat.title, "start": found.seat.starts}
    yield say("{seat}, {title}, {start}", **told_of)
    groups = ((_("Fit:"), found.fits), (_("Fit with a warning:"), found.warns), (_("Do not fit:"), found.why_not))
    for head, people in groups:
        yield from _group_lines(head, people)
    if not (found.fits or found.warns):
        yield found.smallest_change or _("Nobody fits, and no single change would let anybody.")


def _group_lines(head: str, people: Sequence[CandidateView]) -> Iterator[object]:
    if people:
        yield head
    for place, one in enumerate(people, 1):
        yield f"  {place}. " + ", ".join(part for part in (one.name, one.phone, str(one.words)) if part)
        yield from (f"    {line}" for line in breach_lines(one.breaches))


def copy_week(desk: Desk, *, week: Week, to: Week, without_people: bool, site: str | None, as_json: bool) -> None:
    """Copy a week; tell who does not sit there again."""
    with desk.open() as runner:
        where = runner.read(lambda uow: site_of(uow, site).id)
        done = runner.run(templates.copy_and_tell, site=where, week=week, to=to, people=not without_people)
    lines: list[object] = [done.change.label]
    for one in done.not_again:
        lines.append(say("  open: {role}, {where}; not {name} again:", role=one.role, where=one.where, name=one.name))
        lines += [f"    {line}" for line in breach_lines(one.breaches)]
    tell(as_json, {**plain_change(done.change), "not_again": done.not_again}, lines)


def publish_week(desk: Desk, *, week: Week, site: str | None, as_json: bool) -> None:
    """Publish a week; tell who must be told."""
    with desk.open() as runner:
        where = runner.read(lambda uow: site_of(uow, site).id)
        change = runner.run(templates.publish, site=where, week=week)
        found = runner.read(told.told, site=where, week=week)
    tell(as_json, {**plain_change(change), **_plain_told(found)}, [change.label, *_told_lines(found)])


def show_told(
    desk: Desk, *, week: Week, names: Iterable[str], everybody: bool, site: str | None, as_json: bool
) -> None:
    """Show who must be told, after noting who has been."""
    with desk.open() as runner:
        where = runner.read(lambda uow: site_of(uow, site).id)
        people = [runner.read(volunteer_called, name).id for name in names]
        steps = []
        if people or everybody:
            steps.append(runner.run(told.note, site=where, week=week, volunteers=None if everybody else people))
        found = runner.read(told.told, site=where, week=week)
    data = {"steps": [plain_change(step) for step in steps], **_plain_told(found)}
    tell(as_json, data, [*(step.label for step in steps), *_told_lines(found)])


def _plain_told(found: WeekTold) -> dict[str, Any]:
    return {"to_tell": found.to_tell, "knowing": found.knowing, "drafts": found.drafts}


def _told_lines(found: WeekTold) -> Iterator[object]:
    news = {News.NEVER: _("new"), News.CHANGED: _("changed"), News.NOT_NEEDED: _("not needed any more")}
    yield found.line
    for one in found.to_tell:
        yield "  " + ", ".join(part for part in (one.name, one.phone, news[one.news]) if part)
        yield from (f"      {step}" for step in one.since)
        yield from (f"      | {line}" for line in one.message.splitlines())


def show_stand_by(desk: Desk, *, week: Week, site: str | None, as_json: bool) -> None:
    """Show who could be called when."""
    with desk.open() as runner:
        where = runner.read(lambda uow: site_of(uow, site).id)
        found = runner.read(stand_by.stand_by, site=where, week=week)
    tell(as_json, {"stand_by": found}, _stand_by_lines(found) if found else [_("Nobody is on stand-by.")])


def _stand_by_lines(found: Iterable[OnStandBy]) -> Iterator[object]:
    for one in found:
        state = _("away") if one.is_away else _("is working then") if one.is_taken else ""
        roles = str(listing([ROLES[role] for role in one.roles]))
        told_of = ", ".join(part for part in (one.name, one.phone, roles, state) if part)
        yield say("{day}, {part}: {who}", day=one.day, part=DAY_PARTS[one.part], who=told_of)


def add_places(desk: Desk, *, seat: str, role: str, minutes: int, number: int, as_json: bool) -> None:
    """Add places at any time."""
    with desk.open() as runner:
        row = runner.read(seat_called, seat)
        if row.session_id is None:
            raise Refused(say("This seat belongs to a trip, which leaves at its hour. Name a seat of a session."))
        wanted = Role(role)
        change = runner.run(sessions.add_places, session=row.session_id, role=wanted, minutes=minutes, number=number)
        tell_change(change, as_json=as_json)


def take_answers(
    desk: Desk, *, week: Week, file: Any, volunteer: str | None, apply: bool, site: str | None, as_json: bool
) -> None:
    """Show what answers mean, or note them."""
    text = file.read()
    with desk.open() as runner:
        where = runner.read(lambda uow: site_of(uow, site).id)
        who = runner.read(volunteer_called, volunteer).id if volunteer else None
        given: dict[str, Any] = {"site": where, "week": week, "text": text, "volunteer": who}
        found = runner.read(answers.read, **given)
        steps = [runner.run(answers.apply, **given)] if apply else []
    said = [{**to_plain(one), "words": str(one.words)} for one in found.said]
    data = {"steps": [plain_change(step) for step in steps], "said": said, "unclear": found.unclear}
    lines: list[object] = [*(step.label for step in steps), found.line, *(f"  {one.words}" for one in found.said)]
    for one in found.unclear:
        lines += [say("  line {n}: “{text}”", n=one.line, text=one.text), f"      {one.why}"]
    if not apply:
        lines.append(_("Nothing was changed. With --apply it is noted."))
    tell(as_json, data, lines)
