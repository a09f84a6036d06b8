"""Notices and reports as records, and what a docx says when it is read back."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal
from io import BytesIO
from typing import Any

import docx
from docx.document import Document
from docx.oxml.ns import qn
from docx.section import Section
from docx.shared import Mm

from monitor.domain.month import Month
from monitor.outputs.letters.records import (
    LaggingIndicator,
    ListedProject,
    Notice,
    Report,
    ReportedProject,
    ReportTotal,
    Stamp,
    StatedCause,
)

JUNE = Month(2023, 6)
UNIT = "131001曹妃甸区人民政协办公室本级"
SENTENCE = "截至6月底累计支出11.219 万元，执行率16.0%，计划进度50.0%；数据截至2023年6月。"
STAMP = Stamp(
    (("数据月份", "2023-06"), ("数据版本", "18.0.0"), ("筛选条件", "全部")),
    "数据月份 2023-06　数据截止时间 2023-07-05　数据版本 18.0.0",
)
BEHIND = ListedProject(
    project_code="13020923P000143100015",
    project_name="文史资料征编费",
    figures={
        "office": "办公室",
        "revised_budget": Decimal(700_000),
        "spent": Decimal(112_190),
        "execution_rate": Decimal("16.027"),
        "planned_pct": Decimal(50),
        "gap_pp": Decimal("-33.973"),
    },
    badge="red",
    lagging=("印刷数量", "传播"),
    sentence=SENTENCE,
)
SILENT = replace(
    BEHIND,
    project_code="13020923P00014410001T",
    project_name="政协团结联谊费用",
    figures={
        "office": "办公室",
        "revised_budget": Decimal(42_800),
        "planned_pct": Decimal(50),
    },
    badge="not_reported",
    lagging=(),
    sentence="6月未报送支出。",
)
AGREED = replace(
    BEHIND,
    cause="经费保障：经费到账晚",
    measures=("加快采购", "按月调度"),
    dues=(date(2023, 7, 31), None),
    owners=("办公室主任", ""),
)


def notice(*listed: ListedProject, **given: object) -> Notice:
    made = Notice(
        month=JUNE,
        unit_name=UNIT,
        projects_count=8,
        listed=listed or (BEHIND, SILENT),
        amount=Decimal(742_800),
        stamp=STAMP,
    )
    return replace(made, **given)  # type: ignore[arg-type]  # each test knows its own


def reported(listed: ListedProject) -> ReportedProject:
    figures: dict[str, Any] = dict(listed.figures)
    return ReportedProject(
        project_name=listed.project_name,
        revised_budget=figures["revised_budget"],
        spent=figures.get("spent"),
        execution_rate=figures.get("execution_rate"),
        planned_pct=figures["planned_pct"],
        gap_pp=figures.get("gap_pp"),
        gap_amount=Decimal(-237_810) if "spent" in figures else None,
        badge=listed.badge,
        indicators_count=7,
        measured_count=1,
        lagging_count=1,
        completion=Decimal(15),
    )


def report(*listed: ListedProject, **given: object) -> Report:
    shown = listed or (BEHIND, SILENT)
    made = Report(
        month=JUNE,
        unit_name=UNIT,
        lead="截至2023年6月底，2个项目中1个滞后、1个未报送。",
        total=ReportTotal(
            original_budget=Decimal(742_800),
            revised_budget=Decimal(742_800),
            spent=Decimal(112_190),
            execution_rate=Decimal("16.027"),
            planned_pct=Decimal(50),
            gap_pp=Decimal("-33.973"),
            gap_amount=Decimal(-237_810),
            reported_pct=Decimal("94.238"),
        ),
        projects=tuple(map(reported, shown)),
        badges=(("red", 1), ("not_reported", 1)),
        picture=None,
        plan_rule="两个节点之间按直线推算",
        indicators_count=14,
        measured=(("red", 1), ("green", 1)),
        lagging=(
            LaggingIndicator("文史资料征编费", "印刷数量", "≥400册", "60册", Decimal(15), "red"),
        ),
        listed=shown,
        amount=Decimal(742_800),
        causes=(),
        uncaused=tuple(each.project_name for each in shown),
        problems=(("支出滞后", ("文史资料征编费",)), ("未报送", ("政协团结联谊费用",))),
        stamp=STAMP,
    )
    return replace(made, **given)  # type: ignore[arg-type]  # each test knows its own


CAUSE = StatedCause("文史资料征编费", "印刷数量", ("经费保障", "其他"), "经费到账晚", "有可能")


def opened(data: bytes) -> Document:
    return docx.Document(BytesIO(data))


def tables(data: bytes) -> list[list[list[str]]]:
    """Read every table of the text, row by row."""
    return [
        [[cell.text for cell in row.cells] for row in table.rows] for table in opened(data).tables
    ]


def lines(data: bytes) -> list[str]:
    """Read the paragraphs outside tables."""
    return [paragraph.text for paragraph in opened(data).paragraphs if paragraph.text]


def paper(section: Section) -> tuple[int, int]:
    """Say how wide and high a page is, in mm; Word counts in twentieths of a point."""
    width, height = section.page_width or Mm(0), section.page_height or Mm(0)
    return round(width.mm), round(height.mm)


def room(section: Section) -> int:
    """Say how wide a page's text is."""
    return (section.page_width or 0) - (section.left_margin or 0) - (section.right_margin or 0)


def headings(data: bytes) -> list[str]:
    return [
        paragraph.text
        for paragraph in opened(data).paragraphs
        if paragraph.style is not None and paragraph.style.name == "Heading 1"
    ]


def fields(data: bytes) -> list[str]:
    """Read the codes of all fields, in the text and in the foot of the pages."""
    document = opened(data)
    parts = [document.element, document.sections[0].footer.part.element]
    assert not [each for part in parts for each in part.iter(qn("w:instrText"))]
    return [each.get(qn("w:instr")) for part in parts for each in part.iter(qn("w:fldSimple"))]
