"""Whatever the code can find or refuse has words, and gives them what they ask for."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

import monitor_lake.words  # noqa: F401 - words of optional packages
from monitor.domain.errors import Refusal
from monitor.domain.findings import Level
from monitor.domain.flags import Reason as FlagReason
from monitor.domain.targets.compare import Problem
from monitor.domain.targets.pairs import Doubt
from monitor.domain.targets.result import problem_level
from monitor.domain.targets.target import Reason, Suspicion
from monitor.intake.plans.findings import LEVELS as DOCUMENT_LEVELS
from monitor.intake.sheets.findings import LEVELS as SHEET_LEVELS
from monitor.words.catalogue import LANGUAGES, Language, words
from tests.words.topics import blanks

REFUSALS: list[type[Refusal]] = [Refusal, *Refusal.__subclasses__()]
MAKERS = {"Finding", *(kind.__name__ for kind in REFUSALS)}
NOTERS = {"add", "add_at"}


@dataclass(frozen=True)
class Said:
    """A code where it is raised or noted; ``values`` is None where they are not spelled out."""

    code: str
    place: str
    values: frozenset[str] | None = None


@pytest.fixture(scope="module")
def said(root: Path) -> list[Said]:
    files = sorted((root / "monitor").rglob("*.py"))
    return [each for file in files for each in said_in(file, file.relative_to(root))]


def said_in(file: Path, place: Path) -> Iterator[Said]:
    tree = ast.parse(file.read_text(encoding="utf-8"))
    for function in ast.walk(tree):
        if isinstance(function, ast.FunctionDef):
            yield from said_by(function, str(place))


def said_by(function: ast.FunctionDef, place: str) -> Iterator[Said]:
    assigned = {
        target.id: node.value
        for node in ast.walk(function)
        if isinstance(node, ast.Assign)
        for target in node.targets
        if isinstance(target, ast.Name)
    }
    for node in ast.walk(function):
        name = called(node) if isinstance(node, ast.Call) else ""
        if isinstance(node, ast.Call) and (name in MAKERS or (name in NOTERS and notes(node))):
            values = spelled_out(node, is_finding=name == "Finding")
            first = node.args[0] if node.args else None
            written = assigned.get(first.id) if isinstance(first, ast.Name) else first
            for code in codes_of(written):
                yield Said(code, f"{place}:{node.lineno}", values)


def called(node: ast.Call) -> str:
    target = node.func
    return target.id if isinstance(target, ast.Name) else getattr(target, "attr", "")


def notes(node: ast.Call) -> bool:
    """Say whether something is added to the notes of a sheet or a document."""
    owner = node.func.value if isinstance(node.func, ast.Attribute) else None
    return "notes" in ast.unparse(owner).lower() if owner else False


def codes_of(node: ast.expr | None) -> Iterator[str]:
    """Read the codes that are written down: one, or one of two."""
    if isinstance(node, ast.Constant):
        yield str(node.value)
    elif isinstance(node, ast.IfExp):
        yield from codes_of(node.body)
        yield from codes_of(node.orelse)


def spelled_out(node: ast.Call, *, is_finding: bool) -> frozenset[str] | None:
    if is_finding:
        given = [each.value for each in node.keywords if each.arg == "values"] + node.args[4:5]
        if not given:
            return frozenset()
        return names_in(given[0]) if isinstance(given[0], ast.Dict) else None
    if any(each.arg is None for each in node.keywords):
        return None
    return frozenset(str(each.arg) for each in node.keywords)


def names_in(written: ast.Dict) -> frozenset[str] | None:
    names = [key.value for key in written.keys if isinstance(key, ast.Constant)]
    return frozenset(map(str, names)) if len(names) == len(written.keys) else None


def catalogued() -> set[str]:
    """Name the codes that are put together from a catalogue."""
    return {
        *SHEET_LEVELS,
        *DOCUMENT_LEVELS,
        *(f"target_{code}" for code in (*Reason, *Suspicion, *Doubt)),
        *(f"result_{problem}" for problem in Problem),
        *(f"reason.{reason}" for reason in FlagReason),
        *(f"level.{level}" for level in Level),
        *(f"batch_already_{event}" for event in ("withdrawn", "restored")),
        *(kind.code for kind in REFUSALS if kind.code != Refusal.code),
    }


def test_the_scan_finds_what_is_there(said: list[Said]) -> None:
    codes = {each.code for each in said}
    assert {"store_newer", "file_missing", "project_unknown_near", "unit_missing"} <= codes
    assert len(codes) > 100


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_code_has_words(said: list[Said], language: Language) -> None:
    known = words(language)
    assert {f"{each.place} {each.code}" for each in said if each.code not in known} == set()
    assert {code for code in catalogued() if code not in known} == set()


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_sentence_gets_the_values_it_asks_for(said: list[Said], language: Language) -> None:
    known = words(language)
    lacking = {
        f"{each.place} {each.code} {sorted(blanks(known[each.code]) - each.values)}"
        for each in said
        if each.values is not None and not blanks(known[each.code]) <= each.values
    }
    assert lacking == set()


def test_what_is_noted_of_a_sheet_or_document_has_a_level(said: list[Said]) -> None:
    rooms = ("monitor/intake/sheets", "monitor/intake/plans")
    noted = {each.code for each in said if each.place.startswith(rooms)}
    levels = {**SHEET_LEVELS, **DOCUMENT_LEVELS}
    assert levels.keys() & noted
    assert set(levels.values()) == set(Level)


def test_every_problem_of_a_result_has_a_level() -> None:
    assert {problem_level(problem) for problem in Problem} == {Level.BLOCKER, Level.WARNING}
