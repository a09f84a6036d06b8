"""Import rules that import-linter has no contract for; the others stand in pyproject.toml."""

from __future__ import annotations

import ast
import json
import sys
from pathlib import Path

import duckdb
import pytest

FRAME = {"monitor.ui"}


def imported(file: Path) -> set[str]:
    """Name every module that a file imports, whether at the top or inside a function."""
    names: set[str] = set()
    for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            names |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module == "monitor":
            names |= {f"monitor.{alias.name}" for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            names.add(node.module or ".")
    return names


def test_the_frame_reaches_the_program_through_services_and_ui(root: Path) -> None:
    ours = {name for name in imported(root / "app.py") if name.split(".")[0] == "monitor"}
    assert {".".join(name.split(".")[:2]) for name in ours} <= FRAME


def test_the_frame_imports_streamlit_and_nothing_else_from_outside(root: Path) -> None:
    outside = {name.split(".")[0] for name in imported(root / "app.py")}
    assert outside - sys.stdlib_module_names <= {"monitor", "streamlit"}


@pytest.mark.parametrize("floor", ["domain", "words"])
def test_the_ground_floors_need_nothing_but_the_standard_library(root: Path, floor: str) -> None:
    files = list((root / "monitor" / floor).rglob("*.py"))
    assert files
    foreign = {
        f"{file.name}: {name}"
        for file in files
        for name in imported(file)
        if name.split(".")[0] not in sys.stdlib_module_names
        and not name.startswith(("monitor.domain", "monitor.words"))
    }
    assert foreign == set()


ABOVE_STORE = ("access", "policies", "review", "intake", "month_close", "follow_up", "outputs")
FACES = ("upkeep", "cli", "ui")


def test_above_the_store_nobody_holds_a_cursor_or_runs_a_statement(root: Path) -> None:
    """Questions are named queries of a ``Reading``; rows are appended by a ``Transaction``."""
    folders = [root / "monitor" / name for name in (*ABOVE_STORE, *FACES)]
    files = [file for folder in (*folders, root / "pages") for file in folder.rglob("*.py")]
    assert files
    found = {
        f"{file.relative_to(root)}: {name}"
        for file in files
        for name in names_used(file) & {"execute", "executemany", "cursor", "duckdb"}
    }
    assert found == set()


def names_used(file: Path) -> set[str]:
    """Return the attributes, names and imported modules that a file uses."""
    names = {name.split(".")[0] for name in imported(file)}
    for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Attribute):
            names.add(node.attr)
        elif isinstance(node, ast.Name):
            names.add(node.id)
    return names


def test_the_last_select_of_a_mart_lists_its_columns(root: Path) -> None:
    marts = sorted((root / "monitor" / "store" / "sql" / "marts").glob("*.sql"))
    assert marts
    starred = {mart.stem for mart in marts if lists_a_star(mart.read_text(encoding="utf-8"))}
    assert starred == set()


def lists_a_star(text: str) -> bool:
    """Say whether the last select of a query asks for all columns of something."""
    ask = "select json_serialize_sql($text, skip_default := true, skip_empty := true)"
    with duckdb.connect(":memory:") as connection:
        tree = json.loads(connection.execute(ask, {"text": text}).fetchall()[0][0])
    chosen = tree["statements"][0]["node"]["select_list"]
    return any(each["class"] == "STAR" for each in chosen)
