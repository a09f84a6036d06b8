from __future__ import annotations

from datetime import date

import pytest
from docx.oxml.ns import qn
from docx.shared import Cm

from monitor.outputs.letters.notice import write_notice
from monitor.words.catalogue import paper as paper_words
from tests.documents.letters import (
    AGREED,
    BEHIND,
    SENTENCE,
    SILENT,
    STAMP,
    UNIT,
    fields,
    lines,
    notice,
    opened,
    paper,
    room,
    tables,
)

LISTED = paper_words("letter_list")

FONTS = {"宋体", "黑体", "仿宋"}


def test_the_table_has_the_known_columns_and_every_figure() -> None:
    header, behind, silent = tables(write_notice(notice()))[0]
    assert [word.replace("\n", "") for word in header] == [
        *("序号", "项目编码", "项目名称", "责任科室", "预算数", "累计支出", "执行率", "计划进度"),
        *("差距(百分点)", "预警等级", "滞后指标", "原因", "整改措施", "完成时限", "责任人"),
    ]
    assert behind == [
        *("1", "13020923P000143100015", "文史资料征编费", "办公室", "70.00", "11.219", "16.0%"),
        *("50.0%", "-34.0", "▼ 滞后", "印刷数量、传播", SENTENCE, "", "", ""),
    ]
    assert silent[4:10] == ["4.28", "—", "—", "50.0%", "—", "○ 未报送"]
    assert len(header) == len(LISTED)


def test_amounts_of_a_column_share_their_decimals() -> None:
    rows = tables(write_notice(notice(BEHIND, AGREED, SILENT)))[0]
    assert [row[5] for row in rows[1:]] == ["11.219", "11.219", "—"]
    assert [row[4] for row in rows[1:]] == ["70.00", "70.00", "4.28"]


def test_what_was_agreed_and_stated_stands_beside_the_project() -> None:
    row = tables(write_notice(notice(AGREED)))[0][1]
    assert row[11] == f"{SENTENCE}\n填报原因：经费保障：经费到账晚"
    assert row[12:] == ["1. 加快采购\n2. 按月调度", "1. 2023-07-31\n2. —", "1. 办公室主任"]


def test_it_says_to_whom_as_of_when_and_what_is_asked() -> None:
    said = lines(write_notice(notice(reply_by=date(2023, 7, 15))))
    assert said[:3] == [
        "关于2023年6月预算执行和绩效目标预警项目的督办通知",
        "文号：",
        f"{UNIT}：",
    ]
    opening = "截至2023年6月底，你单位8个项目中有2个列入预警，涉及调整后预算 74.28 万元。"
    assert said[3] == f"{opening}现将有关情况通知如下。"
    assert "截至2023年6月底　　金额单位：万元" in said
    assert any("2023年7月15日前填写所附整改反馈表" in line for line in said)
    assert "附件：整改反馈表" in said


def test_number_sender_and_day_are_left_to_fill() -> None:
    said = lines(write_notice(notice()))
    assert "　　　　年　　月　　日" in said
    assert "（发文单位）" in said
    assert any(line.startswith("3. 于　　　　年　　月　　日前") for line in said)


def test_a_notice_about_one_project_names_it() -> None:
    said = lines(write_notice(notice(BEHIND, is_of_one_project=True)))
    assert said[0] == "关于2023年6月预警项目“文史资料征编费”的督办通知"
    assert "你单位“文史资料征编费”项目列入预警" in said[3]


def test_the_form_to_answer_on_has_a_row_with_room_per_project() -> None:
    form = tables(write_notice(notice()))[-1]
    assert [row[1:4] for row in form[1:]] == [
        ["13020923P000143100015", "文史资料征编费", "▼ 滞后"],
        ["13020923P00014410001T", "政协团结联谊费用", "○ 未报送"],
    ]
    assert all(cell == "" for row in form[1:] for cell in row[4:])
    table = opened(write_notice(notice())).tables[-1]
    assert all((row.height or 0) > Cm(1.8) for row in list(table.rows)[1:])


def test_every_page_says_its_number_and_what_the_figures_stand_on() -> None:
    data = write_notice(notice())
    assert fields(data) == ["PAGE", "NUMPAGES"]
    foot = opened(data).sections[0].footer
    assert foot.paragraphs[0].text == STAMP.line
    stated = tables(data)[1]
    assert [tuple(row) for row in stated[:-1]] == list(STAMP.lines)
    assert stated[-1] == ["“—”", "没有该项数据（未报送或不适用），不等于 0。"]


@pytest.mark.parametrize("place", [0, 1, 2])
def test_tables_fit_the_paper_and_rows_stay_whole(place: int) -> None:
    document = opened(write_notice(notice()))
    section, table = document.sections[0], document.tables[place]
    assert paper(section) == (297, 210)
    assert sum(column.width or 0 for column in table.columns) <= room(section)
    for row in table.rows:
        assert [cell.width for cell in row.cells] == [column.width for column in table.columns]
        assert row._tr.trPr is not None
        assert row._tr.trPr.find(qn("w:cantSplit")) is not None


def test_the_header_is_repeated_on_every_page() -> None:
    for table in opened(write_notice(notice())).tables[::2]:
        marked = [row._tr.trPr.find(qn("w:tblHeader")) is not None for row in table.rows]
        assert marked == [True, *[False] * (len(table.rows) - 1)]


def test_chinese_signs_have_a_chinese_font_by_name() -> None:
    document = opened(write_notice(notice()))
    used = {paragraph.style.name for paragraph in document.paragraphs if paragraph.style}
    used |= {"Cell", "Footer"}
    for name in used:
        fonts = document.styles[name].element.rPr.rFonts
        assert fonts.get(qn("w:eastAsia")) in FONTS, name
        assert fonts.get(qn("w:eastAsiaTheme")) is None
    runs = [run._r for paragraph in document.paragraphs for run in paragraph.runs]
    fonts_of_runs = [fonts for run in runs for fonts in run.iter(qn("w:rFonts"))]
    assert len(fonts_of_runs) == len(runs)
    assert {fonts.get(qn("w:hint")) for fonts in fonts_of_runs} == {"eastAsia"}
