"""A desk at which a test hands files in: a small plan, tables as csv, and what became of them."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path

import openpyxl

from monitor.domain.judged import IndicatorMonth, ProjectMonth
from monitor.domain.month import Month
from monitor.domain.plan import FundSource, Indicator, Milestone, Plan, Project
from monitor.intake.commit import commit_import, preview_import
from monitor.intake.request import Committed, ImportRequest, Preview
from monitor.outputs.templates.plan import write_plan_workbook
from monitor.review.months import MonthView, review_indicators, review_month
from monitor.upkeep.setup import Store

YEAR = 2023
A, B, C, D = (
    f"1302092{unit}P0001411{place:04}R" for unit, place in ((3, 1), (3, 2), (3, 3), (4, 4))
)
NAMES = {A: "调研学习考察费", B: "日常会务费", C: "文史资料征编费", D: "设备维修费"}
SEED = ((3, "25"), (6, "50"), (10, "83"), (12, "100"))
INDICATORS = (
    Indicator("产出指标", "数量指标", "调研次数", "全年调研", "≥10次"),
    Indicator("产出指标", "质量指标", "合格率", "", "≥90%"),
    Indicator("产出指标", "时效指标", "完成时间", "", "2023年9月30日前"),
    Indicator("效益指标", "社会效益指标", "社会影响", "", "效果明显"),
)


@dataclass
class Desk:
    """A store with what a clerk does to it."""

    store: Store
    files: Path

    def request(
        self, kind: str, data: bytes, month: int | None = None, **given: object
    ) -> ImportRequest:
        asked = None if month is None else Month(YEAR, month)
        return ImportRequest(kind, f"{kind}.csv", data, "clerk", month=asked, **given)  # type: ignore[arg-type]  # each test knows its own

    def preview(self, kind: str, data: bytes, month: int | None = None, **given: object) -> Preview:
        return preview_import(self.store, self.request(kind, data, month, **given))

    def commit(
        self, kind: str, data: bytes, month: int | None = None, **given: object
    ) -> Committed:
        return commit_import(self.store, self.request(kind, data, month, **given), self.files)

    def report(self, month: int, **amounts: object) -> int:
        """Import cumulative spending by project letter and return the batch."""
        done = self.commit("spending", spending(amounts), month)
        assert done.batch_id is not None, done.preview.findings
        return done.batch_id

    def view(self, month: int) -> MonthView:
        return review_month(self.store, Month(YEAR, month))

    def project(self, month: int, code: str = A) -> ProjectMonth:
        (found,) = (row for row in self.view(month).projects if row.project_code == code)
        return found

    def spent(self, month: int) -> list[Decimal | None]:
        return [row.spent for row in self.view(month).projects]

    def indicators(self, month: int) -> list[IndicatorMonth]:
        return review_indicators(self.store, Month(YEAR, month))


@contextmanager
def desk_at(database: Path) -> Iterator[Desk]:
    store = Store(database)
    yield Desk(store, database.parent / "files")
    store.close()


def found(preview: Preview) -> list[tuple[str, str]]:
    """Return what was found: the code and the cell of each finding."""
    return [(finding.code, finding.cell) for finding in preview.findings]


# Files


def table(text: str) -> bytes:
    """Write a pipe table as csv."""
    rows = [
        [cell.strip() for cell in line.strip().strip("|").split("|")]
        for line in text.strip().splitlines()
    ]
    out = io.StringIO()
    csv.writer(out).writerows(rows)
    return out.getvalue().encode()


def spending(amounts: Mapping[str, object], header: str = "累计支出（元）") -> bytes:
    """Write spending by project letter."""
    codes = {"A": A, "B": B, "C": C, "D": D}
    lines = [
        f"| {codes[letter]} | {NAMES[codes[letter]]} | {amount} |"
        for letter, amount in amounts.items()
    ]
    return table("\n".join([f"| 项目编码 | 项目名称 | {header} |", *lines]))


def results(*rows: str) -> bytes:
    """Write results of project A: level 2, level 3 and result, each row a pipe table's."""
    head = "| 项目编码 | 二级指标 | 三级指标 | 实际完成值 |"
    return table("\n".join([head, *(f"| {A} {row}" for row in rows)]))


def workbook(**sheets: list[list[object]]) -> bytes:
    """Write a workbook of sheets."""
    book = openpyxl.Workbook()
    book.remove(book.worksheets[0])
    for name, rows in sheets.items():
        sheet = book.create_sheet(name)
        for row in rows:
            sheet.append(row)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


# Plans


def project(
    code: str,
    budget: str | None = "1000",
    milestones: tuple[tuple[int, str], ...] = SEED,
    **given: object,
) -> Project:
    more: dict[str, object] = {
        "milestones": tuple(Milestone(month, Decimal(pct)) for month, pct in milestones),
        "funds": () if budget is None else (FundSource("财政资金", Decimal(budget)),),
        **given,
    }
    money = None if budget is None else Decimal(budget)
    return Project(code, NAMES.get(code, f"项目{code[-5:]}"), money, **more)  # type: ignore[arg-type]  # each test knows its own


def plan(*projects: Project, unit: str = "131001", year: int = YEAR) -> Plan:
    return Plan(unit, f"单位{unit}", year, projects)


def plan_file(*projects: Project, unit: str = "131001", year: int = YEAR) -> bytes:
    return write_plan_workbook(plan(*projects, unit=unit, year=year))
