"""A plan document read: by its forms, or where it holds none, by the list it shows."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import groupby

from monitor.domain.plan import Plan
from monitor.intake.facts import Reading
from monitor.intake.files.grid import Sheet, Value, Workbook
from monitor.intake.plans.assemble import understand
from monitor.intake.plans.blocks import Block, Paragraph, Row, find_header_row, gather
from monitor.intake.plans.findings import Notes
from monitor.intake.plans.workbooks.list_rows import is_list
from monitor.intake.plans.workbooks.read import read_plan_workbook

_TITLE_LINES = 8  # above a table that may be about it


def read_document(blocks: Iterable[Block], notes: Notes) -> Reading[Plan]:
    """Read the plan that paragraphs and rows state.

    Raises ``UnreadableFile`` where they hold neither a form of a project nor a list.
    """
    blocks = list(blocks)
    document = gather(blocks)
    if not any(table.labels for table in document.tables):
        lists = [sheet for sheet in _tables(blocks) if is_list(sheet)]
        if lists:
            return read_plan_workbook(Workbook("document", lists))
    return understand(document, notes)


def _tables(blocks: Iterable[Block]) -> Iterator[Sheet]:
    """Yield every table with headers of indicators as a sheet, the lines above it on top."""
    above: list[str] = []
    number = 0
    for is_row, group in groupby(blocks, key=lambda block: isinstance(block, Row)):
        if not is_row:
            above += [each.text for each in group if isinstance(each, Paragraph) and each.text]
            continue
        rows = [each for each in group if isinstance(each, Row)]
        number += 1
        if find_header_row(rows) is not None:
            yield _sheet(str(number), above[-_TITLE_LINES:], rows)
            above = []


def _sheet(name: str, titles: list[str], rows: list[Row]) -> Sheet:
    width = max(len(row.cells) for row in rows)
    lines = [*((title,) for title in titles), *(row.cells for row in rows)]
    blank: list[Value] = [None] * width
    return Sheet(name, [[*(cell or None for cell in line), *blank[len(line) :]] for line in lines])
