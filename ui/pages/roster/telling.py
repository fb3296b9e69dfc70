"""A published week: who must be told what, with messages ready to paste; and what came back, pasted and shown first."""

from __future__ import annotations

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QPlainTextEdit, QSizePolicy, QWidget

from clinic.domain.ids import SiteId
from clinic.domain.sessions import Answer
from clinic.domain.when import Week
from clinic.i18n import _, say_n, words
from clinic.ports import UnitOfWork
from clinic.services import answers
from clinic.services import told as telling
from clinic.services.answers import Reading
from clinic.services.told import News, ToTell, WeekTold
from ui.page import Page
from ui.states import State
from ui.tokens import CARD_GAP
from ui.widgets.basics import Button, Label, column, row
from ui.widgets.lines import Detail, Line, LineList
from ui.widgets.panel import Foot, Panel
from ui.widgets.toast import copy_text

NEWS = {News.NEVER: State.NOT_ASKED, News.CHANGED: State.OLD_COPY, News.NOT_NEEDED: State.NO_FIT}
LEFT_TO_RIGHT = (3, 2)
#: So many milliseconds after the last key it is read what was typed.
PAUSE = 250


class TellingView(QWidget):
    """Letters on a person: C copies their message, T notes that they were told; Esc goes back."""

    closed = Signal()

    def __init__(self, page: Page) -> None:
        super().__init__()
        self._page = page
        self._found: WeekTold | None = None
        self.setObjectName("telling")
        self.people, self.means = LineList(_("Who must be told")), LineList(_("What the answers mean"))
        self.people.setObjectName("toTell")
        self.means.setObjectName("answers")
        self.text = QPlainTextEdit()
        self.text.setObjectName("pastedAnswers")
        self.text.setAccessibleName(_("Answers, a line each"))
        self.text.setPlaceholderText(_("Ana: yes Tue, no Thu"))
        self.text.setTabChangesFocus(True)
        self._sheet = Panel(_("Who must be told"), closable=True, scroll=False)
        self._side = Panel(_("Paste answers"), scroll=False)
        self._copy = Button(
            _("Copy message"), "copy", kind="primary", small=True, name="copyNews", on=lambda: self._do("c")
        )
        self._note = Button(_("Told"), "check", small=True, name="noteTold", on=lambda: self._do("t"))
        self._all = Button(_("All have been told"), "checks", small=True, name="noteAllTold", on=self._note_all)
        self._apply = Button(_("Note answers"), "check", small=True, name="noteAnswers", on=self._note_answers)
        self._soon = QTimer(self)
        self._build()
        self._wire()

    def _build(self) -> None:
        self._sheet.content.addWidget(self.people, 1)
        self._sheet.content.addWidget(Foot(self._copy, self._note, None, self._all, gap=6))
        hint = Label(_("One line for each person: who, yes or no, and the days or the three letters."), "small", "ink2")
        hint.setWordWrap(True)
        hint.setBuddy(self.text)
        self._side.content.addLayout(column(hint, self.text, gap=6, margins=(12, 0, 12, 8)))
        self._side.content.addWidget(self.means, 1)
        self._side.content.addWidget(Foot(None, self._apply))
        self._side.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        both = row(self._sheet, gap=CARD_GAP)
        both.addWidget(self._side, LEFT_TO_RIGHT[1])
        both.setStretch(0, LEFT_TO_RIGHT[0])
        self.setLayout(both)
        self.setFocusProxy(self.people)

    def _wire(self) -> None:
        self._soon.setSingleShot(True)
        self._soon.setInterval(PAUSE)
        self._soon.timeout.connect(self._read)
        self.text.textChanged.connect(self._soon.start)
        self.people.letter.connect(lambda letter, _key: self._do(letter.lower()))
        self.people.linked.connect(lambda _key: self._do("c"))
        self.people.opened.connect(lambda _key: self._do("c"))
        self._sheet.closed.connect(self.closed)
        self._show_means(None)

    # --------------------------------------------------------------------------------------------- who must be told

    @property
    def _where(self) -> tuple[SiteId | None, Week]:
        return self._page.desk.site, Week.of(self._page.desk.day)

    def look_again(self) -> None:
        """Read anew who must be told of the page's week."""
        site, week = self._where
        if site is not None:
            self._page.desk.read(
                lambda work: telling.told(work, site=site, week=week), self._show, newest="roster.told", owner=self
            )

    def _show(self, found: WeekTold) -> None:
        self._found = found
        drafts = say_n("{n} seat is not published", "{n} seats are not published", found.drafts)
        note = f"{found.line} \u00b7 {drafts}" if found.drafts else str(found.line)
        self._sheet.set_title(_("Who must be told, week {n}").format(n=found.week.number), note)
        self.people.set_lines([_line(one) for one in found.to_tell] or [_nobody(found)])
        if not self.people.current_key and found.to_tell:
            self.people.choose(str(found.to_tell[0].volunteer_id))
        for button in (self._copy, self._note, self._all):
            button.setEnabled(bool(found.to_tell))

    def _do(self, letter: str) -> None:
        people = self._found.to_tell if self._found else ()
        one = next((one for one in people if str(one.volunteer_id) == self.people.current_key), None)
        if one is None:
            return
        if letter == "c":
            copy_text(one.message)
            self._page.desk.say(_("Copied. No names of people helped are in it."))
        elif letter == "t":
            self._note_told((one,))

    def _note_all(self) -> None:
        self._note_told(self._found.to_tell if self._found else ())

    def _note_told(self, people: tuple[ToTell, ...]) -> None:
        if self._found is None:
            return
        self._page.desk.run(
            telling.note,
            site=self._found.site_id,
            week=self._found.week,
            volunteers={one.volunteer_id for one in people},
            starter=self._page,
            done=lambda _change: self.look_again(),
        )

    # ----------------------------------------------------------------------------------------------- what came back

    def _read(self) -> None:
        site, week, text = *self._where, self.text.toPlainText()
        if site is None or not text.strip():
            self._show_means(None)
            return

        def read(work: UnitOfWork) -> Reading:
            return answers.read(work, site=site, week=week, text=text)

        self._page.desk.read(read, self._show_means, newest="roster.answers", owner=self)

    def _show_means(self, found: Reading | None) -> None:
        self.means.set_lines(answer_lines(found) if found else [])
        self._side.set_title(_("Paste answers"), str(found.line) if found else "")
        self._apply.setEnabled(found is not None and bool(found.said))

    def _note_answers(self) -> None:
        site, week = self._where

        def noted(_change: object) -> None:
            self.text.clear()
            self.look_again()

        text = self.text.toPlainText()
        self._page.desk.run(answers.apply, site=site, week=week, text=text, starter=self._page, done=noted)

    def parts(self) -> list[QWidget]:
        """The panes that F6 walks through."""
        return [self._sheet, self._side]


def _nobody(found: WeekTold) -> Line:
    """What is said when nobody must be told, and what to do where nothing is published yet."""
    words = _("Everybody knows the week as it is.")
    if found.drafts:
        words = _("Nobody must be told of what is published. Publish the week to tell them the rest.")
    return Line(key="", title="", details=(Detail(words, "info"),))


def _line(one: ToTell) -> Line:
    news = {
        News.NEVER: _("not told yet"),
        News.CHANGED: _("changed since"),
        News.NOT_NEEDED: _("not needed any more"),
    }[one.news]
    when = _("{news}, told {when}").format(news=news, when=words(one.told_at)) if one.told_at else news
    details = [Detail(when), *(Detail(duty.words, "calendar-blank") for duty in one.duties)]
    details += [Detail(str(step), "arrows-left-right", "warn") for step in one.since]
    return Line(
        key=str(one.volunteer_id),
        title=one.name,
        state=NEWS[one.news],
        right=one.phone,
        details=tuple(details),
        link=_("Copy message"),
        boxed=True,
        tooltip=one.message,
        sentence=", ".join([one.name, *(detail.text for detail in details)]),
    )


def answer_lines(found: Reading) -> list[Line]:
    """What each part means, and what could not be understood with the reason."""
    lines = [
        Line(
            key=str(number),
            title=str(one.words),
            state=State.CONFIRMED if one.answer is Answer.CONFIRMED else State.NO_FIT,
        )
        for number, one in enumerate(found.said)
    ]
    return lines + [
        Line(
            key=f"unclear-{number}",
            title=_("Line {n}: {text}").format(n=one.line, text=one.text),
            state=State.WARNING,
            details=(Detail(str(one.why)),),
        )
        for number, one in enumerate(found.unclear)
    ]
