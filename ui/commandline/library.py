"""The command-line library's own words in our catalogue: it looks them up through Python's gettext."""

from __future__ import annotations

import gettext
import os
from importlib.resources import as_file, files

from clinic.i18n import DOMAIN, say

#: What click says, word for word, so that the catalogue holds it.
WORDS = (
    say("Usage:"),
    say("Options"),
    say("Commands"),
    say("Show this message and exit."),
    say("Show the version and exit."),
    say("Try '{command} {option}' for help."),
    say("Error: {message}"),
    say("Missing command."),
    say("Missing option"),
    say("Missing argument"),
    say("No such command {name!r}."),
    say("No such option {name!r}."),
    say("Invalid value for {param_hint}: {message}"),
    say("{value!r} is not a valid {number_type}."),
    say("{value} is not in the range {range}."),
    say("{name} {filename!r} does not exist."),
    say("{name} {filename!r} is a directory."),
    say("{name} {filename!r} is a file."),
    say("Option {name!r} does not take a value."),
    say("Choose from:\n\t{choices}"),
    say("Error: The two entered values do not match."),
    say("default: {default}"),
    say("required"),
    say("file"),
    say("directory"),
)


def teach(language: str) -> None:
    """Let click speak `language` from now on, where our catalogue has its words."""
    os.environ["LANGUAGE"] = language
    with as_file(files("resources") / "locale") as folder:
        gettext.bindtextdomain(DOMAIN, str(folder))
    gettext.textdomain(DOMAIN)
