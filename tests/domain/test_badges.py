"""The catalogue of badges is the one place of their signs, colours and cell looks."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from monitor.domain.badges import BADGES, RESULTS_SHORT_SIGN, is_badge
from monitor.words.catalogue import Language, say

CATALOGUE = Path("monitor/domain/badges.py")
SIGNS = {badge.sign for badge in BADGES.values()} | {RESULTS_SHORT_SIGN}
# The same characters for something else: how far the close of a month is, what stops an import,
# a dash.
OTHERS = {
    Path("monitor/ui/shell/components.py"): {"○", "●", "✕"},
}
DASH = BADGES["no_plan"].sign


def product_files(root: Path) -> Iterator[tuple[Path, str]]:
    """Give every file of the product that can hold a sign or a colour, but the catalogue."""
    for folder in ("monitor", "pages"):
        for file in sorted((root / folder).rglob("*")):
            place = file.relative_to(root)
            if file.suffix in {".py", ".css", ".sql", ".toml"} and place != CATALOGUE:
                yield place, file.read_text("utf-8")
    for name in ("app.py",):
        yield Path(name), (root / name).read_text("utf-8")


def strings(text: str) -> set[str]:
    """Return every text written in a Python file."""
    return {
        node.value
        for node in ast.walk(ast.parse(text))
        if isinstance(node, ast.Constant) and isinstance(node.value, str)
    }


def colours() -> set[str]:
    """Return every colour of the catalogue but white and the quiet grey, which paper has too."""
    found = set()
    for badge in BADGES.values():
        for shade in (badge.light, badge.dark):
            found |= {shade.fill, shade.text, shade.strong}
        found |= {badge.cell.fill, badge.cell.text}
    return found - {"", "#FFFFFF", BADGES["not_reported"].light.fill}


def test_no_other_file_types_a_badges_colour(root: Path) -> None:
    wanted = re.compile("|".join(colours()), re.IGNORECASE)
    assert {str(place) for place, text in product_files(root) if wanted.search(text)} == set()


def test_no_other_file_types_a_badges_sign(root: Path) -> None:
    found = {
        (str(place), text)
        for place, source in product_files(root)
        if place.suffix == ".py"
        for text in strings(source) & (SIGNS - {DASH}) - OTHERS.get(place, set())
    }
    assert found == set()


@pytest.mark.parametrize("language", ["zh", "en"])
def test_no_other_file_types_a_badges_sign_with_its_word(root: Path, language: Language) -> None:
    pairs = [(badge.sign, say(language, badge.words)) for badge in BADGES.values()]
    wanted = re.compile("|".join(f"{re.escape(sign)} ?{re.escape(said)}" for sign, said in pairs))
    typed = {
        str(place)
        for place, source in product_files(root)
        if wanted.search(source if place.suffix != ".py" else "\n".join(code_only(source)))
    }
    assert typed == set()


def code_only(source: str) -> Iterator[str]:
    """Give the texts of a Python file without its docstrings, which may show an example."""
    tree = ast.parse(source)
    said = {
        ast.get_docstring(node, clean=False)
        for node in ast.walk(tree)
        if isinstance(node, ast.Module | ast.ClassDef | ast.FunctionDef)
    }
    yield from strings(source) - {text for text in said if text}


def test_a_state_of_an_indicator_is_no_badge() -> None:
    assert not is_badge("unreadable")
    assert is_badge("zero_budget")
