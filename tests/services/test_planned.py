"""A file is held against the units it speaks of where the plan is too large to be gone through."""

from __future__ import annotations

import pytest

from monitor.intake import prepare
from tests.services.desk import A, B, Desk, found, results, spending, table

FILES = {
    "by code": ("spending", spending({"A": 15, "B": 20}), {}),
    "several units": ("spending", spending({"A": 15, "D": 1}), {}),
    "unlisted unchanged": ("spending", spending({"A": 15}), {"unlisted_unchanged": True}),
    "by name": (
        "spending",
        table("| 项目名称 | 累计支出（元） |\n| 日常　会务费 | 5 |"),
        {"by_name": True},
    ),
    "another name": (
        "spending",
        table(f"| 项目编码 | 项目名称 | 累计支出（元） |\n| {A} | 日常会务费 | 5 |"),
        {},
    ),
    "a slip in a code": (
        "spending",
        table(f"| 项目编码 | 累计支出（元） |\n| {A} | 5 |\n| {B[:-1]}Q | 6 |"),
        {},
    ),
    "nothing known": ("spending", table("| 项目编码 | 累计支出（元） |\n| X | 6 |"), {}),
    "results": ("results", results("| 数量指标 | 调研次数 | 3", "| 数量指标 | 没有的指标 | 3"), {}),
}


@pytest.mark.parametrize("name", FILES)
def test_a_file_is_found_to_say_the_same_however_large_the_plan(
    desk: Desk, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    kind, data, given = FILES[name]
    desk.report(2, A=10, B=20, C=30, D=40)
    whole = desk.preview(kind, data, 3, **given)
    monkeypatch.setattr(prepare, "MOST", 0)
    narrowed = desk.preview(kind, data, 3, **given)
    assert found(narrowed) == found(whole)
    assert narrowed.changes == whole.changes
    assert narrowed.totals == whole.totals
    assert narrowed.name_matches == whole.name_matches
