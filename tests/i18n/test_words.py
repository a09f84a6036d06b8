"""Two languages under the same keys, and sentences that read as sentences."""

from __future__ import annotations

import re
from collections import Counter

import pytest

from monitor.domain.findings import Finding, Level
from monitor.i18n import TOPICS, say, say_finding, words
from monitor.i18n.figures import Language
from tests.i18n.topics import FOLDER, blanks, topic, topics

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


@pytest.mark.parametrize("name", TOPICS)
def test_both_languages_know_the_same_words(name: str) -> None:
    found = topic(name)
    assert set(found.ZH) == set(found.EN)
    assert found.ZH


@pytest.mark.parametrize("name", TOPICS)
def test_both_languages_leave_the_same_blanks(name: str) -> None:
    found = topic(name)
    uneven = {
        key
        for key in found.ZH
        if blanks(found.ZH[key]) - spelled_out(key) != blanks(found.EN[key]) - spelled_out(key)
    }
    assert uneven == set()


def spelled_out(key: str) -> set[str]:
    """Name the blanks that words for a count of one may spell out: 1 project is flagged."""
    return {"count", "shown", "projects"} if key.endswith("_one") else set()


def test_every_word_stands_in_one_topic_only() -> None:
    times = Counter(key for found in topics().values() for key in found.ZH)
    assert [key for key, count in times.items() if count > 1] == []
    assert len(words("zh")) == len(words("en")) == len(times)


def test_every_file_of_words_is_a_topic() -> None:
    texts = {path.stem: path.read_text("utf-8") for path in FOLDER.glob("*.py")}
    assert {name for name, text in texts.items() if re.search(r"^EN\b", text, re.MULTILINE)} == set(
        TOPICS
    )


@pytest.mark.parametrize("pattern", ACCIDENTS)
def test_chinese_sentences_have_no_accidents_of_punctuation(pattern: str) -> None:
    assert [text for text in words("zh").values() if re.search(pattern, text)] == []


@pytest.mark.parametrize("pattern", SLIPS)
def test_english_sentences_have_no_accidents_of_punctuation(pattern: str) -> None:
    assert [text for text in words("en").values() if re.search(pattern, text)] == []


def test_no_word_is_empty_and_none_is_left_untranslated() -> None:
    blank = [key for language in ("zh", "en") for key, text in pairs(language) if not text.strip()]
    assert [key for key in blank if not key.endswith(("separator", "column."))] == []
    chinese = words("zh")
    same = {
        key for key, text in pairs("en") if re.search(f"[{HAN}]", text) and chinese[key] == text
    }
    assert same <= {"ui.language"}


def pairs(language: Language) -> list[tuple[str, str]]:
    return list(words(language).items())


@pytest.mark.parametrize("name", MINE)
def test_a_count_never_meets_the_wrong_number(name: str) -> None:
    """Where a plural follows a count, the words for a count of one stand beside it."""
    english = topic(name).EN
    plural = re.compile(r"\{(?:count|changed)\} (?:\w+ )?\w+s\b")
    counting = [key for key, text in english.items() if plural.search(text)]
    assert [key for key in counting if f"{key}_one" not in english] == []


@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize("name", ["checks", "refusals"])
def test_a_finding_is_a_whole_sentence(name: str, language: Language) -> None:
    """It ends as one, unless it says that something is under way."""
    ends = ("。", "……") if language == "zh" else (".", "…")
    assert [key for key in topic(name).ZH if not words(language)[key].endswith(ends)] == []


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
