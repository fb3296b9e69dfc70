"""What can be done with a meeting, each with its letter: by key, by the strip under the day, by the menu."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from clinic.domain.ids import ConsultationId
from clinic.i18n import _
from clinic.services import consultations, households
from clinic.services.views.consultations import CardState
from ui.desk import Verb
from ui.page import Page
from ui.pages.consultations.cards import Meeting
from ui.pages.consultations.group_acts import ask_heads, ask_places
from ui.pages.consultations.late import ask_late
from ui.pages.consultations.next_step import ask_next_step, ask_rest

#: What asks something first.
ASKING: dict[str, Callable[[Page, Meeting], None]] = {
    "step": ask_next_step,
    "partly": ask_rest,
    "late": ask_late,
    "heads": ask_heads,
    "places": ask_places,
}


@dataclass(frozen=True, slots=True)
class Act:
    """Something to do with a meeting. `letter` is its key on a card ('Del' for the key of that name)."""

    key: str
    letter: str
    word: str
    icon: str


def acts_of(meeting: Meeting) -> tuple[Act, ...]:
    """What makes sense now, the likeliest first."""
    if not meeting.is_alone:
        return (
            Act("heads", "h", _("Count heads…"), "users"),
            Act("places", "s", _("Places…"), "squares-four"),
        )
    state = meeting.card.state
    arrived = Act("arrived", "a", _("Here"), "sign-in")
    done = Act("done", "d", _("Met"), "check-circle")
    partly = Act("partly", "l", _("Met in part…"), "circle-half")
    step = Act("step", "t", _("Next step…"), "arrow-right")
    no_show = Act("no_show", "n", _("Did not come"), "prohibit")
    if state is CardState.DONE:
        return step, no_show, arrived
    if state is CardState.NO_SHOW:
        return arrived, done
    consent = () if meeting.card.consented else (Act("consent", "g", _("Consent given"), "check-circle"),)
    confirmed, pinned = state is CardState.CONFIRMED, state is CardState.PINNED
    return (
        *consent,
        *((arrived,) if state is not CardState.ARRIVED else ()),
        done,
        partly,
        step,
        Act("confirm", "c", _("Not confirmed") if confirmed else _("Confirm"), "check"),
        Act("pin", "p", _("Unpin") if pinned else _("Pin"), "push-pin"),
        Act("move", "m", _("Move"), "arrow-right"),
        Act("late", "r", _("Shift the rest…"), "clock-counter-clockwise"),
        no_show,
        Act("cancel", "Del", _("Cancel"), "x"),
    )


def act_for(letter: str, meeting: Meeting) -> Act | None:
    """What a letter means on this meeting."""
    return next((act for act in acts_of(meeting) if act.letter.lower() == letter.lower()), None)


def verb_of(act: Act, meeting: Meeting, consultation: ConsultationId) -> tuple[Verb, dict[str, Any]]:
    """The service that does it, with what it needs; not for what asks something first (`ASKING`, `CallOff`)."""
    given: dict[str, Any] = {"consultation": consultation}
    if act.key == "consent":
        return households.consented, {"household": meeting.card.household_id}
    if act.key == "confirm":
        given["confirmed"] = meeting.card.state is not CardState.CONFIRMED
    elif act.key == "pin":
        given["pinned"] = meeting.card.state is not CardState.PINNED
    verbs: dict[str, Verb] = {
        "arrived": consultations.arrived,
        "done": consultations.done,
        "no_show": consultations.no_show,
        "confirm": consultations.confirm,
        "pin": consultations.pin,
    }
    return verbs[act.key], given
