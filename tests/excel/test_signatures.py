"""A header has one signature wherever it stands, and another header has another."""

from __future__ import annotations

import pytest

from monitor.intake.files.grid import Sheet
from monitor.intake.sheets.fields import SPENDING
from monitor.intake.sheets.header import Overrides, find_header, signatures
from tests.excel.pipe_tables import sheet

TABLE = "| 项目编码 | 项目名称 | 4月执行数 |\n| '1302 | 调研费 | 5 |"


def signature(table: str | Sheet, overrides: Overrides | None = None) -> str:
    made = table if isinstance(table, Sheet) else sheet(table)
    header = find_header(made, SPENDING, overrides or Overrides())
    assert header is not None
    return header.signature


@pytest.mark.parametrize(
    "same",
    [
        f"| 某单位支出情况 |\n| 单位：元 |\n{TABLE}",
        TABLE.replace("4月", "5月"),
        TABLE.replace("4月", "1-5月"),
        TABLE.replace("| 5 |", "| 5 | | | 见附件 |"),
        TABLE.replace("项目编码", "项 目 编 码"),
    ],
)
def test_the_same_words_have_the_same_signature(same: str) -> None:
    assert signature(same) == signature(TABLE)


@pytest.mark.parametrize(
    "other",
    [
        TABLE.replace("项目名称", "名称"),
        TABLE.replace("| 项目编码 | 项目名称 |", "| 项目名称 | 项目编码 |"),
        TABLE.replace("4月执行数 |", "4月执行数 | 备注 |"),
    ],
)
def test_other_words_or_another_order_have_another(other: str) -> None:
    assert signature(other) != signature(TABLE)


def test_corrections_do_not_change_the_signature() -> None:
    corrected = Overrides(header_row=1, columns={"B": "project_code", "F": ""})
    assert signature(TABLE, corrected) == signature(TABLE)


def test_a_signature_finds_its_header_among_others() -> None:
    wanted = signature(TABLE)
    both = sheet(f"| 项目编码 | 项目名称 | 累计支出 |\n| '1302 | 调研费 | 5 |\n{TABLE}")
    header = find_header(both, SPENDING, Overrides(signature=wanted))
    assert header is not None
    assert header.top == 2
    assert wanted in signatures(both, SPENDING)


def test_a_sheet_without_that_header_is_not_read_by_it() -> None:
    assert find_header(sheet(TABLE), SPENDING, Overrides(signature="0" * 16)) is None


def test_blank_rows_have_no_signature() -> None:
    assert signatures(Sheet("空", [[], [None, None]]), SPENDING) == frozenset()
