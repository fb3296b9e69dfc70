"""How a seat looks and what it says: its role's icon, its state's shape, everything about it for a tooltip."""

from __future__ import annotations

from clinic.domain.people import Role
from clinic.i18n import _, day, say
from clinic.services.views.seats import SeatState, SeatView
from ui.states import State

ROLE_ICONS = {
    Role.SUPERVISING_ATTORNEY: "scales",
    Role.ATTORNEY: "scales",
    Role.ACCREDITED_REPRESENTATIVE: "identification-card",
    Role.LAW_STUDENT: "graduation-cap",
    Role.INTERPRETER: "translate",
    Role.TRANSLATOR: "translate",
    Role.CHILDCARE: "baby",
    Role.DRIVER: "car",
    Role.ESCORT: "person-simple-walk",
    Role.DOCTOR: "first-aid-kit",
}
STATES = {
    SeatState.OPEN: State.OPEN,
    SeatState.NOT_ASKED: State.NOT_ASKED,
    SeatState.ASKED: State.ASKED,
    SeatState.CONFIRMED: State.CONFIRMED,
    SeatState.PINNED: State.PINNED,
    SeatState.WARNING: State.WARNING,
    SeatState.OVERRIDDEN: State.OVERRIDDEN,
}

RULES = {
    "TRAVEL": say("Too far"),
    "REST": say("Short rest"),
    "SHORT_GAP": say("Tight"),
    "HOURS_A_DAY": say("Long day"),
    "DAYS_A_WEEK": say("No day off"),
    "NIGHTS_A_WEEK": say("Many nights"),
    "ROLE": say("Wrong role"),
    "LANGUAGE": say("Language"),
    "LEVEL": say("Language level"),
    "CREDENTIAL": say("Papers"),
    "TRAINED": say("Not trained"),
    "SUPERVISION": say("Unsupervised"),
    "WOMEN_ONLY": say("Women only"),
    "OVERLAP": say("Overlaps"),
    "VETTED": say("Not vetted"),
    "CONFLICT": say("Known conflict"),
    "HERE": say("Not here"),
    "ABSENT": say("Away"),
    "TENTATIVE": say("Perhaps away"),
    "CANNOT": say("Cannot"),
    "UNSURE": say("Not sure"),
    "STAND_BY": say("On stand-by"),
    "ORIENTATION": say("No orientation"),
    "STILL_OUT": say("Still out"),
}
"""What a rule about seats says in a word or two, for the head of a cell; the sentence stands under it."""


def rule_word(code: str) -> str:
    """The short name of a rule about seats."""
    return str(RULES[code]) if code in RULES else _("Does not fit")


def role_icon(role: Role) -> str:
    """The icon of a role."""
    return ROLE_ICONS.get(role, "clipboard-text")


def seat_hint(seat: SeatView) -> str:
    """Everything about a taken seat, for its tooltip: who, as what, state, what speaks against it, the typed reason."""
    lines = [seat.name, f"{seat.wants} · {STATES[seat.state].word}", *(str(b.sentence) for b in seat.breaches)]
    if seat.reason:
        lines.append(_("Reason: {reason}").format(reason=seat.reason))
    return "\n".join(lines)


def seat_text(seat: SeatView) -> str:
    """A seat as a message to send: plain lines, no names of people helped."""
    when = f"{day(seat.starts.date())} {seat.starts:%H:%M}–{seat.ends:%H:%M}"
    return "\n".join([str(seat.wants), f"{seat.title}, {when}", seat.place])
