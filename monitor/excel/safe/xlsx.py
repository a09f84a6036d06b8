"""An xlsx or xlsm from its archive into the collector; macros are never looked at."""

from __future__ import annotations

from monitor.excel.safe.archive import Archive
from monitor.excel.safe.collecting import Collector
from monitor.excel.safe.xlsx_book import read_book
from monitor.excel.safe.xlsx_cells import Cells
from monitor.excel.safe.xlsx_rows import read_rows
from monitor.excel.safe.xlsx_texts import read_texts


def read_xlsx(archive: Archive, collector: Collector) -> None:
    """Read every worksheet; raises ``UnreadableFile``."""
    book = read_book(archive)
    texts: list[str] = []
    if book.texts_part.lower() in archive.names:
        for some in read_texts(archive, book.texts_part):
            collector.texts.adopt(some)
            texts += some
    cells = Cells(collector, texts, book.looks, from_1904=book.from_1904)
    for sheet in book.sheets:
        collector.start_sheet(sheet.name, hidden=sheet.hidden)
        read_rows(archive, sheet.part, cells)
        collector.end_sheet()
