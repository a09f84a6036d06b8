"""A plan written as a docx in the layout of the published document, ever the same bytes.

``python -m tools.sample_plan.write`` writes the sample plan's docx anew from its text.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator, Sequence
from itertools import zip_longest
from pathlib import Path

import docx
from docx.document import Document
from docx.enum.table import WD_CELL_VERTICAL_ALIGNMENT, WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.shared import Cm, Pt
from docx.table import Table, _Cell, _Row

from monitor.domain.plan import Plan, Project
from monitor.intake.plans import words
from monitor.intake.plans.text import read_plan_text
from tools.sample_plan.layout import (
    MOMENT,
    WIDTH,
    Cell,
    LayoutRow,
    head_rows,
    indicator_rows,
    keep_together,
    pad,
    repeat,
    set_up,
    take_borders_off,
)

SAMPLES = Path(__file__).resolve().parents[2] / "data" / "samples"
_COLUMNS = (2.2, 2.4, 2.3, 2.7, 1.7, 2.3, 3.0)

_ALIGNMENTS = {
    "left": WD_ALIGN_PARAGRAPH.LEFT,
    "center": WD_ALIGN_PARAGRAPH.CENTER,
    "right": WD_ALIGN_PARAGRAPH.RIGHT,
}

_DIGITS = "〇一二三四五六七八九"
_TEN = 10


def write_plan_docx(plan: Plan) -> bytes:
    """Write goals, sub-goals, measures and the tables of every project.

    The same plan gives the same bytes. The layout has a slot each for 财政资金 and 其他资金;
    other sources follow below them.
    """
    document = docx.Document()
    set_up(document, plan)
    _write_first_part(document, plan)
    _write_title(document, "第二部分", "预算项目绩效目标", on_new_page=True)
    for number, project in enumerate(plan.projects, start=1):
        _write_project(document, project, number, plan.unit_code + plan.unit_name)
    return _packed(document)


def chinese_number(number: int) -> str:
    """Write 1 to 99 as 一 to 九十九; beyond that, digits."""
    tens, ones = divmod(number, _TEN)
    if not 0 < number < _TEN * _TEN:
        return str(number)
    ten = ("" if tens == 1 else _DIGITS[tens]) + "十" if tens else ""
    return ten + (_DIGITS[ones] if ones else "")


def _write_title(document: Document, part: str, title: str, *, on_new_page: bool = False) -> None:
    first = document.add_paragraph(part, "Title")
    first.paragraph_format.page_break_before = on_new_page
    for paragraph in (first, document.add_paragraph(title, "Subtitle")):
        paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER


def _write_first_part(document: Document, plan: Plan) -> None:
    _write_title(document, "第一部分", "部门整体绩效目标")
    document.add_paragraph(f"一、{words.GOALS}", "Heading 1")
    for number, goal in enumerate(plan.goals, start=1):
        document.add_paragraph(f"{number}、{goal.title}", "Heading 2")
        _write_text(document, goal.text)
    document.add_paragraph(f"二、{words.SUB_GOALS}", "Heading 1")
    for number, sub_goal in enumerate(plan.sub_goals, start=1):
        document.add_paragraph(f"（{chinese_number(number)}）{sub_goal.title}", "Heading 2")
        _write_text(document, f"{words.SUB_GOAL_TARGET}：{sub_goal.target}")
        _write_text(document, f"{words.SUB_GOAL_INDICATORS}：{sub_goal.indicator_text}")
    document.add_paragraph(f"三、{words.MEASURES}", "Heading 1")
    for number, measure in enumerate(plan.measures, start=1):
        _write_text(document, f"（{chinese_number(number)}）{measure.title}。{measure.text}")


def _write_text(document: Document, text: str) -> None:
    for line in text.split("\n"):
        layout = document.add_paragraph(line).paragraph_format
        layout.first_line_indent, layout.line_spacing = Pt(21), 1.5


def _write_project(document: Document, project: Project, number: int, unit: str) -> None:
    title = document.add_paragraph(
        f"{number}.{project.project_name}{words.TABLE_TITLE}", "Heading 3"
    )
    title.alignment = WD_ALIGN_PARAGRAPH.CENTER
    title.paragraph_format.page_break_before = number > 1
    head = _write_table(document, list(head_rows(project, unit)))
    for cell in head.rows[0].cells:
        take_borders_off(cell)
    document.add_paragraph()
    if project.indicators:
        table = _write_table(document, list(indicator_rows(project.indicators)))
        repeat(table.rows[0])


def _write_table(document: Document, rows: Sequence[LayoutRow]) -> Table:
    """Write rows of cells, each over its columns, merged downwards where the next continues it."""
    table: Table = document.add_table(0, WIDTH, "Table Grid")
    table.alignment, table.autofit = WD_TABLE_ALIGNMENT.CENTER, False
    for column, width in zip(table.columns, _COLUMNS, strict=True):
        column.width = Cm(width)
    pad(table)
    for cells, below in zip_longest(rows, rows[1:], fillvalue=()):
        row = table._tbl.add_tr()  # noqa: SLF001 - add_row would first make every cell
        continued = {at for at, cell in _placed(below) if cell.continues}
        for at, cell in _placed(cells):
            target = row.add_tc()
            target.grid_span = cell.span
            target.vMerge = _merge(cell, is_continued=at in continued)
            _write_cell(_Cell(target, table), cell, sum(_COLUMNS[at : at + cell.span]))
        keep_together(_Row(row, table))
    return table


def _placed(cells: LayoutRow) -> Iterator[tuple[int, Cell]]:
    """Yield the cells of a row with the column where each begins."""
    at = 0
    for cell in cells:
        yield at, cell
        at += cell.span


def _merge(cell: Cell, *, is_continued: bool) -> str | None:
    if cell.continues:
        return "continue"
    return "restart" if is_continued else None


def _write_cell(target: _Cell, cell: Cell, width: float) -> None:
    target.width = Cm(width)
    target.vertical_alignment = WD_CELL_VERTICAL_ALIGNMENT.CENTER
    target.text = cell.text
    for paragraph in target.paragraphs:
        paragraph.alignment = _ALIGNMENTS[cell.align]
        for run in paragraph.runs:
            run.font.size, run.font.bold = Pt(9), cell.is_label


def _packed(document: Document) -> bytes:
    """Save a document with fixed dates and order, so that the same text gives the same bytes."""
    saved, packed = io.BytesIO(), io.BytesIO()
    document.save(saved)
    with (
        zipfile.ZipFile(saved) as source,
        zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as target,
    ):
        for name in sorted(source.namelist(), key=_archive_order):
            entry = zipfile.ZipInfo(name, date_time=MOMENT.timetuple()[:6])
            entry.compress_type = zipfile.ZIP_DEFLATED
            target.writestr(entry, source.read(name))
    return packed.getvalue()


def _archive_order(name: str) -> tuple[bool, str]:
    """Put the list of types first, as programs expect it."""
    return name != "[Content_Types].xml", name


if __name__ == "__main__":
    plans = read_plan_text((SAMPLES / "plan-2023.txt").read_bytes()).facts
    (SAMPLES / "plan-2023.docx").write_bytes(write_plan_docx(plans[0]))
