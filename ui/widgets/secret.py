"""A field for a passphrase: eye, keyboard layout, Caps Lock, the error under it."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QGuiApplication, QKeyEvent
from PySide6.QtWidgets import QLineEdit, QWidget

from clinic.i18n import _
from ui.states import State
from ui.widgets.basics import Glyph, IconButton, Label, column, restyle, row


class _Field(QLineEdit):
    pressed = Signal(object)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        self.pressed.emit(event)
        super().keyPressEvent(event)


class SecretField(QWidget):
    """The label, the field with its eye, and below it what helps: layout, Caps Lock, error."""

    entered = Signal()

    def __init__(self, label: str, name: str, *, hidden: bool = True) -> None:
        super().__init__()
        self.field = _Field()
        self.field.setObjectName(name)
        self.field.setAccessibleName(label)
        self.field.setMinimumHeight(36)
        if hidden:
            self.field.setEchoMode(QLineEdit.EchoMode.Password)
            # The input method must not learn the passphrase.
            self.field.setInputMethodHints(
                Qt.InputMethodHint.ImhHiddenText
                | Qt.InputMethodHint.ImhNoPredictiveText
                | Qt.InputMethodHint.ImhSensitiveData
            )
        caption = Label(label, "medium")
        caption.setBuddy(self.field)
        self._eye = IconButton("eye", _("Show what is typed"), on=self._on_eye)
        self._eye.setObjectName(f"{name}Eye")
        self._eye.setVisible(hidden)
        self._error = Label("", "small", "bad", wrap=True)
        self._error.hide()
        self._caps = Label(_("Caps Lock is on"), "small", "warn")
        self._caps_glyph = Glyph.of(State.WARNING, 14)
        layout_name = QGuiApplication.inputMethod().locale().nativeLanguageName()
        self._keys = row(gap=5)
        if layout_name:
            self._keys.addWidget(Glyph("keyboard", "ink3", 15))
            self._keys.addWidget(Label(_("Keyboard: {layout}").format(layout=layout_name), "small", "ink2"))
            self._keys.addSpacing(8)
        self._keys.addWidget(self._caps_glyph)
        self._keys.addWidget(self._caps)
        self._keys.addStretch(1)
        line = row(self.field, self._eye, gap=6)
        parts = column(caption, line, self._error, gap=6)
        if hidden:
            parts.addLayout(self._keys)
        self.setLayout(parts)
        self._show_caps(on=False)
        self.field.pressed.connect(self._on_key)
        self.field.returnPressed.connect(self.entered)
        self.field.textEdited.connect(lambda _text: self.show_error(""))

    @property
    def text(self) -> str:
        return self.field.text()

    def show_error(self, sentence: str) -> None:
        """Say under the field what is wrong; '' takes it away. The text stays."""
        self._error.setText(sentence)
        self._error.setVisible(bool(sentence))
        self.field.setAccessibleDescription(sentence)
        if self.field.property("wrong") != bool(sentence):
            self.field.setProperty("wrong", bool(sentence))
            restyle(self.field)

    def _on_eye(self) -> None:
        is_hidden = self.field.echoMode() == QLineEdit.EchoMode.Password
        self.field.setEchoMode(QLineEdit.EchoMode.Normal if is_hidden else QLineEdit.EchoMode.Password)
        self._eye.say(_("Hide what is typed") if is_hidden else _("Show what is typed"))

    def _on_key(self, event: QKeyEvent) -> None:
        """A capital letter without Shift can only come from Caps Lock."""
        text = event.text()
        if len(text) == 1 and text.isalpha() and text.upper() != text.lower():
            shifted = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
            self._show_caps(on=text.isupper() != shifted)

    def _show_caps(self, *, on: bool) -> None:
        self._caps.setVisible(on)
        self._caps_glyph.setVisible(on)
