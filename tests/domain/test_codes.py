"""Codes of units and projects."""

from __future__ import annotations

import pytest

from monitor.domain.plan import fiscal_year_of, is_usual_project_code, split_code_name


@pytest.mark.parametrize(
    ("text", "code", "name"),
    [
        ("131001曹妃甸区人民政协办公室本级", "131001", "曹妃甸区人民政协办公室本级"),
        ("51000023T000000012951-工资性支出", "51000023T000000012951", "工资性支出"),
        ("13020923P00014110001R调研学习考察费", "13020923P00014110001R", "调研学习考察费"),
        ("131001APP平台", "131001", "APP平台"),
        ("13020923P000139100010日常会务费", "13020923P000139100010", "日常会务费"),
        ("13020923P000139100010-日常会务费", "13020923P000139100010", "日常会务费"),
        ("13020923P000139100010 2023年会议费", "13020923P000139100010", "2023年会议费"),
        ("13020923P000139100010APP平台", "13020923P000139100010", "APP平台"),
        ("【131001】办公室", "131001", "办公室"),
        ("131 - 教育局", "131", "教育局"),
        ("131001——办公室", "131001", "办公室"),
        ("１３１００１　办公室", "131001", "办公室"),
        (" 131001 ", "131001", ""),
        ("13020923P000140100014", "13020923P000140100014", ""),
    ],
)
def test_a_code_comes_off_the_name_behind_it(text: str, code: str, name: str) -> None:
    assert split_code_name(text) == (code, name)


@pytest.mark.parametrize(
    "text",
    [
        "2023年会议费",
        "2023 年会议费",
        "100周年庆典",
        "20000人次培训",
        "2023-2024年项目",
        "教育局",
        "",
    ],
)
def test_a_number_that_counts_something_is_no_code(text: str) -> None:
    assert split_code_name(text) == ("", text)


@pytest.mark.parametrize(
    ("code", "is_usual", "year"),
    [
        ("13020923P00014110001R", True, 2023),
        ("13020923P000140100014", True, 2023),
        ("51000022T000000012951", True, 2022),
        ("13020923p00014110001R", False, None),
        ("13020923P0001411000", False, None),
        ("1.30209E+19", False, None),
        ("１３020923P00014110001R", False, None),
        ("", False, None),
    ],
)
def test_the_usual_project_code_says_its_year(code: str, is_usual: bool, year: int | None) -> None:  # noqa: FBT001 - a column of the table above
    assert is_usual_project_code(code) is is_usual
    assert fiscal_year_of(code) == year
