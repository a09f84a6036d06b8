"""The child: it reads one file from its standard input and sends rows to its standard output.

Run by ``process`` in a fresh interpreter. It limits itself before it touches the file, writes
no file, opens no connection, and starts no program.
"""

from __future__ import annotations

import gc
import sys
from contextlib import suppress
from typing import IO

from monitor.domain.errors import UnreadableFile
from monitor.intake.files import wire
from monitor.intake.files.archive import Archive
from monitor.intake.files.collect import Collector, SheetLook
from monitor.intake.files.csv_text import read_csv
from monitor.intake.files.file_type import OLE, ZIP, archive_kind, ole_kind, refuse_by_head
from monitor.intake.files.limits import ReadingLimits, megabytes
from monitor.intake.files.ods import read_ods
from monitor.intake.files.ole import CompoundFile
from monitor.intake.files.xls import look_at_xls
from monitor.intake.files.xlsb import look_at_xlsb
from monitor.intake.files.xlsx.book import read_xlsx


def main() -> None:
    """Read the file on standard input within the limits of the first argument."""
    limits = ReadingLimits.from_json(sys.argv[-1])
    limit_process(limits)
    gc.disable()  # nothing here goes in circles, and it would look through every row again
    out = sys.stdout.buffer
    try:
        read_from(sys.stdin.buffer, limits, out)
        wire.send(out, wire.END, b"")
    except UnreadableFile as refusal:
        record = wire.pack_record(code=refusal.code, values=refusal.values)
        wire.send(out, wire.REFUSAL, record)
    out.flush()


def limit_process(limits: ReadingLimits) -> None:
    """Limit memory, processor time and written files; Windows knows none of these limits."""
    try:
        import resource  # noqa: PLC0415 - there is none on Windows
    except ImportError:
        return
    seconds = int(limits.seconds) + 1
    for kind, soft, hard in (
        (resource.RLIMIT_CORE, 0, 0),
        (resource.RLIMIT_FSIZE, 0, 0),
        (resource.RLIMIT_CPU, seconds, seconds + 1),
        (resource.RLIMIT_AS, limits.memory, limits.memory),
    ):
        with suppress(ValueError, OSError):  # a lower limit may hold already, or none be settable
            resource.setrlimit(kind, (soft, hard))


def read_from(source: IO[bytes], limits: ReadingLimits, out: IO[bytes]) -> None:
    """Read a file of any kind; raises ``UnreadableFile`` for whatever goes wrong."""
    collector = Collector(out, limits)
    try:
        read_kind(source.read(), collector)
    except MemoryError:
        raise UnreadableFile("needs_memory", limit=megabytes(limits.memory)) from None
    except UnreadableFile:
        raise
    except Exception as trouble:  # what a hostile file can provoke has no end
        raise UnreadableFile("damaged_file", part=collector.kind) from trouble


def read_by_calamine(data: bytes, looks: list[SheetLook], collector: Collector) -> None:
    """Read an xls or xlsb; calamine is loaded for them only, it takes time."""
    from monitor.intake.files.xls import read_sheets  # noqa: PLC0415

    read_sheets(data, looks, collector)


def read_kind(data: bytes, collector: Collector) -> None:
    """Recognise the file and read it by its kind."""
    refuse_by_head(data)
    if data.startswith(ZIP):
        archive = Archive(data, collector.limits)
        kind = archive_kind(archive)
        collector.start_book(kind)
        if kind == "ods":
            read_ods(archive, collector)
        elif kind == "xlsb":
            read_by_calamine(data, look_at_xlsb(archive), collector)
        else:
            read_xlsx(archive, collector)
    elif data.startswith(OLE):
        box = CompoundFile(data)
        collector.start_book(ole_kind(box.names))
        read_by_calamine(data, look_at_xls(box), collector)
    else:
        collector.start_book("csv")
        read_csv(data, collector)
