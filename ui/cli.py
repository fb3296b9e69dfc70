"""The command line: `clinic-scheduler [--file PATH] COMMAND`; without a command it opens the window.

Exit status: 0 done, 1 refused with one plain sentence, 2 wrong usage, 3 our mistake. What is found goes to the output,
everything else to the error channel. No Qt is loaded before the window is.
"""

from __future__ import annotations

import json
import logging
import multiprocessing
import os
import sys
from io import TextIOWrapper
from pathlib import Path

import click

from clinic import logs, settings
from clinic.domain.errors import ClinicError, RuleBroken
from clinic.i18n import LANGUAGES, _, use
from ui import bootstrap
from ui.commandline import library, window
from ui.commandline.desk import Desk
from ui.commandline.text import breach_lines

DONE, REFUSED, USAGE, OURS = 0, 1, 2, 3
_log = logging.getLogger(__name__)


def main(arguments: list[str] | None = None) -> int:
    """Run one command line (default: this process's own) and give its exit status."""
    multiprocessing.freeze_support()
    given = sys.argv[1:] if arguments is None else arguments
    _speak_utf8()
    kept = settings.load(bootstrap.settings_file())
    speech = _language(given, kept.language)
    use(speech)
    library.teach(speech)
    log = logs.start(bootstrap.log_folder())
    try:
        return _run(given, kept)
    except ClinicError as error:
        return _refuse(error, as_json="--json" in given)
    except click.UsageError as error:
        error.show()
        return USAGE
    except click.exceptions.Exit as end:
        return end.exit_code
    except click.Abort:
        click.echo(_("Stopped. Nothing was changed."), err=True)
        return REFUSED
    except Exception as error:  # noqa: BLE001 - the one place where our own mistakes end
        _log.error("our mistake\n%s", logs.report_of(error))
        where = str(log) if log else logs.report_of(error)
        click.echo(
            _("This is our mistake. Nothing was changed. The report, without any name, is in {where}").format(
                where=where
            ),
            err=True,
        )
        return OURS
    finally:
        logs.stop()


def _run(arguments: list[str], kept: settings.Settings) -> int:
    status = _group(kept).main(arguments, prog_name="clinic-scheduler", standalone_mode=False)
    return status if isinstance(status, int) else DONE


class _Commands(click.Group):
    """The group whose commands are read when one is asked for: a start of the window waits for none of them."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        self._read()
        return super().list_commands(ctx)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        self._read()
        return super().get_command(ctx, cmd_name)

    def _read(self) -> None:
        if not self.commands:
            from ui.commandline import topics  # noqa: PLC0415 - see above

            for command in topics.commands():
                self.add_command(command)


def _group(kept: settings.Settings) -> click.Group:
    """All commands, with their help in the language of this run."""

    def begin(context: click.Context, *, file: Path | None, lang: str | None, self_test: bool) -> int | None:
        path = file or window.last_file(kept) or bootstrap.default_file()
        context.obj = Desk(path, kept.who)
        if self_test:
            from ui import selftest  # noqa: PLC0415 - loads the window

            context.exit(selftest.run(click.echo))
        if context.invoked_subcommand is None:
            return window.show(path, lang or "")
        return None

    options: list[click.Parameter] = [
        click.Option(
            ["--file"],
            type=click.Path(dir_okay=False, path_type=Path),
            envvar="CLINIC_SCHEDULER_FILE",
            help=_("The data file; without it, the one that was open last."),
        ),
        click.Option(["--lang"], type=click.Choice(LANGUAGES), help=_("The language of all answers.")),
        click.Option(
            ["--self-test"], is_flag=True, help=_("Try every part of this program on this computer, and end.")
        ),
    ]
    group = _Commands(
        "clinic-scheduler",
        params=options,
        callback=click.pass_context(begin),
        invoke_without_command=True,
        help=_(
            "Plans rosters, consultations and rides of a free legal clinic; one encrypted file holds everything.\n\n"
            "Without a command the window opens. The passphrase is asked for, or taken from the environment variable "
            "CLINIC_SCHEDULER_PASSPHRASE."
        ),
    )
    click.version_option(logs.own_version(), message="%(version)s")(group)
    return group


def _refuse(error: ClinicError, *, as_json: bool) -> int:
    click.echo(str(error), err=True)
    breaches = error.breaches if isinstance(error, RuleBroken) else ()
    for line in breach_lines(breaches):
        click.echo(line, err=True)
    if as_json:
        told = [
            {"code": each.code, "severity": each.severity.value, "sentence": str(each.sentence)} for each in breaches
        ]
        click.echo(json.dumps({"error": str(error), "breaches": told}, ensure_ascii=False, indent=2))
    return REFUSED


def _language(arguments: list[str], kept: str) -> str:
    """The language asked for on the command line, else the kept one, else the system's, else English."""
    for word, following in zip(arguments, [*arguments[1:], ""], strict=False):
        asked = following if word == "--lang" else word.removeprefix("--lang=") if word.startswith("--lang=") else ""
        if asked in LANGUAGES:
            return asked
    system = next((os.environ[name] for name in ("LC_ALL", "LC_MESSAGES", "LANG") if os.environ.get(name)), "")
    return kept or (system[:2] if system[:2] in LANGUAGES else "en")


def _speak_utf8() -> None:
    """Names have accents, whatever the console of this computer was made for."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors="replace")


if __name__ == "__main__":
    sys.exit(main())
