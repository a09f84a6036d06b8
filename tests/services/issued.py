"""What came out: workbooks, documents and the pack, read back as rows and text."""

from __future__ import annotations

from io import BytesIO
from zipfile import ZipFile

import docx
import openpyxl

from monitor.domain.month import Month
from monitor.outputs.documents import Issue, write_document
from monitor.store.database import Store

JUNE = Month(2023, 6)
Table = list[list[str]]


def issue(store: Store, document: str, month: Month = JUNE, **given: object) -> bytes:
    return write_document(store, Issue(document, month, **given))  # type: ignore[arg-type]  # each test knows its own


def docx_tables(data: bytes) -> list[Table]:
    return [
        [[cell.text for cell in row.cells] for row in table.rows]
        for table in docx.Document(BytesIO(data)).tables
    ]


def docx_lines(data: bytes) -> list[str]:
    return [each.text for each in docx.Document(BytesIO(data)).paragraphs if each.text]


def listed(data: bytes) -> Table:
    """Find the list of flagged projects in a notice or a report, without its header."""
    (found,) = (
        table for table in docx_tables(data) if table[0][-1] == "责任人" and "原因" in table[0]
    )
    return found[1:]


def explained(data: bytes) -> dict[str, str]:
    """Read what a document's figures stand on."""
    (found,) = (table for table in docx_tables(data) if table[0][0] == "数据月份")
    return {word: text for word, text in found if word != "“—”"}


def sheets(data: bytes) -> dict[str, list[list[object]]]:
    book = openpyxl.load_workbook(BytesIO(data))
    return {
        sheet.title: [list(row) for row in sheet.iter_rows(values_only=True)]
        for sheet in book.worksheets
    }


def unzipped(data: bytes) -> dict[str, bytes]:
    with ZipFile(BytesIO(data)) as archive:
        assert archive.testzip() is None
        return {name: archive.read(name) for name in archive.namelist()}


def one(files: dict[str, bytes], kind: str) -> bytes:
    (found,) = (data for name, data in files.items() if f"-{kind}-" in name)
    return found
