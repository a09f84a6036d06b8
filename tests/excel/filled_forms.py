"""Forms to write and read: records filled in, and the official form as ministries publish it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal
from io import BytesIO

from openpyxl import load_workbook
from openpyxl.workbook import Workbook as MadeWorkbook
from openpyxl.worksheet.worksheet import Worksheet

from monitor.intake.files.grid import Workbook
from monitor.outputs.forms.records import (
    EvaluatedIndicator,
    EvaluatedMoney,
    MonitoredIndicator,
    MonitoredMoney,
    MonitoringForm,
    SelfEvaluationForm,
)
from tests.excel.reading_samples import read_here

CellValue = str | float | bool | None
FOOTER = (("数据月份", "2023-06"), ("数据版本", "17"))
CODE, NAME = "13020923P00014110001R", "调研学习考察费"
UNIT_CODE, UNIT = "131001", "曹妃甸区人民政协办公室本级"
MONEY = MonitoredMoney(
    Decimal("154000.00"),
    Decimal("164000.00"),
    Decimal("90860.01"),
    Decimal("55.402445"),
    Decimal("164000.00"),
)
MONITORED = MonitoringForm(
    CODE,
    NAME,
    UNIT_CODE,
    UNIT,
    total=MONEY,
    public_budget=MONEY,
    goal="1.保证委员履职调研，学习考察顺利进行。",
    indicators=(
        MonitoredIndicator(
            *("产出指标", "数量指标", "调研次数", "≥11次"), "6次", "11次", likelihood="确定能"
        ),
        MonitoredIndicator(
            *("产出指标", "数量指标", "形成调研报告", "≥10篇"),
            result="2篇",
            causes=("经费保障", "其他"),
            explanation="经费到位较晚。",
            likelihood="有可能",
            remark="见附件",
        ),
        MonitoredIndicator("产出指标", "成本指标", "调研成本", "≤400元"),
        MonitoredIndicator(
            *("满意度指标", "服务对象满意度指标", "满意率", "≥90%"),
            result="60%",
            causes=("人员保障",),
            likelihood="完全不可能",
        ),
    ),
)
EVALUATED = SelfEvaluationForm(
    CODE,
    NAME,
    UNIT_CODE,
    UNIT,
    total=EvaluatedMoney(
        *(Decimal(154000), Decimal(164000), Decimal(123000), Decimal(10)),
        execution_rate=Decimal(75),
        score=Decimal("7.5"),
    ),
    this_year=EvaluatedMoney(Decimal(154000), Decimal(164000), Decimal(123000)),
    goal="保证调研顺利进行。",
    achieved="调研已全部完成。",
    indicators=(
        EvaluatedIndicator(
            *("产出指标", "数量指标", "调研次数", "≥11次", "11次", Decimal(25), Decimal(25))
        ),
        EvaluatedIndicator(
            *("产出指标", "质量指标", "形成调研报告", "≥10篇", "9篇", Decimal(25)),
            score=Decimal("22.5"),
            note="两篇合并为一篇。",
        ),
        EvaluatedIndicator(
            *("满意度指标", "满意度指标", "满意率", "≥90%", "95%", Decimal(40), Decimal(40))
        ),
    ),
    total_score=Decimal(95),
    grade="优",
)


def sheets_of(data: bytes) -> MadeWorkbook:
    """Open a workbook that was written."""
    return load_workbook(BytesIO(data))


def sheet_of(data: bytes, name: str | None = None) -> Worksheet:
    """Open one sheet of a workbook that was written, the first unless named."""
    book = sheets_of(data)
    found = book[name] if name else book.worksheets[0]
    assert isinstance(found, Worksheet)
    return found


def values_of(sheet: Worksheet, first_row: int, last_row: int) -> list[list[object]]:
    """Give the values of whole rows."""
    return [[cell.value for cell in row] for row in sheet.iter_rows(first_row, last_row)]


def merges_of(sheet: Worksheet) -> set[str]:
    """Name the merged ranges."""
    return {str(merged) for merged in sheet.merged_cells.ranges}


def official(
    rows: Sequence[Mapping[str, CellValue]],
    *,
    project: CellValue = NAME,
    months: str = "1-6月",
    title: str = "项目支出绩效目标执行监控表",
    period: str = "（2023年度）",
) -> MadeWorkbook:
    """Make the form as ministries publish it: no codes, 绩效指标 down the left side.

    ``rows`` give a cell's value by its column's letter, from row 13 on.
    """
    book = MadeWorkbook()
    sheet = book.active
    assert isinstance(sheet, Worksheet)
    sheet.title = "监控表"
    placed: dict[str, CellValue] = {
        "A1": "附件1",
        "A2": title,
        "A3": period,
        "A4": "项目名称",
        "C4": project,
        "A5": "主管部门及代码",
        "C5": "[131]曹妃甸区政协",
        "G5": "实施单位",
        "J5": UNIT,
        "A6": "项目资金\n（万元）",
        "D6": "年初预算数",
        "F6": f"{months}执行数",
        "G6": f"{months}执行率",
        "J6": "全年预计执行数",
        "B7": "年度资金总额：",
        "D7": 15.4,
        "F7": 9.1,
        "B8": "其中：本年一般公共预算拨款",
        "B9": "其他资金",
        "A10": "年度总体目标",
        "B10": "保证调研顺利进行。",
        "A11": "绩\n效\n指\n标",
        "B11": "一级\n指标",
        "C11": "二级指标",
        "D11": "三级指标",
        "E11": "年度指标值",
        "F11": f"{months}执行情况",
        "G11": "全年预计完成情况",
        "H11": "偏差原因分析",
        "N11": "完成目标可能性",
        "Q11": "备注",
    }
    below = "经费保障 制度保障 人员保障 硬件条件保障 其他 原因说明 确定能 有可能 完全不可能"
    for letter, word in zip("HIJKLMNOP", below.split(), strict=True):
        placed[f"{letter}12"] = word
    for place, value in placed.items():
        sheet[place] = value
    for number, row in enumerate(rows, start=13):
        for letter, value in row.items():
            sheet[f"{letter}{number}"] = value
    last = 12 + len(rows)
    for merged in ("A2:Q2", "C4:Q4", "A6:A9", "H11:M11", "N11:P11", f"A11:A{last}"):
        sheet.merge_cells(merged)
    for letter in "BCDEFGQ":
        sheet.merge_cells(f"{letter}11:{letter}12")
    sheet[f"A{last + 1}"] = (
        "注：1.偏差原因分析：针对与预期目标产生偏差的指标值，分别从各方面进行判断和分析。"
    )
    return book


def saved(book: MadeWorkbook) -> Workbook:
    """Save a workbook and read it as an upload is read."""
    out = BytesIO()
    book.save(out)
    return read_here(out.getvalue())
