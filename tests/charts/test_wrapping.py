from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from monitor.charts.text import broken, width_of, wrap
from tests.charts.seed import NAMES


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("width", [6, 9, 14, 20])
def test_a_name_is_kept_in_full_and_fits_its_room(name: str, width: int) -> None:
    lines = wrap(name, width)
    assert "".join(lines) == name
    assert all(width_of(line) <= width for line in lines)


def test_a_latin_word_stays_whole_between_chinese_characters() -> None:
    assert all("APP" in line or not set("AP") & set(line) for line in wrap(NAMES[7], 9))


def test_lines_are_even_rather_than_one_short() -> None:
    lines = wrap("一二三四五六七八九十甲", 10)
    assert list(map(len, lines)) == [6, 5]


def test_no_line_begins_with_a_closing_mark_or_ends_with_an_opening_one() -> None:
    for width in range(3, 12):
        for line in wrap("会议费（第一批，追加）及“其他”", width):
            assert line[0] not in "，）”"
            assert line[-1] not in "（“"


def test_a_word_longer_than_the_line_is_cut_by_letters() -> None:
    assert "".join(wrap("A" * 40, 6)) == "A" * 40


@given(st.text(max_size=60), st.integers(2, 30))
def test_nothing_but_space_is_ever_lost(text: str, width: int) -> None:
    assert "".join("".join(wrap(text, width)).split()) == "".join(text.split())


def test_markup_in_a_name_stays_text() -> None:
    assert broken(["<b>A&B</b>"]) == "&lt;b&gt;A&amp;B&lt;/b&gt;"
