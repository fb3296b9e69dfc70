"""A proposal of bookings as lines: day by day who would be met, taken over or not; and who is left, and why."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from clinic.domain.words import CONSULTATIONS
from clinic.i18n import _, day
from clinic.services.consultation_plan import Proposal
from clinic.services.views.booking_proposal import ProposedMeeting, StillWaiting
from ui.states import State
from ui.widgets.lines import Detail, Line


def meeting_lines(found: Proposal, wanted: Collection[int]) -> list[Line]:
    """A line a meeting, with a head for each day."""
    return list(_by_day(found, wanted))


def _by_day(found: Proposal, wanted: Collection[int]) -> Iterator[Line]:
    on = None
    for meeting in found.meetings:
        if meeting.starts.date() != on:
            on = meeting.starts.date()
            yield Line(key="", title=day(on), section=True)
        yield _meeting_line(meeting, wanted=meeting.number in wanted)


def _meeting_line(meeting: ProposedMeeting, *, wanted: bool) -> Line:
    details = [Detail(str(reason), "info") for reason in meeting.reasons]
    if meeting.was is not None:
        was = _("until now {day} {hour}").format(day=day(meeting.was.date()), hour=f"{meeting.was:%H:%M}")
        details.insert(0, Detail(was, "arrows-left-right", "warn"))
    details += [Detail(str(wish), "warning-fill", "warn") for wish in meeting.wishes]
    return Line(
        key=str(meeting.number),
        title=f"{meeting.code} · {CONSULTATIONS[meeting.kind]}",
        state=State.DONE if wanted else State.DUE,
        right=f"{meeting.starts:%H:%M}–{meeting.ends:%H:%M}",
        right_bold=True,
        details=(Detail(meeting.lawyer, "user"), *details),
        link=_("Leave out") if wanted else _("Take"),
        boxed=True,
        dim=not wanted,
    )


def left_lines(left: Collection[StillWaiting]) -> list[Line]:
    """Who still waits, why, and what would help."""
    return [
        Line(
            key=f"left-{number}",
            title=f"{one.code} · {CONSULTATIONS[one.kind]}",
            state=State.NOT_COVERED,
            details=(*(Detail(str(why)) for why in one.why), *(Detail(str(mend), "lightbulb") for mend in one.mends)),
        )
        for number, one in enumerate(left)
    ]
