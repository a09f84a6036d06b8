"""Every finding and refusal of a plan document has its sentence in both languages."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from string import Formatter

import pytest

from monitor.domain.findings import Finding
from monitor.domain.plan import Plan
from monitor.intake.facts import Reading
from monitor.intake.plans.findings import LEVELS
from monitor.words.catalogue import LANGUAGES, section

ZH, EN = (section(language, "plan_documents") for language in LANGUAGES)

REFUSAL = re.compile(r'UnreadableFile\(\s*"(\w+)"')
NOTED = re.compile(r'"(plan_[a-z0-9_]+)"')


CATALOGUE = "findings.py"
TABLES = "as_rows.py"  # names the store's tables, which begin with plan_ too


def sources(root: Path) -> Iterator[str]:
    readers = sorted((root / "monitor" / "intake" / "plans").glob("*.py"))
    rules = root / "monitor" / "domain" / "plan.py"
    for path in (*readers, rules):
        if path.name not in {CATALOGUE, TABLES}:
            yield path.read_text("utf-8")


def blanks(sentence: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(sentence) if name}


def test_both_languages_have_the_same_codes_with_the_same_blanks() -> None:
    assert list(ZH) == list(EN)
    assert {code: blanks(ZH[code]) for code in ZH} == {code: blanks(EN[code]) for code in EN}


def test_the_sentences_are_those_of_the_catalogue_and_the_refusals(root: Path) -> None:
    refusals = {code for source in sources(root) for code in REFUSAL.findall(source)}
    assert set(ZH) == set(LEVELS) | refusals


def test_every_code_that_is_noted_stands_in_the_catalogue(root: Path) -> None:
    noted = {code for source in sources(root) for code in NOTED.findall(source)}
    refused_or_of_sheets = {"plan_file_too_large", "plan_file_format", "plan_months_missing"}
    assert noted - refused_or_of_sheets - {"plan_indicators"} == set(LEVELS)  # and a table


@pytest.mark.parametrize("sentences", [ZH, EN])
def test_the_sample_s_findings_can_be_said(
    reading: Reading[Plan], sentences: Mapping[str, str]
) -> None:
    def say(finding: Finding) -> str:
        return sentences[finding.code].format(**finding.values)

    said = [say(finding) for finding in reading.findings]
    assert len(said) == 4
    assert "**活动参与率" in said[1]
