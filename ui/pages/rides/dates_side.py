"""The chosen hearing of a notice in full: what each notice says beside the other, what is asked, what becomes wrong."""

from __future__ import annotations

from PySide6.QtWidgets import QVBoxLayout, QWidget

from clinic.i18n import _, day
from clinic.services.views.dates import DateLine
from ui.pages.rides.dates_tables import new_date
from ui.states import State
from ui.theme import theme
from ui.widgets.basics import Card, Glyph, Label, Rule, beside, clear, column, row
from ui.widgets.panel import scrolling


class LineDetail(QWidget):
    """Under the table; as high as it needs, up to a limit, then it scrolls."""

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("lineDetail")
        self._rows = QVBoxLayout()
        self._rows.setContentsMargins(12, 8, 12, 8)
        self._rows.setSpacing(6)
        area = scrolling(self._rows)
        self.setLayout(column(Rule(), area, gap=0))
        self.setFixedHeight(theme().px(148))

    def show_line(self, line: DateLine, title: str) -> None:
        """Show one hearing of the notice called `title`."""
        clear(self._rows)
        if line.claims:
            self._show_claims(line, title)
        for text in line.questions:
            self._add(State.WARNING, str(text))
        for one in line.wrong:
            self._add(State.WARNING, str(one.words))
        if not (line.claims or line.questions or line.wrong):
            self._rows.addWidget(Label(_("Nothing becomes wrong."), "small", "ink2"))

    def _show_claims(self, line: DateLine, title: str) -> None:
        """Both notices beside each other."""
        beside = row(gap=8)
        beside.addWidget(_claim(new_date(line), title, _("this notice")), 1)
        for claim in line.claims:
            beside.addWidget(_claim(day(claim.on), claim.title, claim.source), 1)
        self._rows.addWidget(Label(_("Two notices: tick this one, or leave it and decide the other."), "small", "warn"))
        self._rows.addLayout(beside)

    def _add(self, state: State, text: str) -> None:
        self._rows.addLayout(beside(Glyph.of(state, 13), Label(text, "small", wrap=True)))


def _claim(when: str, title: str, who: str) -> Card:
    card = Card(margin=8)
    card.body.addWidget(Label(when, "bold"))
    card.body.addWidget(Label(title, "small", wrap=True))
    card.body.addWidget(Label(who, "small", "ink2", wrap=True))
    return card
