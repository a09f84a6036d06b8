"""Every word of the charts stands in both languages with the same blanks."""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path

import pytest

from monitor.charts.text import month_end_word, word
from monitor.words.catalogue import LANGUAGES, section

ZH, EN = (section(language, "charts") for language in LANGUAGES)


def blanks(text: str) -> set[str]:
    return set(re.findall(r"{(\w+)}", text))


def test_both_languages_have_the_same_keys_and_blanks() -> None:
    assert list(ZH) == list(EN)
    differing = {key for key in ZH if blanks(ZH[key]) - {"year"} != blanks(EN[key]) - {"year"}}
    assert differing == set()


@pytest.mark.parametrize("words", [ZH, EN])
def test_no_words_are_missing(words: Mapping[str, str]) -> None:
    assert all(text.strip() for text in words.values())


def test_a_month_is_named_in_both_languages() -> None:
    assert month_end_word("zh", 6) == "6月底"
    assert month_end_word("en", 6) == "end of Jun"


def test_an_unknown_key_is_refused() -> None:
    with pytest.raises(KeyError):
        word("zh", "no.such.key")


def test_no_words_for_people_stand_in_the_code_of_the_charts(root: Path) -> None:
    strings = re.compile(r"\"[^\"\n]*[\u4e00-\u9fff][^\"\n]*\"")
    units = {'"万元"', '"元"'}
    docstring = '"""'
    for file in (root / "monitor" / "charts").glob("*.py"):
        code = "".join(file.read_text(encoding="utf-8").split(docstring)[::2])
        assert set(strings.findall(code)) <= units, file.name
