"""A person's own workbook back, with what is wrong marked in it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from io import BytesIO
from zipfile import ZipFile

import pytest
from openpyxl import Workbook, load_workbook
from openpyxl.cell import Cell
from openpyxl.comments import Comment
from openpyxl.styles import PatternFill
from openpyxl.worksheet.worksheet import Worksheet
from python_calamine import CalamineWorkbook

from monitor.domain.findings import Finding, Level
from monitor.domain.month import Month
from monitor.intake.files import grid
from monitor.intake.marked_copy.copy import annotate
from monitor.intake.marked_copy.marks import MOST_COMMENTS, collect_marks, place_of
from monitor.intake.marked_copy.originals import may_open
from monitor.intake.spending import read_spending
from monitor.outputs.templates.monthly import TemplateProject, write_spending_template

Judged = list[tuple[Finding, str]]
APRIL = Month(2023, 4)
PROJECTS = [TemplateProject(f"13020923P0001411000{n}R", f"项目{n}") for n in range(1, 4)]
SUMMARY = [("文件", "4月支出.xlsx")]
HOSTILE = ["=1+1", "@SUM(A1)", "-1", "\t1", "x" * 40_000, "a\x00\x1f\ud800", "<r>&</r>"]


def saved(book: Workbook) -> bytes:
    out = BytesIO()
    book.save(out)
    return out.getvalue()


def sheet_of(data: bytes, name: str) -> Worksheet:
    found = load_workbook(BytesIO(data))[name]
    assert isinstance(found, Worksheet)
    return found


def changed(data: bytes, change: Callable[[Workbook], None]) -> bytes:
    book = load_workbook(BytesIO(data))
    change(book)
    return saved(book)


def put(name: str, cell: str, value: object) -> Callable[[Workbook], None]:
    def change(book: Workbook) -> None:
        target = book[name][cell]
        assert isinstance(target, Cell)
        target.value = value  # type: ignore[assignment] # whatever a person types

    return change


def grid_of(data: bytes) -> grid.Workbook:
    book = CalamineWorkbook.from_filelike(BytesIO(data))
    return grid.Workbook(
        "xlsx",
        [
            grid.Sheet(
                name,
                [
                    [None if cell == "" else cell for cell in row]
                    for row in book.get_sheet_by_name(name).to_python(skip_empty_area=False)
                ],
            )
            for name in book.sheet_names
        ],
    )


def cells(data: bytes) -> dict[str, list[list[grid.Value]]]:
    """Give the rows of every sheet but the index, without the blanks that styles leave behind."""
    found = {}
    for sheet in grid_of(data).sheets:
        if sheet.name != "问题清单":
            rows = [list(row) for row in sheet.rows]
            for row in rows:
                while row and row[-1] is None:
                    row.pop()
            while rows and not rows[-1]:
                rows.pop()
            found[sheet.name] = rows
    return found


def finding(cell: str, level: Level = Level.BLOCKER, sheet: str = "支出") -> Finding:
    return Finding("amount_no_number", level, sheet, cell)


def filled_template() -> bytes:
    """Give a spending template with a text where an amount belongs, in D5."""
    data = write_spending_template(PROJECTS, month=APRIL, unit_name="131001单位")
    for cell, value in (("D4", 3.2), ("D5", "约0.3万"), ("D6", 1)):
        data = changed(data, put("支出", cell, value))
    return data


ONE: Judged = [(finding("D5"), "D5：“约0.3万”不是数字，请只填数字。")]


def test_a_bad_cell_is_coloured_and_says_what_is_wrong() -> None:
    cell = sheet_of(annotate(filled_template(), ONE), "支出")["D5"]
    assert cell.fill.fgColor.rgb == "00F6B8AE"
    assert cell.comment is not None
    assert cell.comment.text == "【问题】D5：“约0.3万”不是数字，请只填数字。"
    assert cell.value == "约0.3万"


def test_the_index_stands_in_front_and_leads_to_each_cell() -> None:
    findings: Judged = [
        (finding("D6", Level.NOTE), "第三"),
        (finding("", Level.WARNING), "第二"),
        (Finding("no_unit", Level.WARNING), "整个文件的问题"),
        *ONE,
    ]
    book = load_workbook(BytesIO(annotate(filled_template(), findings, SUMMARY)))
    assert book.sheetnames[0] == "问题清单"
    assert book.active is not None
    assert book.active.title == "问题清单"
    rows = [[cell.value for cell in row] for row in book["问题清单"].iter_rows()]
    assert rows[0][0] == "问题清单"
    assert rows[1][0] == "文件：4月支出.xlsx"
    assert rows[2][0] == "必须修改 1 处，请核对 2 处，提示 1 处"
    assert rows[4] == ["序号", "级别", "工作表", "单元格", "问题和处理办法"]
    assert rows[5:] == [
        [1, "必须修改", "支出", "D5", ONE[0][1]],
        [2, "请核对", "支出", "整张表", "第二"],
        [3, "请核对", "整个文件", None, "整个文件的问题"],
        [4, "提示", "支出", "D6", "第三"],
    ]
    links = [book["问题清单"].cell(row, 4).hyperlink for row in range(6, 10)]
    assert [link.location if link else None for link in links] == [
        "'支出'!D5",
        "'支出'!A1",
        None,
        "'支出'!D6",
    ]


def test_no_sheet_is_selected_together_with_the_index() -> None:
    book = load_workbook(BytesIO(annotate(filled_template(), ONE)))
    assert [sheet.title for sheet in book.worksheets if sheet.sheet_view.tabSelected] == [
        "问题清单"
    ]


def test_every_value_is_the_same_as_before() -> None:
    data = filled_template()
    assert cells(annotate(data, ONE)) == cells(data)


def test_corrected_it_is_accepted_as_it_is() -> None:
    back = annotate(filled_template(), ONE, SUMMARY)
    read = read_spending(grid_of(back), fiscal_year=2023, month=APRIL)
    assert [found.cell for found in read.findings] == ["D5"]
    corrected = changed(back, put("支出", "D5", 0.3))
    read = read_spending(grid_of(corrected), fiscal_year=2023, month=APRIL)
    assert read.findings == ()
    assert [fact.amount for fact in read.facts] == [Decimal(32000), Decimal(3000), Decimal(10000)]


def test_marks_of_an_earlier_round_are_taken_off() -> None:
    before = sheet_of(filled_template(), "支出")["D5"].fill.fgColor.rgb
    first = annotate(filled_template(), ONE)
    corrected = changed(first, put("支出", "D5", 0.3))
    second = annotate(corrected, [(finding("D6", Level.WARNING), "请核对")])
    book = load_workbook(BytesIO(second))
    assert book.sheetnames == ["问题清单", "支出", "说明"]
    assert book["支出"]["D5"].comment is None
    assert book["支出"]["D5"].fill.fgColor.rgb == before
    assert book["支出"]["D6"].fill.fgColor.rgb == "00FBDD8F"


def test_a_cell_without_a_fill_has_none_again_afterwards() -> None:
    book = Workbook()
    book["Sheet"]["A1"] = "x"
    first = annotate(saved(book), [(finding("A1", sheet="Sheet"), "s")])
    second = annotate(first, [])
    assert sheet_of(second, "Sheet")["A1"].fill.fill_type is None


def test_a_persons_own_fills_and_comments_survive_both_rounds() -> None:
    book = Workbook()
    sheet = book["Sheet"]
    sheet["A1"] = "x"
    sheet["A1"].fill = PatternFill("solid", fgColor="FF00FF00")
    sheet["A1"].comment = Comment("我的批注", "我")
    first = annotate(saved(book), [(finding("A1", sheet="Sheet"), "有误")])
    marked = sheet_of(first, "Sheet")["A1"].comment
    assert marked is not None
    assert marked.text == "我的批注\n【问题】有误"
    cell = sheet_of(annotate(first, []), "Sheet")["A1"]
    assert cell.fill.fgColor.rgb == "FF00FF00"
    assert cell.comment is not None
    assert cell.comment.text == "我的批注"


def test_several_findings_on_one_cell_share_it_and_the_worst_colours_it() -> None:
    findings = [(finding("D5", Level.NOTE), "甲"), (finding("D5"), "乙"), (finding("D5"), "乙")]
    (mark,) = collect_marks(findings)
    assert mark.level is Level.BLOCKER
    assert mark.comment == "【问题】甲\n【问题】乙"


def test_validations_merges_protection_and_print_set_up_survive() -> None:
    data = changed(filled_template(), lambda book: book["支出"].merge_cells("A8:B9"))
    before, after = sheet_of(data, "支出"), sheet_of(annotate(data, ONE), "支出")
    assert [str(rule.sqref) for rule in after.data_validations.dataValidation] == [
        str(rule.sqref) for rule in before.data_validations.dataValidation
    ]
    assert [str(area) for area in after.merged_cells.ranges] == ["A8:B9"]
    assert after.protection.sheet
    assert after.freeze_panes == before.freeze_panes
    assert after.print_title_rows == before.print_title_rows


def test_a_finding_inside_a_merged_range_marks_its_first_cell() -> None:
    book = Workbook()
    book["Sheet"]["A1"] = "x"
    book["Sheet"].merge_cells("A1:B2")
    back = annotate(saved(book), [(finding("B2", sheet="Sheet"), "s")])
    assert sheet_of(back, "Sheet")["A1"].comment is not None


def calculated() -> bytes:
    """Give a workbook with formulas and their results, as a spreadsheet program saves it."""
    book = Workbook()
    sheet = book["Sheet"]
    for row, formula in enumerate(["=1+1", '="a"&"<b>"', "=1<2", "=NA()", "=DATE(2023,4,30)"], 1):
        sheet.cell(row, 1, formula)
    sheet["A5"].number_format = "yyyy-mm-dd"
    sheet["A6"] = "=B6"
    plain = saved(book)
    results = [b"<v>2</v>", b"<v>a&lt;b&gt;</v>", b"<v>1</v>", b"<v>#N/A</v>", b"<v>45046</v>"]
    kinds = [b"", b' t="str"', b' t="b"', b' t="e"', b""]
    out = BytesIO()
    with ZipFile(BytesIO(plain)) as source, ZipFile(out, "w") as target:
        for part in source.infolist():
            content = source.read(part)
            if part.filename == "xl/worksheets/sheet1.xml":
                content = content.replace(b"<v></v>", b"<v />")
                for row, (kind, result) in enumerate(zip(kinds, results, strict=True), 1):
                    content = content.replace(b'r="A%d"' % row, b'r="A%d"%b' % (row, kind), 1)
                    content = content.replace(b"<v />", result, 1)
                    content = content.replace(b'r="A%d"%b' % (row, kind), b'r="A%d"' % row, 1)
                    start = content.index(b'<c r="A%d"' % row)
                    end = content.index(b">", start)
                    content = content[:end] + kind + content[end:]
            target.writestr(part, content)
    return out.getvalue()


def test_results_of_formulas_survive() -> None:
    data = calculated()
    assert cells(data)["Sheet"][0] == [2]
    back = annotate(data, [(finding("A1", sheet="Sheet"), "s")])
    assert cells(back) == cells(data)
    formulas = [sheet_of(back, "Sheet").cell(row, 1).value for row in range(1, 7)]
    assert formulas[0] == "=1+1"
    assert formulas[5] == "=B6"
    with ZipFile(BytesIO(back)) as archive:
        written = archive.read("xl/worksheets/sheet2.xml")
    assert b't="e"><f>NA()</f><v>#N/A</v>' in written
    assert b't="b"><f>1&lt;2</f><v>1</v>' in written


def test_macros_do_not_come_back() -> None:
    out = BytesIO()
    with ZipFile(BytesIO(filled_template())) as source, ZipFile(out, "w") as target:
        for part in source.infolist():
            content = source.read(part)
            if part.filename == "[Content_Types].xml":
                content = content.replace(
                    b"application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml",
                    b"application/vnd.ms-excel.sheet.macroEnabled.main+xml",
                )
            target.writestr(part, content)
        target.writestr("xl/vbaProject.bin", b"macro")
    back = annotate(out.getvalue(), ONE)
    with ZipFile(BytesIO(back)) as archive:
        assert "xl/vbaProject.bin" not in archive.namelist()
        assert b"macroEnabled" not in archive.read("[Content_Types].xml")
    assert sheet_of(back, "支出")["D5"].comment is not None


def test_findings_on_sheets_or_cells_that_do_not_exist_are_listed_only() -> None:
    findings: Judged = [
        (finding("A1", sheet="没有这张表"), "甲"),
        (finding("ZZZZ9"), "乙"),
        (finding("A99999999"), "丙"),
    ]
    back = annotate(filled_template(), findings)
    told = {row[4].value for row in sheet_of(back, "问题清单").iter_rows(min_row=5)}
    assert {"甲", "乙", "丙"} <= told


@pytest.mark.parametrize(
    ("cell", "place"),
    [
        ("A1", (0, 0)),
        ("$D$17", (16, 3)),
        ("d17:E19", (16, 3)),
        ("XFD1048576", (1048575, 16383)),
        ("XFE1", None),
        ("A1048577", None),
        ("", None),
        ("第3行", None),
    ],
)
def test_a_cell_is_found_by_its_name(cell: str, place: tuple[int, int] | None) -> None:
    assert place_of(cell) == place


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_text_in_findings_is_text_in_both_ways_back(text: str) -> None:
    findings: Judged = [(Finding("x", Level.BLOCKER, text, text), text), (finding("D5"), text)]
    rows: list[list[grid.Value]] = [[text, text]]
    rebuilt = grid.Workbook("csv", [grid.Sheet(text, rows)])
    for back in (
        annotate(filled_template(), findings, [(text, text)]),
        annotate(b"a,b", findings, [(text, text)], rebuilt),
    ):
        book = load_workbook(BytesIO(back))
        kinds = {cell.data_type for row in book["问题清单"].iter_rows() for cell in row}
        assert kinds <= {"s", "n"}
        assert not any(
            cell.data_type == "f" for sheet in book.worksheets for r in sheet.rows for cell in r
        )


def typed_rows() -> list[list[grid.Value]]:
    return [
        ["单位：万元", None, None],
        ["项目编码", "项目名称", "累计支出"],
        ["000001", "=1+1", " 1,234.5 "],
        ["P2", None, 64.01],
        [True, date(2023, 4, 30), datetime(2023, 4, 30, 12, 30)],  # noqa: DTZ001 - as a cell has it
        [time(8, 30), timedelta(hours=30), 0.5],
        [None, None, None],
        ["end", -0.07, 1.30209e19],
    ]


def test_a_csv_comes_back_as_an_xlsx_with_the_same_cells() -> None:
    sheet = grid.Sheet("4月支出", typed_rows()[:4])
    back = annotate(
        "项目编码".encode("gb18030"),
        [(finding("C3", sheet="4月支出"), "有误")],
        SUMMARY,
        grid.Workbook("csv", [sheet]),
    )
    assert cells(back) == {"4月支出": [row[:] if row[2] else row[:1] for row in sheet.rows]}
    cell = sheet_of(back, "4月支出")["C3"]
    assert cell.comment is not None
    assert cell.fill.fgColor.rgb == "FFF6B8AE"
    link = sheet_of(back, "问题清单")["D6"].hyperlink
    assert link is not None
    assert link.location == "'4月支出'!C3"


def test_a_rebuilt_workbook_keeps_the_kind_of_every_value() -> None:
    rows = typed_rows()
    sheet = grid.Sheet("表", rows, hidden_rows=frozenset({3, 6}), percent=frozenset({(5, 2)}))
    hidden = grid.Sheet("藏", [["x"]], hidden=True)
    back = annotate(
        b"", [(finding("A1", sheet="表"), "s")], (), grid.Workbook("xls", [sheet, hidden])
    )
    kept = cells(back)["表"]
    assert kept[2] == ["000001", "=1+1", " 1,234.5 "]
    assert kept[3] == ["P2", None, 64.01]
    assert kept[4] == rows[4]
    assert kept[5][1:] == [timedelta(hours=30), 0.5]
    assert kept[7] == ["end", -0.07, 1.30209e19]
    book = load_workbook(BytesIO(back))
    assert [row for row in range(1, 9) if book["表"].row_dimensions[row].hidden] == [4, 7]
    assert book["表"]["C6"].number_format == "0.00%"
    assert book["藏"].sheet_state == "hidden"


def test_a_rebuilt_workbook_keeps_merges_that_fill_down() -> None:
    sheet = grid.Sheet(
        "表", [["a", 1], [None, 2]], merged=((0, 0, 1, 0), (1, 0, 2, 0), (0, 1, 0, 1))
    )
    back = annotate(b"", [], (), grid.Workbook("xls", [sheet]))
    assert [str(area) for area in sheet_of(back, "表").merged_cells.ranges] == ["A1:A2"]


def test_an_error_or_an_empty_formula_does_not_turn_into_a_blank() -> None:
    rows: list[list[grid.Value]] = [[None, None, float("inf")]]
    sheet = grid.Sheet("表", rows, errors={(0, 0): "#REF!"}, uncalculated=frozenset({(0, 1)}))
    back = annotate(b"", [], (), grid.Workbook("xls", [sheet]))
    assert cells(back)["表"] == [["#REF!", "（公式没有计算结果）", "（无法写出的数值）"]]


def test_a_long_sheet_is_rebuilt_row_by_row() -> None:
    rows: list[list[grid.Value]] = [[f"P{n}", float(n)] for n in range(6000)]
    workbook = grid.Workbook("csv", [grid.Sheet("长", rows, merged=((0, 0, 1, 0),))])
    back = annotate(b"", [(finding("B5999", sheet="长"), "s")], (), workbook)
    assert cells(back)["长"] == rows
    assert sheet_of(back, "长")["B5999"].comment is not None


def test_without_rows_the_index_stands_alone() -> None:
    back = annotate(b"%PDF-1.4", [(Finding("not_a_workbook", Level.BLOCKER), "这是 PDF。")])
    assert load_workbook(BytesIO(back)).sheetnames == ["问题清单"]


def packed(**parts: bytes) -> bytes:
    out = BytesIO()
    with ZipFile(out, "w") as archive:
        for name, content in parts.items():
            archive.writestr(f"xl/worksheets/{name}.xml", content)
    return out.getvalue()


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"PK\x03\x04 broken",
        packed(sheet1=b'<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>'),
        packed(sheet1=b'<mergeCell ref="A1:XFD1048576"/>'),
        packed(sheet1=b'<mergeCell ref="A1:A9"/>' * 30_000),
        packed(sheet1=b" " * 30_000_000),
        packed(**{f"sheet{number}": b"" for number in range(2001)}),
    ],
)
def test_a_file_that_could_do_harm_is_not_opened_for_editing(data: bytes) -> None:
    assert not may_open(data)
    assert load_workbook(BytesIO(annotate(data, ONE))).sheetnames == ["问题清单"]


def test_a_date_that_openpyxl_cannot_hold_is_kept_by_rebuilding() -> None:
    book = Workbook()
    book["Sheet"]["A1"] = 99_999_999_999
    book["Sheet"]["A1"].number_format = "yyyy-mm-dd"
    rows: list[list[grid.Value]] = [[99_999_999_999.0]]
    back = annotate(saved(book), [], (), grid.Workbook("xlsx", [grid.Sheet("Sheet", rows)]))
    assert sheet_of(back, "Sheet")["A1"].value == 99_999_999_999


def test_the_number_of_comments_is_bounded_and_the_colours_are_not() -> None:
    book = Workbook()
    count = MOST_COMMENTS + 5
    for row in range(1, count + 1):
        book["Sheet"].cell(row, 1, "x")
    findings = [(finding(f"A{row}", sheet="Sheet"), "有误") for row in range(1, count + 1)]
    sheet = sheet_of(annotate(saved(book), findings), "Sheet")
    assert sheet.cell(MOST_COMMENTS, 1).comment is not None
    assert sheet.cell(count, 1).comment is None
    assert sheet.cell(count, 1).fill.fgColor.rgb == "00F6B8AE"
