from __future__ import annotations

import io
import threading
import zipfile
from collections.abc import Callable
from datetime import date

import pytest

from monitor.domain.errors import UnreadableFile
from monitor.intake.files import process
from monitor.intake.files.grid import Workbook
from monitor.intake.files.limits import ReadingLimits
from monitor.intake.files.process import read_workbook
from tests.excel import crafted, reading_samples
from tests.excel.reading_samples import ERRORS, FILES, HIDDEN_ROW, LISTED, MERGED, PERCENT, SHEETS

FORMATS: dict[str, Callable[[], bytes]] = {
    "xlsx": reading_samples.by_xlsxwriter,
    "xlsx by openpyxl": reading_samples.by_openpyxl,
    "xlsm": reading_samples.as_xlsm,
    "xlsb": reading_samples.by_hand_xlsb,
    "xls": (FILES / "formats.xls").read_bytes,
    "ods": (FILES / "formats.ods").read_bytes,
}


@pytest.fixture(scope="module", params=FORMATS)
def book(request: pytest.FixtureRequest) -> tuple[str, Workbook]:
    return request.param.split()[0], read_workbook(FORMATS[request.param]())


def test_every_format_is_told_by_its_content(book: tuple[str, Workbook]) -> None:
    assert book[1].kind == book[0]


def test_every_format_gives_the_same_values_of_the_same_types(book: tuple[str, Workbook]) -> None:
    rows = book[1].sheets[0].rows[: len(LISTED)]
    assert rows == LISTED
    assert [list(map(type, row)) for row in rows] == [list(map(type, row)) for row in LISTED]


def test_every_format_says_the_same_beside_the_values(book: tuple[str, Workbook]) -> None:
    sheet = book[1].sheets[0]
    assert sheet.merged == MERGED
    assert sheet.percent == PERCENT
    assert sheet.errors == ERRORS
    assert sheet.hidden_rows == {HIDDEN_ROW}
    assert len(sheet.uncalculated) == len(sheet.imprecise) == 0


def test_every_format_keeps_hidden_and_blank_sheets_in_order(book: tuple[str, Workbook]) -> None:
    assert [(sheet.name, sheet.hidden) for sheet in book[1].sheets] == SHEETS
    assert [sheet.rows for sheet in book[1].sheets[1:]] == [[["填表说明"]], []]


def test_a_workbook_written_in_constant_memory_reads_the_same() -> None:
    sheet = read_workbook(reading_samples.by_xlsxwriter(constant_memory=True)).sheets[0]
    assert sheet.rows[: len(LISTED)] == LISTED


def test_rows_are_equally_long_and_start_at_a1() -> None:
    sheet = read_workbook(crafted.xls([crafted.number_cell(2, 3, 7.0)])).sheets[0]
    assert sheet.rows == [[None] * 4, [None] * 4, [None, None, None, 7.0]]


def test_truths_and_spans_of_an_ods_are_read() -> None:
    cells = (
        '<table:table-cell office:value-type="boolean" office:boolean-value="true"/>'
        '<table:table-cell office:value-type="date" office:date-value="2023-06-30"/>'
        '<table:table-cell table:formula="of:=[.A1]"/>'
        '<table:table-cell office:value-type="string"><text:p>a<text:s text:c="2"/>b'
        "<text:tab/><text:span>c</text:span><text:line-break/>d</text:p></table:table-cell>"
    )
    table = f'<table:table table:name="S"><table:table-row>{cells}</table:table-row></table:table>'
    sheet = read_workbook(crafted.ods(table)).sheets[0]
    assert sheet.rows == [[True, date(2023, 6, 30), None, "a  b\tc\nd"]]
    assert sheet.uncalculated == {(0, 2)}


def packed_anew(data: bytes, parts: dict[str, str] | None = None) -> bytes:
    """Pack an archive without its mimetype, as people do who have looked inside."""
    with zipfile.ZipFile(io.BytesIO(data)) as file:
        names = [name for name in file.namelist() if name != "mimetype"]
        return crafted.archive({**{name: file.read(name) for name in names}, **(parts or {})})


def test_an_ods_without_its_mimetype_is_known_by_its_content() -> None:
    data = (FILES / "formats.ods").read_bytes()
    assert read_workbook(packed_anew(data)) == read_workbook(data)


@pytest.mark.parametrize(
    ("body", "code"), [("text", "word_file"), ("presentation", "presentation_file")]
)
def test_another_document_without_its_mimetype_is_named_for_what_it_is(
    body: str, code: str
) -> None:
    office = "urn:oasis:names:tc:opendocument:xmlns:office:1.0"
    content = (
        f'<o:document-content xmlns:o="{office}"><o:body><o:{body}/></o:body></o:document-content>'
    )
    with pytest.raises(UnreadableFile) as refused:
        read_workbook(crafted.archive({"content.xml": content}))
    assert refused.value.code == code


def test_an_encrypted_ods_without_its_mimetype_is_refused_as_encrypted() -> None:
    manifest = {"META-INF/manifest.xml": "<manifest><encryption-data/></manifest>"}
    with pytest.raises(UnreadableFile) as refused:
        read_workbook(packed_anew(crafted.ods("<table:table/>"), manifest))
    assert refused.value.code == "encrypted_file"


def test_cells_and_rows_an_ods_repeats_are_repeated() -> None:
    cell = '<table:table-cell office:value-type="float" office:value="7"'
    table = (
        '<table:table table:name="S"><table:table-row table:number-rows-repeated="2">'
        f'{cell} table:number-columns-repeated="2"/></table:table-row>'
        '<table:table-row table:number-rows-repeated="3"><table:table-cell/></table:table-row>'
        f"<table:table-row>{cell}/></table:table-row></table:table>"
    )
    rows = read_workbook(crafted.ods(table)).sheets[0].rows
    assert rows == [[7.0, 7.0]] * 2 + [[None, None]] * 3 + [[7.0, None]]


def test_progress_is_told_from_opening_to_the_end() -> None:
    told: list[str] = []
    data = "\n".join(f"{number},x" for number in range(45_000)).encode()
    assert len(read_workbook(data, on_progress=told.append).sheets[0].rows) == 45_000
    assert (told[0], told[-1]) == ("opening", "done")
    counts = [int(text.removeprefix("rows:")) for text in told[1:-1]]
    assert counts == sorted(counts)
    assert counts[-1] <= 45_000
    assert len(counts) >= 1


def test_a_listener_that_fails_ends_the_reading_and_leaves_the_reader_free() -> None:
    def fail(told: str) -> None:
        if told.startswith("rows"):
            raise KeyError(told)

    with pytest.raises(KeyError):
        read_workbook(b"a,b\n" * 50_000, on_progress=fail)
    assert read_workbook(b"a,b\n").kind == "csv"


def test_files_are_read_one_at_a_time_and_all_of_them() -> None:
    books: list[Workbook] = []
    data = reading_samples.by_xlsxwriter()
    threads = [threading.Thread(target=lambda: books.append(read_workbook(data))) for _ in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert [book.sheets[0].rows[: len(LISTED)] for book in books] == [LISTED] * 3


def test_who_waits_too_long_for_another_file_is_told_so() -> None:
    with process._ONE_AT_A_TIME, pytest.raises(UnreadableFile) as refused:
        read_workbook(b"a,b\n", limits=ReadingLimits(seconds=0.05))
    assert refused.value.code == "reading_busy"


def test_a_file_beyond_the_limit_is_not_even_opened() -> None:
    with pytest.raises(UnreadableFile) as refused:
        read_workbook(io.BytesIO(b"a,b\n" * 1000).getvalue(), limits=ReadingLimits(file=1000))
    assert refused.value.code == "file_too_large"
