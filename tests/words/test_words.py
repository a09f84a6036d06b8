"""Two languages under the same keys, and sentences that read as sentences."""

from __future__ import annotations

import ast
import re
from collections import Counter
from pathlib import Path

import pytest

from monitor.domain.findings import Finding, Level
from monitor.words.catalogue import (
    LANGUAGES,
    Language,
    browser_language,
    known_language,
    next_language,
    preferred_language,
    say,
    say_finding,
    words,
)
from monitor_lake.words import EN as EN_OF_LAKE
from monitor_lake.words import ZH as ZH_OF_LAKE
from tests.words.topics import SUBJECTS, blanks, texts, topic, whole
from tools.made_up.words import EN as EN_OF_BENCH
from tools.made_up.words import ZH as ZH_OF_BENCH

HAN = "一-鿿"
MINE = ("terminal", "checks", "refusals", "flags")

# Half-width signs beside Chinese, and what no sentence has: two spaces, an empty bracket.
ACCIDENTS = (
    rf"[{HAN}][,;:!?]",
    rf"[,;:!?()][{HAN}]",
    rf"[{HAN}]\(",
    rf"[{HAN}]\.(?!\w)",
    r"  |（）|“”|[，；：、]{2}|。。",
)
# Full-width signs that quote nothing Chinese, and blanks before a full stop or comma.
SLIPS = (
    rf"(?<![{HAN}])[，。；：、？！](?![{HAN}])",
    r" [,;:!?](?=\s|$)",
    r" \.(?=\s|$)",
    r"  |\(\)|\.\.(?!\.)",
)


def test_every_language_has_the_same_texts_in_the_same_order() -> None:
    places = {language: [place for place, _ in texts(whole(language))] for language in LANGUAGES}
    assert all(each == places["zh"] for each in places.values())
    assert len(places["zh"]) > 2000


def test_every_language_leaves_the_same_blanks() -> None:
    chinese = dict(texts(whole("zh")))
    uneven = {
        f"{language} {place}"
        for language in LANGUAGES
        for place, text in texts(whole(language))
        if blanks(text) - spelled_out(place) != blanks(chinese[place]) - spelled_out(place)
    }
    assert uneven == set()


def spelled_out(place: str) -> set[str]:
    """Name the blanks that words for a count of one may spell out: 1 project is flagged."""
    return {"count", "shown", "projects"} if place.endswith("_one") else set()


def test_no_text_is_empty() -> None:
    blank = [place for language in LANGUAGES for place, text in texts(whole(language)) if not text]
    assert blank == []


def test_every_word_stands_in_one_section_only() -> None:
    times = Counter(key for name in SUBJECTS for key in topic("zh", name))
    assert [key for key, count in times.items() if count > 1] == []
    assert times.keys() <= words("zh").keys() == words("en").keys()


def test_words_of_an_optional_package_are_said_beside_the_products() -> None:
    assert ZH_OF_BENCH.keys() == EN_OF_BENCH.keys()
    assert ZH_OF_LAKE.keys() == EN_OF_LAKE.keys()
    for chinese, english in ((ZH_OF_BENCH, EN_OF_BENCH), (ZH_OF_LAKE, EN_OF_LAKE)):
        assert {key: blanks(chinese[key]) for key in chinese} == {
            key: blanks(english[key]) for key in english
        }
        for key in chinese:
            assert (words("zh")[key], words("en")[key]) == (chinese[key], english[key])
            assert all(key not in topic("zh", name) for name in SUBJECTS)


def test_a_language_is_chosen_by_code_browser_and_terminal() -> None:
    assert [known_language(code) for code in ("zh", "en", "fr", "", None)] == [
        "zh",
        "en",
        None,
        None,
        None,
    ]
    accepted = ("", "*", "zh-CN,en;q=0.8", "EN-gb", "fr,zh;q=0.5")
    assert [browser_language(each) for each in accepted] == ["zh", "zh", "zh", "en", "en"]
    assert [preferred_language(each) for each in ("en_GB.UTF-8", "C", "")] == ["en", "zh", "zh"]


def test_switching_languages_comes_round_to_the_first() -> None:
    seen = [LANGUAGES[0]]
    for _ in LANGUAGES:
        seen.append(next_language(seen[-1]))
    assert seen == [*LANGUAGES, LANGUAGES[0]]


def test_nobody_but_the_words_asks_which_language_it_is(root: Path) -> None:
    """Outside ``monitor/words`` no code is compared with, or chosen by, a language's code."""
    codes = set(LANGUAGES)
    found = [
        f"{file.relative_to(root)}:{node.lineno}"
        for folder in ("monitor", "pages")
        for file in (root / folder).rglob("*.py")
        if file.parent != root / "monitor" / "words"
        for node in ast.walk(ast.parse(file.read_text("utf-8")))
        if isinstance(node, ast.Constant) and node.value in codes
    ]
    assert found == []


@pytest.mark.parametrize("pattern", ACCIDENTS)
def test_chinese_sentences_have_no_accidents_of_punctuation(pattern: str) -> None:
    assert [text for text in words("zh").values() if re.search(pattern, text)] == []


@pytest.mark.parametrize("pattern", SLIPS)
def test_english_sentences_have_no_accidents_of_punctuation(pattern: str) -> None:
    assert [text for text in words("en").values() if re.search(pattern, text)] == []


def test_no_word_is_empty_and_none_is_left_untranslated() -> None:
    blank = [key for language in LANGUAGES for key, text in pairs(language) if not text.strip()]
    assert [key for key in blank if not key.endswith(("separator", "column."))] == []
    chinese = words("zh")
    same = {
        key for key, text in pairs("en") if re.search(f"[{HAN}]", text) and chinese[key] == text
    }
    assert same <= {"ui.language", "money.万元"}


def pairs(language: Language) -> list[tuple[str, str]]:
    return list(words(language).items())


@pytest.mark.parametrize("name", MINE)
def test_a_count_never_meets_the_wrong_number(name: str) -> None:
    """Where a plural follows a count, the words for a count of one stand beside it."""
    english = topic("en", name)
    plural = re.compile(r"\{(?:count|changed)\} (?:\w+ )?\w+s\b")
    counting = [key for key, text in english.items() if plural.search(text)]
    assert [key for key in counting if f"{key}_one" not in english] == []


@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize("name", ["checks", "refusals"])
def test_a_finding_is_a_whole_sentence(name: str, language: Language) -> None:
    """It ends as one, unless it says that something is under way."""
    ends = ("。", "……") if language == "zh" else (".", "…")
    assert [key for key, text in topic(language, name).items() if not text.endswith(ends)] == []


def test_blanks_are_filled_and_a_forgotten_one_stays_visible() -> None:
    assert say("en", "month_wrong", found="April") == "“April” is no month. Write it as 2023-06."
    assert say("en", "month_wrong") == "“{found}” is no month. Write it as 2023-06."


def test_a_brace_in_a_value_is_no_blank() -> None:
    assert say("zh", "month_wrong", found="{0}") == "“{0}”不是月份。请写成 2023-06。"


def test_a_finding_speaks_with_its_values() -> None:
    finding = Finding("amount_too_large", Level.BLOCKER, "支出", "C2", {"found": "1e15"})
    assert say_finding("zh", finding).startswith("金额1e15元超出可能的范围")


def test_an_unknown_word_is_an_error_of_the_program() -> None:
    with pytest.raises(KeyError):
        say("zh", "no_such_key")
