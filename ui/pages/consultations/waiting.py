"""The waiting list at the right: who is next and why; walk-ins are added here."""

from __future__ import annotations

from PySide6.QtCore import QPoint, Qt, Signal

from clinic.i18n import _, say_n
from clinic.services.views.consultations import ConsultationsDay, Waiting
from ui.pages.consultations.words import waiting_line
from ui.widgets.basics import Button, Label, Tag
from ui.widgets.lines import LineList
from ui.widgets.panel import Foot, Panel


class WaitingPanel(Panel):
    """Most urgent first. A line that is chosen asks the day where it fits; Enter books the best time."""

    chosen = Signal(str)
    opened = Signal(str)
    letter = Signal(str, str)
    walked_in = Signal()
    rules_wanted = Signal()
    """The weights of what puts a household before another one are asked for."""
    menu_asked = Signal(str, QPoint)
    """(request, where on screen)."""

    def __init__(self) -> None:
        super().__init__(
            _("Waiting list"), _("Most urgent first, with the reasons. Enter books the best time."), scroll=False
        )
        self.setObjectName("waitingPanel")
        self._waiting: dict[str, Waiting] = {}
        self._is_filling = False
        self._count = Tag()
        self.title_row.addWidget(self._count)
        self.lines = LineList(_("Waiting list"))
        self.lines.setObjectName("waiting")
        self.lines.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.lines.customContextMenuRequested.connect(self._on_menu)
        self.lines.chosen.connect(self._on_chosen)
        self.lines.opened.connect(self.opened)
        self.lines.letter.connect(self.letter)
        self._nobody = Label(_("Nobody is waiting."), "body", "ink2")
        self._nobody.setContentsMargins(12, 10, 12, 10)
        self.content.addWidget(self._nobody)
        self.content.addWidget(self.lines, 1)
        self._more = Label("", "small", "ink2")
        walk_in = Button(_("Walk-in"), "user-plus", name="walkIn", on=self.walked_in.emit)
        rules = Button(_("Order rules"), kind="link", small=True, name="orderRules", on=self.rules_wanted.emit)
        self.content.addWidget(Foot(walk_in, rules, None, self._more, gap=6))

    def show_list(self, found: ConsultationsDay) -> None:
        """Show who waits. Where the current line has gone the next one takes its place while somebody works here."""
        self._waiting = {str(one.request_id): one for one in found.waiting}
        row, kept = self.lines.currentIndex().row(), self.lines.current_key
        self._is_filling = True
        self.lines.set_lines([waiting_line(one) for one in found.waiting])
        self._is_filling = False
        count = found.waiting_in_all
        self._count.show_text(str(say_n("{n} household", "{n} households", count)) if count else "")
        more = count - len(found.waiting)
        self._more.setText(_("{n} more").format(n=more) if more else "")
        self._nobody.setVisible(not found.waiting)
        if kept and kept not in self._waiting and found.waiting and self.lines.hasFocus():
            self.lines.choose(self.lines.lines[min(row, len(found.waiting) - 1)].key)

    def line(self, key: str) -> Waiting | None:
        """A line of the list."""
        return self._waiting.get(key)

    @property
    def first(self) -> Waiting | None:
        """Whoever is next."""
        return next(iter(self._waiting.values()), None)

    def _on_chosen(self, key: str) -> None:
        if not self._is_filling:
            self.chosen.emit(key)

    def _on_menu(self, point: QPoint) -> None:
        index = self.lines.indexAt(point)
        if index.isValid():
            self.menu_asked.emit(self.lines.lines[index.row()].key, self.lines.viewport().mapToGlobal(point))
