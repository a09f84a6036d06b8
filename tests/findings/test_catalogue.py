"""Every rule of the catalogue is kept: by an input that breaks it, and one that does not."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from monitor.domain.findings import Level
from monitor.intake.all_findings import Rule, rules
from monitor.words.catalogue import Language
from tests.findings import documents, files, forms, sheets, stores, targets
from tests.findings.pair import Pair
from tests.words.test_codes import Said, said_in
from tools.findings import PAGE, write_page

REGISTRIES = (files, sheets, forms, documents, stores, targets)
PAIRS: dict[str, Pair] = {code: each for one in REGISTRIES for code, each in one.PAIRS.items()}
RULES = {rule.code: rule for rule in rules()}
# Levels of findings that say outright how much they weigh.
WRITTEN = {f"Level.{level.name}": level for level in Level}


@pytest.fixture(scope="module")
def said(root: Path) -> list[Said]:
    found = (root / "monitor").rglob("*.py")
    return [each for file in sorted(found) for each in said_in(file, file.relative_to(root))]


@pytest.mark.parametrize("code", PAIRS)
def test_a_rule_finds_what_breaks_it_and_leaves_alone_what_does_not(code: str) -> None:
    pair = PAIRS[code]
    assert code in pair.failing()
    assert code not in pair.passing()


def test_every_rule_has_its_pair_and_no_pair_is_without_a_rule() -> None:
    assert PAIRS.keys() == RULES.keys()
    assert len(PAIRS) == sum(len(each.PAIRS) for each in REGISTRIES)


def test_a_code_stands_in_the_catalogue_once() -> None:
    codes = [rule.code for rule in rules()]
    assert len(codes) == len(set(codes))


def test_what_the_code_finds_stands_in_the_catalogue(said: list[Said], root: Path) -> None:
    unknown = {each.code for each in said if finds(each, root)} - RULES.keys()
    assert unknown == set()


def finds(said: Said, root: Path) -> bool:
    """Say whether a code is made into a finding, or refuses a file, where it stands."""
    path, _, number = said.place.rpartition(":")
    lines = (root / path).read_text("utf-8").splitlines()
    line = " ".join(lines[int(number) - 1 : int(number) + 1])
    return "WrongUse" not in line and any(
        word in line for word in ("Finding(", "UnreadableFile(", ".add(", ".add_at(")
    )


def test_a_level_written_out_is_the_catalogue_s(root: Path) -> None:
    differing = {
        (code, level)
        for file in sorted((root / "monitor" / "services").glob("*.py"))
        for code, level in levels_written(file.read_text("utf-8"))
        if RULES[code].level is not WRITTEN[level]
    }
    assert differing == set()


def levels_written(text: str) -> Iterator[tuple[str, str]]:
    """Read which level the code gives to the findings whose code it spells out."""
    for part in text.split("Finding(")[1:]:
        first, _, rest = part.strip().partition(",")
        level = rest.strip().partition(",")[0].partition(")")[0]
        if first.startswith('"') and level in WRITTEN:
            yield first.strip('"'), level


def test_levels_are_read_from_the_code() -> None:
    text = (
        'x = Finding("a", Level.NOTE)\nFinding(\n  "b", Level.BLOCKER, sheet)\nFinding(c, LEVELS)'
    )
    assert list(levels_written(text)) == [("a", "Level.NOTE"), ("b", "Level.BLOCKER")]


@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize("rule", RULES.values(), ids=RULES)
def test_a_rule_says_what_was_found_and_unless_it_is_a_note_what_to_do(
    rule: Rule, language: Language
) -> None:
    assert rule.found(language).endswith(("。", "."))
    assert rule.remedy(language) or rule.level is Level.NOTE


def test_the_page_is_as_the_catalogue_has_it() -> None:
    assert PAGE.read_text("utf-8") == write_page(), "run: python -m tools.findings"


def test_the_page_names_every_code_once() -> None:
    page = PAGE.read_text("utf-8")
    assert [code for code in RULES if page.count(f"| `{code}` |") != 1] == []
