"""Answers as lines of text: printed data, workbooks, documents, and the members of a pack.

A line is one record as JSON, one row of a sheet by its columns, or one paragraph. A cell whose
number format or fill is not the ordinary one says so behind its value: ``0.5 ‹0.0% #FFC7CE›``.
"""

from __future__ import annotations

import io
import json
import zipfile
from collections.abc import Callable, Iterator

import docx
import openpyxl
from docx.document import Document
from docx.table import Table
from openpyxl.cell.cell import Cell
from openpyxl.worksheet.worksheet import Worksheet

Lines = Iterator[str]


def read_printed(text: str) -> Lines:
    """Read what was printed: a line for each record of a list, else as it stands."""
    try:
        found = json.loads(text)
    except ValueError:
        yield from text.splitlines()
        return
    for record in found if isinstance(found, list) else [found]:
        yield _json(record)


def read_file(data: bytes, ending: str) -> Lines:
    """Read a written file by its ending."""
    return _READERS[ending](data)


def _json(record: object) -> str:
    return json.dumps(record, ensure_ascii=False)


def _read_text(data: bytes) -> Lines:
    yield from data.decode("utf-8-sig").splitlines()


def _read_workbook(data: bytes) -> Lines:
    for sheet in openpyxl.load_workbook(io.BytesIO(data)).worksheets:
        yield _json({"sheet": sheet.title, **_layout(sheet)})
        for row in sheet.iter_rows():
            cells = {cell.column_letter: _shown(cell) for cell in row if isinstance(cell, Cell)}
            cells = {column: shown for column, shown in cells.items() if shown}
            if cells:
                yield _json({"at": f"{sheet.title}!{row[0].row}", **cells})


def _shown(cell: Cell) -> str:
    look = [] if cell.number_format == "General" else [cell.number_format]
    if cell.fill.fill_type is not None:
        look.append(f"#{str(cell.fill.start_color.rgb)[-6:]}")
    value = "" if cell.value is None else str(cell.value)
    return f"{value} ‹{' '.join(look)}›" if look else value


def _layout(sheet: Worksheet) -> dict[str, object]:
    """Return what a sheet has beside its cells, as far as a person works with it."""
    return {
        "state": sheet.sheet_state,
        "merged": sorted(map(str, sheet.merged_cells.ranges)),
        "frozen": sheet.freeze_panes,
        "filter": sheet.auto_filter.ref,
        "print_titles": sheet.print_title_rows,
        "footer": None if sheet.oddFooter is None else sheet.oddFooter.center.text,
        "hidden_columns": sorted(
            name for name, column in sheet.column_dimensions.items() if column.hidden
        ),
        "choices": sorted(
            f"{each.sqref} {each.type} {each.formula1}"
            for each in sheet.data_validations.dataValidation
        ),
        "conditional": sorted(
            f"{area.sqref} {rule.type} {rule.formula}"
            for area in sheet.conditional_formatting
            for rule in area.rules
        ),
    }


def _read_document(data: bytes) -> Lines:
    document = docx.Document(io.BytesIO(data))
    yield from _body(document)
    for section in document.sections:
        for part in (section.header, section.footer):
            yield from (f"[margin] {each.text}" for each in part.paragraphs if each.text)
    for shape in document.inline_shapes:
        yield f"[picture] {shape._inline.docPr.get('descr')}"  # noqa: SLF001 - no other way to it


def _body(document: Document) -> Lines:
    for block in document.iter_inner_content():
        if isinstance(block, Table):
            for row in block.rows:
                yield _json([cell.text for cell in row.cells])
        else:
            yield f"[{block.style.name if block.style else ''}] {block.text}"


def _read_pack(data: bytes) -> Lines:
    with zipfile.ZipFile(io.BytesIO(data)) as pack:
        for name in pack.namelist():
            yield f"==== {name}"
            yield from read_file(pack.read(name), name.rpartition(".")[2])


_READERS: dict[str, Callable[[bytes], Lines]] = {
    "csv": _read_text,
    "txt": _read_text,
    "xlsx": _read_workbook,
    "docx": _read_document,
    "zip": _read_pack,
}
