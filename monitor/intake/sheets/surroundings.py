"""What the words around a table say of it: title, name of the sheet, name of the file."""

from __future__ import annotations

import re

from monitor.intake.files.grid import Sheet
from monitor.intake.sheets.cells import fold
from monitor.intake.sheets.header import Header
from monitor.intake.sheets.months import months_in

_LAST_YEAR = re.compile(r"(?:上年|去年|往年)(?!度?结[转余])|同期")
_OF_MONTH = re.compile(r"当月|本月|月度支出|单月|分月支出|各月支出(?!.*累计)")
_TO_DATE = re.compile(r"累计|截[至止]|[-—~至]\d{1,2}月")
_EACH_RUNNING = re.compile(r"(?:各|逐|每|分)月(?:末|底|份)?(?:支出|支付|执行)?累计")
_OTHER_KIND = re.compile(
    r"收入预算|支出预算|预算(?:收支|支出|收入)?(?:总|明细|汇总|安排)?表"
    r"|预算批复|预算安排|预算草案|预算公开|绩效目标"
)
_PLANNED = re.compile(r"(?:用款|资金|支出|支付)计划")
_OF_SPENDING = re.compile(
    r"执行|实际|进度|完成|支付|使用|监控|对照|累计|截[至止]|报销|支出情况|月报"
)
_LONGEST_TITLE = 80


def titles_of(sheet: Sheet, header: Header) -> list[str]:
    """List the lines above a table, and the name of its sheet."""
    lines = [
        value.strip()
        for number in header.title_rows
        for value in sheet.rows[number]
        if isinstance(value, str) and len(value) <= _LONGEST_TITLE
    ]
    return [*lines, sheet.name]


def is_of_last_year(name: str) -> bool:
    """Say whether a name is that of last year's figures."""
    return _LAST_YEAR.search(fold(name)) is not None


def other_kind(sheet: Sheet, header: Header) -> str:
    """Give the title that says a table is no table of spending, blank where none does."""
    titles = titles_of(sheet, header)
    if any(_OF_SPENDING.search(fold(title)) for title in titles):
        return ""
    return next(filter(_is_of_other_kind, titles), "")


def _is_of_other_kind(title: str) -> bool:
    """A budget is of a year: 2023年6月预算支出表 is spending, 2023年6月用款计划 is still a plan."""
    folded = fold(title)
    if _PLANNED.search(folded):
        return True
    return _OTHER_KIND.search(folded) is not None and not months_in(title)


def says_of_month(sheet: Sheet, header: Header) -> bool:
    """Say whether the titles state a month's own spending, and no running total."""
    titles = [fold(title) for title in titles_of(sheet, header)]
    return any(map(_OF_MONTH.search, titles)) and not any(map(_TO_DATE.search, titles))


def says_running_months(sheet: Sheet, header: Header) -> bool:
    """Say whether the titles state a running total for each month: 各月末累计支出."""
    return any(_EACH_RUNNING.search(fold(title)) for title in titles_of(sheet, header))
