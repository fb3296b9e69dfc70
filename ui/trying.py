"""Try a step that rules may refuse: all reasons at once, the smallest change, and a typed reason where that is enough.

Every page tries through here, so that a refusal looks and reads the same wherever it comes from.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from clinic.domain.breaches import Breach
from clinic.domain.errors import RuleBroken
from clinic.i18n import _
from ui.desk import Verb
from ui.dialogs.anyway import AnywayDialog, BrokenRule, Mend
from ui.page import Page
from ui.widgets.banner import Offer
from ui.widgets.toast import announce


def _nothing(_answer: object) -> None:
    """For steps whose answer nobody waits for."""


def attempt(
    page: Page,
    verb: Verb,
    /,
    *,
    subject: str,
    word: str = "",
    go: str = "",
    done: Callable[[Any], None] = _nothing,
    **kwargs: Any,
) -> None:
    """Have `verb` done. `subject` says in words what is tried: 'Anna Reyes as interpreter, Consultations, Tue 14 July'.

    `word` asks ('Seat Anna Reyes anyway?'), `go` stands on the button that insists ('Seat anyway').

    Refused with rules that a reason may overrule: the dialog asks for the reason and tries again with it. Refused for
    good: the page's banner lists every rule and what would mend it.
    """

    def again(reason: str) -> None:
        attempt(page, verb, subject=subject, word=word, go=go, done=done, **{**kwargs, "reason": reason})

    def failed(error: BaseException) -> None:
        if isinstance(error, RuleBroken):
            refused(page, error, subject=subject, word=word, go=go, again=again)
        else:
            page.desk.guard.handle(error)

    def landed(answer: Any) -> None:
        page.banner.dismiss()
        done(answer)

    page.desk.run(verb, done=landed, failed=failed, starter=page, **kwargs)


def refused(page: Page, error: RuleBroken, *, subject: str, word: str, go: str, again: Callable[[str], None]) -> None:
    """Show why not: the dialog where a reason is enough, else the banner."""
    if not error.can_be_overridden:
        tell_why_not(page, error.breaches, subject)
        return
    mends = [mend for breach in error.breaches for mend in breach.mends]
    # The only mend of the only rule stands in the dialog once, as its smallest change.
    whys = [mend_words(breach) if len(mends) > 1 else "" for breach in error.breaches]
    dialog = AnywayDialog(
        page,
        title=word or _("Seat anyway?"),
        subject=subject,
        rules=[BrokenRule(str(breach.sentence), why) for breach, why in zip(error.breaches, whys, strict=True)],
        mend=Mend(str(mends[0])) if mends else None,
        often=(_("Agreed by phone"), _("Only one available"), _("Supervisor present")),
        word=go,
    )
    dialog.accepted.connect(lambda: again(dialog.reason))
    dialog.finished.connect(dialog.deleteLater)
    dialog.open()


def tell_why_not(page: Page, breaches: tuple[Breach, ...], subject: str) -> None:
    """List every rule that says no and what would mend it in the page's banner."""
    page.banner.tell(
        _("Not possible: {subject}").format(subject=subject),
        [breach_words(breach) for breach in breaches],
        [Offer("close", _("Close"))],
        tone="bad",
    )
    announce(page, " ".join(str(breach.sentence) for breach in breaches), urgent=True)


def breach_words(breach: Breach) -> str:
    """A breach with what would mend it, on one line."""
    mends = mend_words(breach)
    return f"{breach.sentence} {mends}" if mends else str(breach.sentence)


def mend_words(breach: Breach) -> str:
    """What would mend a breach, best first."""
    return (
        _("Would mend it: {mends}").format(mends="; ".join(str(mend) for mend in breach.mends)) if breach.mends else ""
    )
