"""One workbook in every format; formats.xls and formats.ods were saved from it by LibreOffice."""

from __future__ import annotations

import io
import struct
from datetime import date, datetime, time
from pathlib import Path

import openpyxl
import xlsxwriter

from monitor.domain.errors import UnreadableFile
from monitor.intake.files import child, wire
from monitor.intake.files.grid import Value, Workbook
from monitor.intake.files.limits import ReadingLimits
from monitor.intake.files.process import read_workbook
from monitor.intake.files.unpack import Taking
from monitor.words.catalogue import say
from tests.excel import crafted

FILES = Path(__file__).parent / "files"

LISTED: list[list[Value]] = [
    ["支出明细表", None, None, None, None],
    ["项目编码", "项目名称", "预算数", "执行率", "支付日期"],
    ["13020923P000000000001", "劳模荣誉津贴", 154000.0, 0.64, date(2023, 6, 30)],
    ["13020923P000000000002", "三届三次\n会议 <经费> & 其他", 3600.5, 1.2, date(2023, 2, 28)],
    [None, None, None, None, None],
    ["  隐藏  行", "-", -0.01, 0.0, datetime(2023, 6, 30, 12, 30)],  # noqa: DTZ001 - cells have no zone
    ["合计", None, 157600.49, None, time(6, 0)],
]
PERCENT = {(2, 3), (3, 3), (5, 3)}
MERGED = ((0, 0, 0, 4),)
HIDDEN_ROW = 5
ERROR_ROW = 7  # a row with #REF! in its first cell and #DIV/0! in its third
ERRORS = {(7, 0): "#REF!", (7, 2): "#DIV/0!"}
SHEETS = [("支出", False), ("说明", True), ("空表", False)]
FORMATS = ("0.0%", 'yyyy"年"m"月"d"日"', "yyyy-mm-dd hh:mm", "hh:mm")


def by_xlsxwriter(*, constant_memory: bool = False) -> bytes:
    """Write the workbook with XlsxWriter."""
    out = io.BytesIO()
    book = xlsxwriter.Workbook(
        out, {"constant_memory": constant_memory, "strings_to_formulas": False}
    )
    percent, day, moment, clock = (book.add_format({"num_format": code}) for code in FORMATS)
    looks = {date: day, datetime: moment, time: clock}
    sheet = book.add_worksheet("支出")
    if not constant_memory:
        sheet.merge_range(0, 0, 0, 4, "支出明细表")
    for row, values in enumerate(LISTED):
        if row == HIDDEN_ROW:
            sheet.set_row(row, None, None, {"hidden": True})
        for column, value in enumerate(values):
            if (row, column) in PERCENT:
                sheet.write_number(row, column, value, percent)
            elif type(value) in looks:
                sheet.write_datetime(row, column, value, looks[type(value)])
            elif value is not None:
                sheet.write(row, column, value)
    sheet.write_formula(ERROR_ROW, 0, "=#REF!", None, "#REF!")
    sheet.write_formula(ERROR_ROW, 2, "=1/0", None, "#DIV/0!")
    hidden = book.add_worksheet("说明")
    hidden.hide()
    hidden.write(0, 0, "填表说明")
    book.add_worksheet("空表")
    book.close()
    return out.getvalue()


def by_openpyxl() -> bytes:
    """Write the workbook with openpyxl."""
    book = openpyxl.Workbook()
    sheet = book.worksheets[0]
    sheet.title = "支出"
    for row, values in enumerate(LISTED, start=1):
        for column, value in enumerate(values, start=1):
            cell = sheet.cell(row, column, value)
            if (row - 1, column - 1) in PERCENT:
                cell.number_format = FORMATS[0]
    sheet.merge_cells("A1:E1")
    sheet.row_dimensions[HIDDEN_ROW + 1].hidden = True
    for (row, column), error in ERRORS.items():
        sheet.cell(row + 1, column + 1, error)
    hidden = book.create_sheet("说明")
    hidden.sheet_state = "hidden"
    hidden["A1"] = "填表说明"
    book.create_sheet("空表")
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def as_xlsm() -> bytes:
    """Give the workbook another main type and a macro part of noise."""
    return crafted.with_parts(
        by_xlsxwriter(),
        {"xl/vbaProject.bin": b"\0\1macro" * 100},
        {
            b"application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml": (
                b"application/vnd.ms-excel.sheet.macroEnabled.main+xml"
            )
        },
    )


def by_hand_xlsb() -> bytes:
    """Write the workbook as xlsb, record by record."""
    rows = b"".join(
        crafted.row12(row, hidden=row == HIDDEN_ROW)
        + b"".join(_cell12(row, column, value) for column, value in enumerate(values))
        for row, values in enumerate(LISTED)
    )
    rows += crafted.row12(ERROR_ROW)
    rows += crafted.cell12(3, 0, b"\x17") + crafted.cell12(3, 2, b"\x07")
    return crafted.xlsb(
        {
            "支出": (False, rows),
            "说明": (True, crafted.row12(0) + crafted.text12(0, "填表说明")),
            "空表": (False, b""),
        },
        formats=FORMATS,
        merged=MERGED,
    )


def _cell12(row: int, column: int, value: Value) -> bytes:
    if isinstance(value, str):
        return crafted.text12(column, value)
    if isinstance(value, datetime):
        return _number12(column, (value - datetime(1899, 12, 30)).total_seconds() / 86400, 3)  # noqa: DTZ001 - a sheet's moment has no zone
    if isinstance(value, date):
        return _number12(column, float(value.toordinal() - date(1899, 12, 30).toordinal()), 2)
    if isinstance(value, time):
        return _number12(column, (value.hour * 60 + value.minute) / 1440, 4)
    if isinstance(value, float):
        return _number12(column, value, 1 if (row, column) in PERCENT else 0)
    return b""


def _number12(column: int, value: float, style: int) -> bytes:
    return crafted.cell12(5, column, struct.pack("<d", value), style=style)


def read_here(data: bytes) -> Workbook:
    """Read in this process what is known to be harmless: the child's work, then the parent's."""
    out = io.BytesIO()
    child.read_from(io.BytesIO(data), ReadingLimits(), out)
    out.seek(0)
    taking = Taking(ReadingLimits())
    for frame in wire.receive(out):
        taking.take(frame)
    return taking.book


def answer_to(data: bytes, limits: ReadingLimits | None = None) -> str:
    """Give the code of the refusal, or blank where the file is read.

    The sentences of a refusal must be there in both languages, with no blank left open.
    """
    try:
        read_workbook(data, limits=limits or ReadingLimits())
    except UnreadableFile as refused:
        sentences = [say(language, refused.code, **refused.values) for language in ("zh", "en")]
        if any("{" in sentence for sentence in sentences):
            raise
        return refused.code
    return ""
