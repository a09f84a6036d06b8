"""Every code that the reading of targets and results answers with has its words."""

from __future__ import annotations

from collections.abc import Mapping
from string import Formatter

import pytest

from monitor.domain.targets.compare import Problem
from monitor.domain.targets.pairs import Doubt
from monitor.domain.targets.target import Direction, Kind, Reason, Suspicion
from monitor.words.catalogue import LANGUAGES, section

ZH, EN = (section(language, "targets") for language in LANGUAGES)

CODES = (
    {f"target_{code}" for kind in (Reason, Suspicion, Doubt) for code in kind}
    | {f"result_{problem}" for problem in Problem}
    | {f"target_kind.{kind}" for kind in Kind}
    | {f"target_direction.{side}" for side in Direction}
    | {f"target_operator.{sign}" for sign in ("≥", ">", "=", "<", "≤", "range", "±", "bare")}
    | {f"result_level.{level}" for level in ("full", "partial", "none")}
)


def blanks(sentence: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(sentence) if name}


@pytest.mark.parametrize("words", [ZH, EN])
def test_every_code_has_its_words_and_no_words_lack_a_code(words: Mapping[str, str]) -> None:
    assert set(words) == CODES


def test_reasons_suspicions_and_doubts_are_told_apart_by_their_codes() -> None:
    codes = [str(code) for kind in (Reason, Suspicion, Doubt) for code in kind]
    assert len(codes) == len(set(codes))


def test_both_languages_fill_the_same_blanks() -> None:
    assert list(ZH) == list(EN)
    assert {code: blanks(ZH[code]) for code in ZH} == {code: blanks(EN[code]) for code in EN}


@pytest.mark.parametrize("words", [ZH, EN])
def test_sentences_take_only_what_their_findings_carry(words: Mapping[str, str]) -> None:
    for code, sentence in words.items():
        allowed = {"name", "target"} | ({"found"} if code.startswith("result_") else set())
        assert blanks(sentence) <= allowed
        assert "name" in blanks(sentence) or "." in code
