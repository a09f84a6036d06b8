"""Files that cannot be read, each beside one of its kind that can."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import cache, partial
from pathlib import Path

from monitor.domain.errors import UnreadableFile
from monitor.intake.files import process
from monitor.intake.files.limits import MEBIBYTE, ReadingLimits
from monitor.intake.plans.docx import DocxLimits, read_plan_docx
from monitor.intake.plans.text import read_plan_text
from tests.documents.test_plan_docx import repacked, unchanged
from tests.excel import crafted, hostile
from tests.excel.reading_samples import answer_to
from tests.findings.pair import Pair

SAMPLES = Path(__file__).resolve().parents[2] / "data" / "samples"
CSV = "项目编码,累计支出\n13020923P000000000001,5\n".encode()
XLSX = crafted.xlsx('<row r="1"><c r="A1"><v>1</v></c></row>')
XLS = crafted.xls([crafted.number_cell(0, 0, 1.0)])
ODS = crafted.ods(
    '<table:table table:name="S"><table:table-row><table:table-cell office:value-type="float" '
    'office:value="1"/></table:table-row></table:table>'
)
MERGED = crafted.xlsx(
    '<row r="1"><c r="A1"><v>1</v></c></row>',
    after='<mergeCells><mergeCell ref="A1:B1"/></mergeCells>',
)
# code → the file of the hostile corpus that fails, and one of its kind that is read
OF_CORPUS = {
    "encrypted_file": ("encrypted xlsx", XLSX),
    "old_xls": ("biff5 by another name", XLS),
    "pdf_file": ("pdf", CSV),
    "image_file": ("png", XLSX),
    "lock_file": ("lock file of libreoffice", CSV),
    "word_file": ("docx", XLSX),
    "presentation_file": ("pptx", XLSX),
    "html_file": ("html table only", CSV),
    "xml_spreadsheet": ("xml of 2003", XLSX),
    "xml_file": ("other xml", XLSX),
    "other_archive": ("zip of photographs", XLSX),
    "unknown_format": ("csv with zeros", CSV),
    "no_sheets": ("ods without tables", ODS),
    "damaged_file": ("cut at the end", XLSX),
    "archive_entries": ("20,000 parts", XLSX),
    "archive_unpacked": ("claims 4 GB", XLSX),
    "archive_ratio": ("ratio", XLSX),
    "archive_names": ("a name twice", XLSX),
    "archive_paths": ("a path upwards", XLSX),
    "doctype_inside": ("entities in the sheet", XLSX),
    "too_many_rows": ("csv of half a million rows", CSV),
    "too_many_columns": ("csv of a million columns", CSV),
    "too_many_cells": ("xls that spans too much", XLS),
    "too_many_merged": ("too many merged ranges", MERGED),
    "too_many_errors": ("ods of errors", ODS),
    "text_too_long": ("a text of 200,000 characters in the cell", XLSX),
    "text_encoding": ("csv in no encoding", CSV),
    "csv_quotes": ("csv with an open quote", CSV),
}
# code → limits under which the csv fails that passes under the usual ones
OF_LIMITS = {
    "file_too_large": ReadingLimits(file=10),
    "needs_time": ReadingLimits(seconds=0.001),
    "too_many_header_cells": ReadingLimits(headers=3),
}


@cache
def corpus() -> dict[str, hostile.Hostile]:
    return hostile.corpus()


def of_file(data: bytes, limits: ReadingLimits | None = None) -> set[str]:
    return {answer_to(data, limits)} - {hostile.READ}


def of_corpus(name: str) -> set[str]:
    return of_file(corpus()[name].data)


def of_many_rows(limits: ReadingLimits | None) -> set[str]:
    return of_file("\n".join(f"{n},{n * n}" for n in range(20_000)).encode(), limits)


@contextmanager
def program(text: str) -> Iterator[None]:
    """Let the reading process run something else."""
    usual = process._PROGRAM
    process._PROGRAM = text
    try:
        yield
    finally:
        process._PROGRAM = usual


def of_a_reader_that_ends() -> set[str]:
    with program("raise SystemExit(3)"):
        return of_file(CSV)


def of_a_busy_reader() -> set[str]:
    with process._ONE_AT_A_TIME:
        return of_file(CSV, ReadingLimits(seconds=0.1))


@cache
def plan_docx() -> bytes:
    return (SAMPLES / "plan-2023.docx").read_bytes()


@cache
def plan_text() -> bytes:
    return (SAMPLES / "plan-2023.txt").read_bytes()


def of_docx(data: Callable[[], bytes], limits: DocxLimits | None = None) -> set[str]:
    try:
        reading = read_plan_docx(data(), limits=limits) if limits else read_plan_docx(data())
    except UnreadableFile as refusal:
        return {refusal.code}
    return {finding.code for finding in reading.findings}


def of_text(data: bytes) -> set[str]:
    try:
        reading = read_plan_text(data)
    except UnreadableFile as refusal:
        return {refusal.code}
    return {finding.code for finding in reading.findings}


def declared() -> bytes:
    """Declare a document type in the text of the plan."""
    doctype = '<!DOCTYPE w:document [<!ENTITY a "a">]><w:document'
    return repacked(plan_docx(), lambda text: text.replace("<w:document", doctype, 1))


def with_picture() -> bytes:
    return repacked(plan_docx(), unchanged, ("word/media/image1.png", bytes(8 * MEBIBYTE)))


DOCX = partial(of_docx, plan_docx)
PAIRS = {
    "empty_file": Pair(partial(of_file, b""), partial(of_file, CSV)),
    **{
        code: Pair(partial(of_corpus, name), partial(of_file, good))
        for code, (name, good) in OF_CORPUS.items()
    },
    **{
        code: Pair(partial(of_file, CSV, limits), partial(of_file, CSV))
        for code, limits in OF_LIMITS.items()
    },
    "needs_memory": Pair(
        partial(of_many_rows, ReadingLimits(kept=MEBIBYTE)), partial(of_many_rows, None)
    ),
    "reader_stopped": Pair(of_a_reader_that_ends, partial(of_file, CSV)),
    "reading_busy": Pair(of_a_busy_reader, partial(of_file, CSV)),
    "not_a_plan_document": Pair(
        partial(of_text, "会议通知\n".encode()), lambda: of_text(plan_text())
    ),
    "plan_file_too_large": Pair(partial(of_docx, plan_docx, DocxLimits(megabytes=0)), DOCX),
    "plan_file_format": Pair(partial(of_text, b"{\\rtf1 a}"), lambda: of_text(plan_text())),
    "docx_old_or_encrypted": Pair(partial(of_docx, lambda: crafted.compound({"x": b"x"})), DOCX),
    "docx_damaged": Pair(partial(of_docx, lambda: b"PK\x03\x04 and nothing more"), DOCX),
    "docx_too_many_entries": Pair(partial(of_docx, plan_docx, DocxLimits(entries=3)), DOCX),
    "docx_unpacks_too_large": Pair(
        partial(of_docx, plan_docx, DocxLimits(unpacked_megabytes=0)), DOCX
    ),
    "docx_too_many_elements": Pair(partial(of_docx, plan_docx, DocxLimits(elements=1000)), DOCX),
    "docx_packed_too_tightly": Pair(partial(of_docx, with_picture), DOCX),
    "docx_document_type": Pair(partial(of_docx, declared), DOCX),
}
