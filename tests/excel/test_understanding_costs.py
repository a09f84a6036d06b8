"""What understanding a workbook costs: work in step with its cells, and a limit on them."""

from __future__ import annotations

import sys
from collections.abc import Callable
from itertools import count, product
from types import FrameType

import pytest
from hypothesis import given
from hypothesis import strategies as st

from monitor.domain.errors import UnreadableFile
from monitor.intake.files.grid import Sheet, Workbook
from monitor.intake.files.limits import ReadingLimits
from monitor.intake.files.process import read_workbook
from monitor.intake.sheets.fields import KINDS
from monitor.intake.sheets.header_words import WORDS, is_telling, read_heading
from monitor.intake.spending import read_spending

_MOST_CALLS_PER_CELL = 40
_BOOKS = count()
_FIELDS = [frozenset(one.name for one in kind.fields) for kind in KINDS]


def texts(sheets: int, rows: int, columns: int, word: str = "说明文字") -> Workbook:
    """Make a workbook of texts that head nothing, and that no other workbook has."""
    book = next(_BOOKS)
    return Workbook(
        "xlsx",
        [
            Sheet(
                f"表{s}",
                [[f"{word}{book}-{s}-{r}-{c}" for c in range(columns)] for r in range(rows)],
            )
            for s in range(sheets)
        ],
    )


def calls_of(work: Callable[[], object]) -> int:
    """Count the calls of Python functions that a piece of work makes."""
    calls = 0

    def on_event(_frame: FrameType, event: str, _argument: object) -> None:
        nonlocal calls
        calls += event == "call"

    before = sys.getprofile()
    sys.setprofile(on_event)
    try:
        work()
    finally:
        sys.setprofile(before)
    return calls


def cost(sheets: int, rows: int, columns: int, word: str = "说明文字") -> int:
    book = texts(sheets, rows, columns, word)
    return calls_of(lambda: read_spending(book, fiscal_year=None, month=None))


@pytest.mark.parametrize("grown", [(6, 20, 40), (3, 40, 40), (3, 20, 80)])
def test_understanding_costs_in_step_with_the_cells(grown: tuple[int, int, int]) -> None:
    once, twice = cost(3, 20, 40), cost(*grown)
    assert once < _MOST_CALLS_PER_CELL * 3 * 20 * 40
    assert twice < 2.2 * once


def test_texts_that_might_head_a_column_cost_in_step_with_the_cells_too() -> None:
    once, twice = cost(2, 20, 40, "3月情况"), cost(2, 20, 80, "3月情况")
    assert once < 4 * _MOST_CALLS_PER_CELL * 2 * 20 * 40
    assert twice < 2.2 * once


def test_thirty_wide_sheets_of_texts_get_their_answer() -> None:
    book = texts(30, 50, 250)
    reading = read_spending(book, fiscal_year=None, month=None)
    assert [finding.code for finding in reading.findings] == ["wrong_workbook"]


def test_a_workbook_with_more_cells_than_a_header_is_looked_for_in_is_refused() -> None:
    data = "\n".join("项目编码,累计支出,备注" for _ in range(70)).encode()
    assert read_workbook(data, limits=ReadingLimits(headers=3 * 60)).sheets
    with pytest.raises(UnreadableFile) as refused:
        read_workbook(data, limits=ReadingLimits(headers=3 * 60 - 1))
    assert refused.value.code == "too_many_header_cells"
    assert refused.value.values == {"found": "180", "limit": "179"}


@pytest.mark.parametrize("fields", _FIELDS)
def test_no_word_that_heads_a_column_is_passed_over(fields: frozenset[str]) -> None:
    for name in fields:
        for word in WORDS[name]:
            assert is_telling(fields, f"{word}（万元）")
            for cut in range(1, len(word)):
                upper, lower = word[:cut], word[cut:]
                assert is_telling(fields, upper)
                assert is_telling(fields, lower)


_PIECES = st.sampled_from(
    "1月 12月 1-4月 2023年 月份 累计 支出 合计 数 （元） 项目 编码 执行率 % 说明 3 * 、".split()
)


@given(st.lists(_PIECES, max_size=4).map("".join), st.lists(_PIECES, max_size=4).map("".join))
def test_a_heading_with_a_field_has_a_telling_cell(lower: str, upper: str) -> None:
    for fields, (low, high) in product(_FIELDS, [(lower, upper), (lower, "")]):
        if read_heading(fields, low, high).field:
            assert is_telling(fields, low) or is_telling(fields, high)
