"""Make the example months of data/samples: python -m tools.samples.

The plan is real; spending and results are invented, from a fixed seed, and marked 示例 in every
file. They are chosen so that June and July show every state and light: on track, watch, behind,
ahead, overspent, not reported, and a milestone missed while on track.
"""

from __future__ import annotations

import io
import random
import tempfile
from collections.abc import Mapping
from decimal import Decimal
from pathlib import Path

import openpyxl
from openpyxl.worksheet.worksheet import Worksheet

from monitor.config import SAMPLES_FOLDER
from monitor.domain.month import Month
from monitor.intake.commit import commit_import
from monitor.intake.request import ImportRequest
from monitor.outputs.templates.fill import write_template
from monitor.store.database import Store
from monitor.upkeep.setup import SAMPLE_PLAN

SEED = 2023
YEAR = 2023
MARK = "（示例数据 illustrative）"
_WAN = Decimal(10_000)

# Execution rates at the end of January to August, percent; None was not reported.
RATES: Mapping[str, tuple[str | None, ...]] = {
    "调研学习考察费": ("10", "22", "33", "45", "58", "66", "74", "82"),
    "劳模荣誉津贴": ("0", "0", "25", "25", "25", "50", "50", "50"),
    "区政协三届三次会议费": ("6", "41", "72", "90", "97.5", "101.3", "101.3", "101.3"),
    "日常会务费": ("6", "12", "20", "26", "31", "37", "45", "55"),
    "文史资料征编费": ("0", "1.2", "4", "7", "11", "16", "21", "27"),
    "政协团结联谊费用": ("7", "14", "25.5", "31", "38", None, "52", "62"),
    "政协委员活动经费": ("8", "16", "25.5", "34", "42", "51", None, "66"),
    "政协委员履职平台APP后续开发和运行维护资金": (
        "8",
        "16",
        "25.2",
        "33",
        "40",
        "46",
        "54",
        "66.8",
    ),
}
EXACT = ("劳模荣誉津贴",)  # an allowance of 900 yuan a quarter leaves no room for chance

# Results as a clerk writes them, by project, indicator and month.
RESULTS: Mapping[str, Mapping[str, Mapping[int, str]]] = {
    "调研学习考察费": {
        "调研次数": {
            1: "1次",
            2: "2次",
            3: "4次",
            4: "5次",
            5: "6次",
            6: "7次",
            7: "8次",
            8: "9次",
        },
    },
    "劳模荣誉津贴": {"资金发放准时率": {8: "100%"}},
    "区政协三届三次会议费": {
        "培训、会议参加人次（人次）": {3: "363人", 6: "363人", 7: "363人", 8: "363人"},
        "会议圆满完成": {6: "97%", 7: "97%", 8: "97%"},
        "按时参加各次会议、培训等活动": {6: "达成", 7: "达成", 8: "达成"},
        "控制在预算内": {6: "91.17万元", 7: "91.17万元", 8: "91.17万元"},
        "社会影响力": {6: "6%", 7: "6%", 8: "6%"},
        "维护社会稳定": {6: "95%", 7: "95%", 8: "95%"},
        "服务对象满意度": {6: "96%", 7: "96%", 8: "96%"},
    },
    "日常会务费": {
        "会议数量": {3: "21%", 6: "38%", 7: "45%", 8: "54%"},
        "会议完成时限": {6: "达成", 7: "达成", 8: "达成"},
    },
    "文史资料征编费": {
        "印刷数量": {5: "40册", 6: "60册", 7: "90册", 8: "120册"},
        "传播推广河北文化": {8: "部分达成"},
    },
    "政协团结联谊费用": {"活动次数": {3: "1次", 5: "2次", 7: "2次", 8: "3次"}},
    "政协委员活动经费": {"活动次数": {8: "1次"}, "**活动参与率": {8: "93%"}},
    "政协委员履职平台APP后续开发和运行维护资金": {
        "信息系统故障发生率": {8: "6次"},
        "系统运维及时性": {8: "达成"},
    },
}
ADJUSTMENTS = {8: {"区政协三届三次会议费": ("2.00", "会议延期一天，追加食宿费")}}


def main() -> None:
    """Write every sample file, each from the product's own template."""
    chance = random.Random(SEED)  # noqa: S311 - invented figures, not secrets
    with tempfile.TemporaryDirectory() as folder:
        store = Store(Path(folder) / "samples.duckdb")
        plan = (SAMPLES_FOLDER / SAMPLE_PLAN).read_bytes()
        request = ImportRequest("plan", SAMPLE_PLAN, plan, "samples")
        commit_import(store, request, Path(folder) / "files")
        for number in range(1, 9):
            month = Month(YEAR, number)
            if number in ADJUSTMENTS:
                _write(
                    month, "adjustments", _adjust(_template(store, "adjustments", month), number)
                )
            _write(month, "spending", _spend(_template(store, "spending", month), number, chance))
            _write(month, "results", _report(_template(store, "results", month), number))
        store.close()


def _template(store: Store, kind: str, month: Month) -> openpyxl.Workbook:
    return openpyxl.load_workbook(io.BytesIO(write_template(store, kind, month)))


def _write(month: Month, kind: str, book: openpyxl.Workbook) -> None:
    sheet = book.worksheets[0]
    sheet["A1"] = f"{sheet['A1'].value}{MARK}"
    book.properties.description = MARK
    book.save(SAMPLES_FOLDER / f"{month}-{kind}.xlsx")


def _columns(sheet: Worksheet) -> tuple[int, dict[str, int]]:
    """Find the header row by its project code, and the columns by their words."""
    for row in range(1, 12):
        words = {str(cell.value): cell.column for cell in sheet[row] if cell.value}
        if "项目编码" in words:
            return row, words
    message = "the template has no header"
    raise LookupError(message)


def _spend(book: openpyxl.Workbook, number: int, chance: random.Random) -> openpyxl.Workbook:
    sheet = book.worksheets[0]
    header, columns = _columns(sheet)
    for row in range(header + 1, sheet.max_row + 1):
        name = str(sheet.cell(row, columns["项目名称"]).value)
        rate = RATES[name][number - 1] if name in RATES else None
        jitter = Decimal(chance.randrange(-20, 21)) / 10_000
        if rate is None:
            continue
        budget = Decimal(str(sheet.cell(row, columns["调整后预算数"]).value)) * _WAN
        exact = budget * Decimal(rate) / 100
        spent = exact if name in EXACT else (exact * (1 + jitter)).quantize(Decimal(10))
        sheet.cell(row, columns["累计支出"]).value = float(spent / _WAN)
    return book


def _report(book: openpyxl.Workbook, number: int) -> openpyxl.Workbook:
    sheet = book.worksheets[0]
    header, columns = _columns(sheet)
    for row in range(header + 1, sheet.max_row + 1):
        name = str(sheet.cell(row, columns["项目名称"]).value)
        indicator = str(sheet.cell(row, columns["三级指标"]).value).strip()
        result = RESULTS.get(name, {}).get(indicator, {}).get(number)
        if result is not None:
            sheet.cell(row, columns["实际完成值"]).value = result
    return book


def _adjust(book: openpyxl.Workbook, number: int) -> openpyxl.Workbook:
    sheet = book.worksheets[0]
    header, columns = _columns(sheet)
    for row in range(header + 1, sheet.max_row + 1):
        added = ADJUSTMENTS[number].get(str(sheet.cell(row, columns["项目名称"]).value))
        if added is not None:
            sheet.cell(row, columns["追加数"]).value = float(Decimal(added[0]))
            sheet.cell(row, columns["调整原因"]).value = added[1]
    return book


if __name__ == "__main__":
    main()
