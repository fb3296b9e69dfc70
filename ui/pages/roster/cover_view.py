"""Cover for somebody who falls out: all their seats at once, whom to ask first, what they said, old copies."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QSizePolicy, QWidget

from clinic.domain.history import Change
from clinic.i18n import _, day, say_n, words
from clinic.ports import UnitOfWork
from clinic.services import cover, fallen_out, share
from clinic.services.cover import CoverPerson, CoverPlan, CoverSeat, Reply
from clinic.services.fallen_out import OfferedAnew
from clinic.services.share import Copy, Ledger
from clinic.services.share import State as CopyState
from ui.covering import Absent, reply_to
from ui.offered_lines import offer_line, told_lines
from ui.page import Page
from ui.states import State
from ui.tokens import CARD_GAP
from ui.widgets.basics import Button, Label, row
from ui.widgets.lines import Detail, Line, LineList
from ui.widgets.panel import Foot, Panel
from ui.widgets.toast import copy_text

LEFT_TO_RIGHT = (2, 1)
MOST_MET = 4
LETTERS = {"a": Reply.ASKED, "y": Reply.YES, "n": Reply.NO, "u": Reply.NO_ANSWER}
STATES = {
    None: State.FITS,
    Reply.ASKED: State.ASKED,
    Reply.YES: State.CONFIRMED,
    Reply.NO: State.NO_FIT,
    Reply.NO_ANSWER: State.NOT_ASKED,
}


class CoverView(QWidget):
    """Letters on a person: A asks (and copies the message), Y said yes, N said no, U no answer; Esc goes back."""

    closed = Signal()

    def __init__(self, page: Page) -> None:
        super().__init__()
        self._page = page
        self._absent: Absent | None = None
        self._plan: CoverPlan | None = None
        self._anew: OfferedAnew | None = None
        self.people, self.copies = LineList(_("Who could step in")), LineList(_("Who must hear of it"))
        self.people.setObjectName("coverPeople")
        self.copies.setObjectName("coverCopies")
        self._sheet = Panel(closable=True, scroll=False)
        self._side = Panel(_("Who must hear of it"), scroll=False)
        self._side.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self._buttons = [
            Button(_("Ask"), "chat-text", kind="primary", small=True, name="coverAsk", on=lambda: self._say("a")),
            Button(_("Said yes"), "check", small=True, name="coverYes", on=lambda: self._say("y")),
            Button(_("Said no"), "x-circle", small=True, name="coverNo", on=lambda: self._say("n")),
            Button(_("No answer"), "phone", small=True, name="coverSilent", on=lambda: self._say("u")),
        ]
        self._copy = Button(_("Copy message"), "copy", small=True, name="coverCopy", on=self._copy_message)
        self._met = Label("", "small", "ink2")
        self._offer = Button(
            _("Give them other times"), "calendar-check", small=True, name="offerAnew", on=self._offer_anew
        )
        self._meetings = Foot(self._met, None, self._offer)
        self._sheet.content.addWidget(self.people, 1)
        self._sheet.content.addWidget(self._meetings)
        self._sheet.content.addWidget(Foot(*self._buttons, None, self._copy, gap=6))
        self._side.content.addWidget(self.copies, 1)
        both = row(self._sheet, gap=CARD_GAP)
        both.addWidget(self._side, LEFT_TO_RIGHT[1])
        both.setStretch(0, LEFT_TO_RIGHT[0])
        self.setLayout(both)
        self.setObjectName("cover")
        self.people.letter.connect(lambda letter, _key: self._say(letter.lower()))
        self.people.opened.connect(lambda _key: self._say("a"))
        self.people.linked.connect(lambda _key: self._say("a"))
        self._sheet.closed.connect(self.closed)
        page.desk.bus.changed.connect(self._on_changed)
        self.setFocusProxy(self.people)

    def show_for(self, absent: Absent) -> None:
        """Show everything that somebody cannot do in a time."""
        self._absent, self._anew = absent, None
        self.look_again()

    def look_again(self) -> None:
        """Read it anew; nothing where nobody was asked about."""
        absent, anew = self._absent, self._anew
        if absent is None:
            return

        def read(work: UnitOfWork) -> tuple[CoverPlan, Ledger, OfferedAnew | None]:
            found = cover.plan(work, volunteer=absent.volunteer_id, starts_at=absent.starts_at, ends_at=absent.ends_at)
            return found, share.ledger(work), anew if anew and fallen_out.stands(work, anew) else None

        self._page.desk.read(read, lambda found: self._show(*found), newest="roster.cover", owner=self)

    def _show(self, found: CoverPlan, ledger: Ledger, anew: OfferedAnew | None) -> None:
        self._plan, self._anew = found, anew
        title = _("Cover for {name}").format(name=found.name)
        count = say_n("{n} seat to fill", "{n} seats to fill", len(found.seats))
        self._sheet.set_title(title, str(count) if found.seats else _("Every seat of that time has somebody else."))
        self.people.set_lines([line for seat in found.seats for line in seat_lines(seat)])
        if not self.people.current_key:
            self.people.choose(next((line.key for line in self.people.lines if "|" in line.key), ""))
        for button in (*self._buttons, self._copy):
            button.setEnabled(bool(found.seats))
        met = [meeting for seat in found.seats for meeting in seat.met]
        self._met.setText(_("{met} in these seats").format(met=say_n("{n} meeting", "{n} meetings", len(met))))
        self._met.setToolTip("\n".join(map(str, met)))
        self._meetings.setVisible(bool(met))
        self.copies.set_lines([*(offered_lines(anew) if anew else ()), *copy_lines(ledger)])
        told = _("{people} hold old copies; {n} to call today")
        self._side.set_title(_("Who must hear of it"), told.format(people=len(ledger.behind), n=len(ledger.phone)))

    def _chosen(self) -> tuple[CoverSeat, CoverPerson] | None:
        seat, _sep, person = self.people.current_key.partition("|")
        for each in self._plan.seats if self._plan else ():
            for one in each.people:
                if (str(each.seat.seat_id), str(one.volunteer_id)) == (seat, person):
                    return each, one
        return None

    def _say(self, letter: str) -> None:
        chosen = self._chosen()
        if chosen is not None and letter in LETTERS:
            seat, one = chosen
            reply_to(self._page, seat.seat, one.volunteer_id, one.name, LETTERS[letter])

    def _offer_anew(self) -> None:
        """Call off what is met in these seats, and book each at another time."""
        absent = self._absent
        if absent is not None:
            self._page.desk.run(
                fallen_out.offer_anew,
                volunteer=absent.volunteer_id,
                starts_at=absent.starts_at,
                ends_at=absent.ends_at,
                starter=self._page,
                done=self._on_offered,
            )

    def _on_offered(self, found: OfferedAnew) -> None:
        self._anew = found  # shown as soon as the change is told

    def _on_changed(self, change: Change, _starter: object) -> None:
        """Meetings are nothing of the roster's, but of this view's."""
        if "consultation" in change.kinds and self.isVisible():
            self.look_again()

    def _copy_message(self) -> None:
        chosen = self._chosen()
        if chosen is not None:
            copy_text(chosen[1].message)
            self._page.desk.say(_("Copied. No names of people helped are in it."))

    def parts(self) -> list[QWidget]:
        """The panes that F6 walks through."""
        return [self._sheet, self._side]


def seat_lines(found: CoverSeat) -> list[Line]:
    """A seat as the head of its people, the one to ask first at the top."""
    head = f"{found.where} \u00b7 {found.seat.wants}"
    lines = [Line(key=str(found.seat.seat_id), title=head, section=True, right=found.seat.place)]
    if found.met:
        lines.append(_met_line(found))
    if found.why_none is not None:
        why = (Detail(str(found.why_none), "lightbulb", "warn"),)
        lines.append(Line(key=f"none-{found.seat.seat_id}", title=_("Nobody fits"), state=State.NO_FIT, details=why))
    return lines + [_person_line(found, one) for one in found.people]


def _met_line(found: CoverSeat) -> Line:
    """Who is met in a seat; of many only the first are named, all of them in the tooltip."""
    told = [str(meeting) for meeting in found.met]
    more = len(told) - MOST_MET
    details = [Detail(text, "chats") for text in told[:MOST_MET]]
    if more > 0:
        details.append(Detail(_("and {n} more").format(n=more)))
    title, count = _("To be met there"), str(len(told))
    key = f"met-{found.seat.seat_id}"
    return Line(key=key, title=title, right=count, details=tuple(details), tooltip="\n".join(told))


def _person_line(found: CoverSeat, one: CoverPerson) -> Line:
    said = {
        Reply.ASKED: _("asked, no word yet"),
        Reply.YES: _("said yes"),
        Reply.NO: _("said no"),
        Reply.NO_ANSWER: _("did not answer"),
    }
    reply = said[one.reply] if one.reply else ""
    state = State.WARNING if one.reply is None and one.breaches else STATES[one.reply]
    details = [Detail(str(one.words)), *(Detail(str(breach), "warning-fill", "warn") for breach in one.breaches)]
    return Line(
        key=f"{found.seat.seat_id}|{one.volunteer_id}",
        title=one.name,
        state=state,
        tag=reply,
        right=one.phone,
        details=tuple(details),
        link=_("Ask") if one.reply is None else _("Ask again"),
        boxed=True,
        dim=one.reply is Reply.NO,
        tooltip=one.message,
    )


def copy_lines(ledger: Ledger) -> list[Line]:
    """Whom to call, then every feed, slip and workbook that is older than the plan."""
    lines = []
    if ledger.phone:
        lines.append(Line(key="", title=_("Call today"), section=True, right=str(len(ledger.phone))))
        lines += [
            Line(
                key=f"call-{one.volunteer_id}",
                title=one.name,
                icon="phone",
                right=one.phone,
                details=(Detail(_("{what}; begins {when}").format(what=_all(one.what), when=words(one.next_at))),),
            )
            for one in ledger.phone
        ]
    old = [copy for copy in ledger.copies if copy.state is CopyState.OLD]
    if old:
        lines.append(Line(key="", title=_("Old copies"), section=True, right=str(len(old))))
        lines += [_copy_line(number, copy) for number, copy in enumerate(old)]
    return lines


def offered_lines(found: OfferedAnew) -> list[Line]:
    """Who was met there and when they are met now, or why not; and who must be told of it."""
    groups = (
        (_("Other times, the most urgent first"), [offer_line(each) for each in found.offers]),
        (_("Must be told"), told_lines(found.tell)),
    )
    lines = []
    for title, some in groups:
        if some:
            lines += [Line(key="", title=title, section=True, right=str(len(some))), *some]
    return lines


def _all(what: tuple[object, ...]) -> str:
    return ", ".join(map(str, what))


def _copy_line(number: int, copy: Copy) -> Line:
    since = _("since {day}").format(day=day(copy.since.date())) if copy.since else ""
    details = tuple(Detail(text) for text in (str(copy.what), str(copy.news or ""), since) if text)
    return Line(key=f"copy-{number}", title=copy.who, state=State.OLD_COPY, details=details)
