"""Import rules that import-linter has no contract for; the others stand in pyproject.toml."""

from __future__ import annotations

import ast
import sys
from pathlib import Path

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
