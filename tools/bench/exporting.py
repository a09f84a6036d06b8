"""Measure a long flagged list as a workbook against a bare writer of the same cells."""

from __future__ import annotations

import io
import tempfile
from decimal import Decimal
from itertools import cycle, islice
from pathlib import Path

import xlsxwriter

from monitor.domain.flags import FlaggedRow
from monitor.domain.month import Month
from monitor.outputs.lists.flagged import flagged_workbook
from monitor.review.flags import list_flagged
from monitor.review.months import review_indicators, review_month
from monitor.store.database import Store
from tools.bench.measures import Line, median_seconds
from tools.made_up.batches import generate
from tools.made_up.country import CountryRequest

ROWS = 100_000
_PROJECTS = 1000
_MONTH = Month(2025, 6)


def measure_export(rows: int = ROWS) -> list[Line]:
    """Measure the product's own list, and XlsxWriter alone with as many styled cells."""
    with tempfile.TemporaryDirectory() as folder:
        store = Store(Path(folder) / "bench.duckdb")
        generate(store, CountryRequest(_PROJECTS, 3), Path(folder) / "files")
        view = review_month(store, _MONTH)
        flagged = list_flagged(view, review_indicators(store, _MONTH), "zh")
        store.close()
    many = list(islice(cycle(flagged), rows))
    bare = median_seconds(lambda: _bare(many), rounds=1)
    ours = median_seconds(lambda: flagged_workbook(view, many), rounds=1)
    group = f"export of {rows:,} flagged rows"
    return [
        Line(group, "bare XlsxWriter in constant memory, styled", bare),
        Line(group, "the flagged list", ours, bare),
    ]


def _bare(rows: list[FlaggedRow]) -> bytes:
    out = io.BytesIO()
    book = xlsxwriter.Workbook(out, {"constant_memory": True})
    sheet = book.add_worksheet()
    text, money = book.add_format({"border": 1}), book.add_format({"num_format": "#,##0.00"})
    for number, row in enumerate(rows):
        sheet.set_row(number, 31)
        project = row.project
        values = (
            number, project.unit_name, project.office, project.project_code, project.project_name,
            project.original_budget, project.added, project.cut, project.revised_budget,
            project.spent, project.execution_rate, project.planned_pct, project.gap_pp,
            project.gap_amount, project.badge, "", "", "、".join(row.lagging), row.sentence,
            project.months_flagged, project.needed_per_month, "", "", "", "", "",
        )  # fmt: skip
        for column, value in enumerate(values):
            if isinstance(value, Decimal | int):
                sheet.write_number(number, column, value, money)
            elif value:
                sheet.write_string(number, column, value, text)
            else:
                sheet.write_blank(number, column, None, text)
    book.close()
    return out.getvalue()
