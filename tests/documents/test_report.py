from __future__ import annotations

from decimal import Decimal
from io import BytesIO

import pytest
from docx.oxml.ns import qn
from PIL import Image

from monitor.outputs.letters.report_text import write_report
from tests.documents.letters import (
    AGREED,
    BEHIND,
    CAUSE,
    SENTENCE,
    SILENT,
    fields,
    headings,
    lines,
    opened,
    paper,
    report,
    room,
    tables,
)


@pytest.fixture(scope="module")
def picture() -> bytes:
    out = BytesIO()
    Image.new("RGB", (400, 200), "white").save(out, "PNG", dpi=(200, 200))
    return out.getvalue()


def test_it_has_exactly_the_known_parts() -> None:
    assert headings(write_report(report())) == [
        "一、总体执行情况",
        "二、绩效目标完成情况",
        "三、预警项目",
        "四、偏差原因",
        "五、存在问题",
        "六、下一步措施",
        "附件：预警项目清单",
    ]


def test_the_sums_and_the_projects_carry_every_figure() -> None:
    figures, projects, results, *_ = tables(write_report(report()))
    assert figures[1] == [
        *("74.28", "74.28", "11.219", "16.0%"),
        *("50.0%", "-34.0", "-23.781", "94.2%"),
    ]
    assert projects[1:] == [
        ["1", "文史资料征编费", "70.00", "11.219", "16.0%", "50.0%", "-34.0", "-23.781", "▼ 滞后"],
        ["2", "政协团结联谊费用", "4.28", "—", "—", "50.0%", "—", "—", "○ 未报送"],
        ["", "合计", "74.28", "11.219", "16.0%", "50.0%", "-34.0", "-23.781", ""],
    ]
    assert results[1] == ["1", "文史资料征编费", "7", "1", "1", "15.0%", "16.0%"]


def test_results_are_counted_and_those_behind_are_listed() -> None:
    data = write_report(report())
    assert "绩效指标共14项，其中2项已有截至6月的完成值：滞后1项、正常1项。" in lines(data)
    assert tables(data)[3][1] == ["文史资料征编费", "印刷数量", "≥400册", "60册", "15.0%", "▼ 滞后"]
    nothing = lines(write_report(report(measured=(), lagging=())))
    assert "绩效指标共14项，截至6月均未报送完成值。" in nothing


def test_every_flagged_project_stands_with_its_sentence() -> None:
    said = lines(write_report(report()))
    assert "列入预警的项目2个，涉及调整后预算 74.28 万元：" in said
    assert f"1. 文史资料征编费（13020923P000143100015），▼ 滞后。{SENTENCE}" in said


def test_the_annex_is_the_list_on_landscape_paper() -> None:
    data = write_report(report())
    document = opened(data)
    upright, wide = document.sections
    assert (paper(upright), paper(wide)) == ((210, 297), (297, 210))
    listed = tables(data)[-2]
    assert [row[1] for row in listed[1:]] == [BEHIND.project_code, SILENT.project_code]
    assert [row[11] for row in listed[1:]] == [SENTENCE, "6月未报送支出。"]
    assert fields(data) == ["PAGE", "NUMPAGES"]
    assert wide.footer.is_linked_to_previous


def test_causes_are_those_that_people_stated() -> None:
    none = lines(write_report(report()))
    assert "尚未填报偏差原因。" in none
    data = write_report(report(causes=(CAUSE,), uncaused=("政协团结联谊费用",)))
    assert "预警项目中尚未填报偏差原因的：政协团结联谊费用。" in lines(data)
    row = ["文史资料征编费", "印刷数量", "经费保障、其他", "经费到账晚", "有可能"]
    assert row in [row for table in tables(data) for row in table]


def test_problems_name_the_projects_by_reason() -> None:
    said = lines(write_report(report()))
    assert "1. 支出滞后（1个）：文史资料征编费。" in said
    assert "2. 未报送（1个）：政协团结联谊费用。" in said


def test_next_steps_are_what_was_agreed() -> None:
    assert "预警项目尚未登记整改措施。" in lines(write_report(report()))
    data = write_report(report(AGREED, SILENT))
    assert "尚未登记整改措施的预警项目：政协团结联谊费用。" in lines(data)
    rows = [row for table in tables(data) for row in table]
    assert ["文史资料征编费", "加快采购", "办公室主任", "2023-07-31"] in rows
    assert ["文史资料征编费", "按月调度", "—", "—"] in rows


def test_a_month_without_flags_says_so_in_every_part() -> None:
    data = write_report(report(listed=(), problems=(), uncaused=(), amount=Decimal(0)))
    said = lines(data)
    assert said.count("本月没有预警项目。") == 2
    assert "本月没有列入预警的问题。" in said
    assert "本月没有预警项目，无须整改。" in said


def test_the_picture_has_a_caption_and_words_for_those_who_cannot_see_it(picture: bytes) -> None:
    data = write_report(report(picture=picture))
    document = opened(data)
    (shape,) = document.inline_shapes
    assert (round(shape.width.mm), round(shape.height.mm)) == (51, 25)
    assert "截至6月底" in shape._inline.docPr.get("descr")
    assert any(line.startswith("图1　131001") and "单位：万元" in line for line in lines(data))
    assert not opened(write_report(report())).inline_shapes


@pytest.mark.parametrize("place", range(6))
def test_tables_are_no_wider_than_their_page(place: int) -> None:
    document = opened(write_report(report()))
    table = document.tables[place]
    section = document.sections[int(place >= 4)]
    assert sum(column.width or 0 for column in table.columns) <= room(section)
    layout = table._tblPr.find(qn("w:tblLayout"))
    assert layout is not None
    assert layout.get(qn("w:type")) == "fixed"
