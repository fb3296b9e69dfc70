"""Rules of the house that no tool knows: they are looked for in the text of the program."""

from __future__ import annotations

import ast
import re
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
FOLDERS = {".ci", "clinic", "db", "packaging", "resources", "tests", "ui"}
# What the tools leave behind; .gitignore names them too.
LEFT_BEHIND = {
    ".benchmarks", ".git", ".hypothesis", ".import_linter_cache", ".mypy_cache", ".pytest_cache", ".ruff_cache",
    ".venv", "__pycache__", "build", "clinic_scheduler.egg-info", "demo", "dist",
}  # fmt: skip
# Where an error of ours ends: the job lane hands it to the window, the command line turns it into an exit status.
DOORS = {"ui/cli.py", "ui/jobs.py"}
# In halves, so that this file does not name them either.
REGISTRIES = [
    "pypi" + ".org", "python" + "hosted.org", "npm" + "js.", "ana" + "conda.org", "crates" + ".io", "proxy" + ".golang",
    "deb" + ".deb" + "ian.org", "archive" + ".ubu" + "ntu.com",
    "--index" + "-url", "--extra" + "-index", "--find" + "-links",
]  # fmt: skip


def own_files(*endings: str) -> Iterator[Path]:
    """Every file of the repository that is ours, with one of these endings; all text files without any."""
    for top in ROOT.iterdir():
        if top.name in LEFT_BEHIND:
            continue
        for file in [top] if top.is_file() else top.rglob("*"):
            if file.is_file() and "__pycache__" not in file.parts and (not endings or file.suffix in endings):
                yield file


def name_of(file: Path) -> str:
    return file.relative_to(ROOT).as_posix()


def test_that_only_the_agreed_folders_exist() -> None:
    found = {entry.name for entry in ROOT.iterdir() if entry.is_dir()}
    assert found - FOLDERS - LEFT_BEHIND == set()


def test_that_packaging_is_no_package() -> None:
    assert not list((ROOT / "packaging").rglob("__init__.py"))


def test_that_no_package_registry_is_named() -> None:
    named = [
        f"{name_of(file)}: {host}"
        for file in own_files()
        for host in REGISTRIES
        if host.encode() in file.read_bytes().lower()
    ]
    assert named == []


def test_that_errors_are_caught_by_name() -> None:
    broad = [
        f"{name_of(file)}:{node.lineno}"
        for file in own_files(".py")
        if name_of(file) not in DOORS and re.search(rb"except(:|\W.*Exception)", file.read_bytes())
        for node in ast.walk(ast.parse(file.read_bytes()))
        if isinstance(node, ast.ExceptHandler) and _is_broad(node) and not _raises_again(node)
    ]
    assert broad == []


def _is_broad(handler: ast.ExceptHandler) -> bool:
    caught = handler.type.elts if isinstance(handler.type, ast.Tuple) else [handler.type]
    return any(
        one is None or (isinstance(one, ast.Name) and one.id in ("Exception", "BaseException")) for one in caught
    )


def _raises_again(handler: ast.ExceptHandler) -> bool:
    last = handler.body[-1]
    return isinstance(last, ast.Raise) and last.exc is None


def test_that_every_exception_from_a_tool_gives_its_reason() -> None:
    bare = re.compile(r"#\s*(noqa(:\s*[A-Z]+\d+(,\s*[A-Z]+\d+)*)?|type:\s*ignore(\[[\w, -]+\])?)\s*$", re.MULTILINE)
    found = [name_of(file) for file in own_files(".py") if bare.search(file.read_text(encoding="utf-8"))]
    assert found == []


#: Puts stored words into a number; its words are literals where they are kept.
KEPT_WORDS = "clinic/domain/kinds.py"


def test_that_translators_find_every_string() -> None:
    """A string that reaches `say` by way of a variable is in no catalogue, and stays English."""
    hidden = [
        f"{name_of(file)}:{node.lineno}"
        for room in ("clinic", "db", "ui")
        for file in (ROOT / room).rglob("*.py")
        if name_of(file) != KEPT_WORDS
        for node in ast.walk(ast.parse(file.read_bytes()))
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in SAYING
        if not all(isinstance(words, ast.Constant) for words in node.args[: SAYING[node.func.id]])
    ]
    assert hidden == []


#: What is said, and how many strings of it stand for translators.
SAYING = {"_": 1, "say": 1, "say_n": 2}


@pytest.mark.parametrize("word", ["TODO", "FIXME", "XXX"])
def test_that_nothing_is_left_for_later(word: str) -> None:
    here = Path(__file__)
    pattern = re.compile(rf"#.*\b{word}\b")
    found = [name_of(file) for file in own_files(".py") if file != here and pattern.search(file.read_text("utf-8"))]
    assert found == []


def test_that_repositories_change_one_row_at_a_time() -> None:
    """History is taken from the flush; a bulk UPDATE or DELETE would go past it."""
    found = [
        f"{name_of(file)}: {ast.unparse(node)}"
        for file in (ROOT / "db" / "repositories").rglob("*.py")
        for node in ast.walk(ast.parse(file.read_bytes()))
        if _is_bulk(node)
    ]
    assert found == []


def _is_bulk(node: ast.AST) -> bool:
    if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("sqlalchemy"):
        return any(alias.name in ("update", "delete", "insert") for alias in node.names)
    if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
        on_a_query = isinstance(node.func.value, ast.Call) and node.func.attr in ("update", "delete")
        return on_a_query or node.func.attr.startswith("bulk_")
    return (
        isinstance(node, ast.Constant)
        and isinstance(node.value, str)
        and re.match(r"\s*(update\s+\w+\s+set|delete\s+from|insert\s+into)\b", node.value, re.IGNORECASE) is not None
    )


@pytest.mark.parametrize(
    "text",
    [
        "from sqlalchemy import update",
        "session.query(Person).filter_by(id=1).update({})",
        "session.bulk_save_objects([])",
        "session.execute(text('DELETE FROM person'))",
    ],
)
def test_that_a_planted_bulk_change_would_be_seen(text: str) -> None:
    assert any(_is_bulk(node) for node in ast.walk(ast.parse(text)))


def test_that_git_ignores_what_belongs_to_a_person_or_a_machine() -> None:
    private = [".venv/x", "dist/x", "x.clinicdata", "x.clinicdata-wal", "x.clinicdata.keys", "a/b.log", "x.key"]
    lines = (ROOT / ".gitignore").read_text(encoding="utf-8").splitlines()
    if not (ROOT / ".git").exists():
        assert {"/.venv/", "/dist/", "*.clinicdata*", "*.log", "*.key"} <= set(lines)
        return
    found = subprocess.run(["git", "check-ignore", *private], cwd=ROOT, capture_output=True, text=True, check=False)
    assert found.stdout.split() == private
