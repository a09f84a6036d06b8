"""The files that are handed in under load, and whether every figure of them arrived."""

from __future__ import annotations

import io
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

import openpyxl
from openpyxl.cell.cell import Cell, MergedCell
from openpyxl.worksheet.worksheet import Worksheet

from monitor.domain.month import Month
from monitor.intake.batches import list_batches
from monitor.outputs.templates.fill import write_template
from monitor.review.months import review_indicators, review_month
from monitor.upkeep.setup import Store
from tools.samples import RESULTS, YEAR

_WAN = Decimal(10_000)
_STEP = Decimal("0.01")  # 万元 more from month to month
_KINDS = ("spending", "results")  # in the order the import page offers them
_LAST_SAMPLE = 8


@dataclass(frozen=True, slots=True)
class File:
    """A file to hand in; ``figures`` is what it says, by project or by project and indicator."""

    kind: str
    month: Month
    data: bytes
    figures: Mapping[tuple[str, ...], str | Decimal]

    @property
    def name(self) -> str:
        """Return what the file is called."""
        return f"{self.month}-{self.kind}.xlsx"

    @property
    def kind_number(self) -> int:
        """Return where the kind stands among those the import page offers."""
        return _KINDS.index(self.kind)


def make_pairs(store: Store, count: int) -> list[tuple[File, File]]:
    """Fill in the templates of the months after the samples: spending and results of each."""
    months = [Month(YEAR, _LAST_SAMPLE + 1 + number) for number in range(count)]
    return [(_spending(store, month), _results(store, month)) for month in months]


def what_is_lost(store: Store, files: Sequence[File]) -> Iterator[str]:
    """Say of every file what of it cannot be found in the store."""
    live = {batch.file_name: batch for batch in list_batches(store) if batch.is_active}
    for file in files:
        batch = live.get(file.name)
        if batch is None:
            yield f"{file.name}: no batch"
        elif batch.facts_count != len(file.figures):
            yield f"{file.name}: {batch.facts_count} of {len(file.figures)} figures"
        elif _stored(store, file) != file.figures:
            yield f"{file.name}: other figures than the file's"


def _stored(store: Store, file: File) -> dict[tuple[str, ...], str | Decimal]:
    if file.kind == "spending":
        rows = review_month(store, file.month).projects
        return {(row.project_name,): row.spent for row in rows if row.spent is not None}
    return {
        (row.project_name, row.level3.strip()): str(row.result_text)
        for row in review_indicators(store, file.month)
        if row.state == "reported"
    }


def _spending(store: Store, month: Month) -> File:
    book, rows = _open(store, "spending", month)
    figures: dict[tuple[str, ...], str | Decimal] = {}
    known = {row.project_name: row for row in review_month(store, month).projects}
    for row, columns in rows:
        name = str(row[columns["项目名称"]].value)
        amount = (known[name].last_spent or Decimal(0)) / _WAN
        amount += _STEP * (month.number - _LAST_SAMPLE)
        row[columns["累计支出"]].value = float(amount)
        figures[(name,)] = amount * _WAN
    return File("spending", month, _save(book), figures)


def _results(store: Store, month: Month) -> File:
    book, rows = _open(store, "results", month)
    figures: dict[tuple[str, ...], str | Decimal] = {}
    for row, columns in rows:
        name = str(row[columns["项目名称"]].value)
        indicator = str(row[columns["三级指标"]].value).strip()
        known = RESULTS.get(name, {}).get(indicator, {})
        if known:
            row[columns["实际完成值"]].value = figures[(name, indicator)] = known[max(known)]
    return File("results", month, _save(book), figures)


def _open(
    store: Store, kind: str, month: Month
) -> tuple[openpyxl.Workbook, Iterator[tuple[tuple[Cell | MergedCell, ...], dict[str, int]]]]:
    book = openpyxl.load_workbook(io.BytesIO(write_template(store, kind, month)))
    return book, _rows(book.worksheets[0])


def _rows(sheet: Worksheet) -> Iterator[tuple[tuple[Cell | MergedCell, ...], dict[str, int]]]:
    """Go through the rows below the header, each with the places of the columns by their words."""
    columns: dict[str, int] = {}
    for row in sheet.iter_rows():
        if not columns and "项目编码" in (words := [str(cell.value) for cell in row]):
            columns = {word: place for place, word in enumerate(words)}
        elif columns and row[columns["项目名称"]].value:
            yield row, columns


def _save(book: openpyxl.Workbook) -> bytes:
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()
