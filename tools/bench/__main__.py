"""Measure everything once and write the table into docs/performance.md."""

from __future__ import annotations

import argparse
import os
import platform
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

import duckdb

from tools.bench import exporting, importing
from tools.bench.exporting import measure_export
from tools.bench.importing import measure_import, measure_memory
from tools.bench.judging import measure_judging
from tools.bench.measures import Line
from tools.bench.pages import measure_pages
from tools.bench.starting import measure_start

PAGE = Path(__file__).resolve().parents[2] / "docs" / "performance.md"
PARTS = ("judging", "pages", "importing", "exporting", "starting")
BEGIN, END = "<!-- measured: begin -->", "<!-- measured: end -->"


def main() -> None:
    """Measure what is asked for; only a whole run is written down."""
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--sizes", default="1000,10000,100000", help="numbers of projects")
    asked.add_argument("--rows", type=int, default=importing.ROWS, help="rows of the import")
    asked.add_argument("--export", type=int, default=exporting.ROWS, help="rows of the export")
    asked.add_argument("--only", choices=PARTS)
    asked.add_argument("--data", type=Path, help="a folder that keeps the made-up stores")
    options = asked.parse_args()
    with _folder(options.data) as data:
        lines, notes = _measure(options, data)
    table = write_table(lines, notes)
    print(table)
    if options.only is None:
        put_between(PAGE, table)


def _measure(options: argparse.Namespace, data: Path) -> tuple[list[Line], list[str]]:
    """Measure the part that is asked for, or everything, on made-up stores in a folder."""
    lines: list[Line] = []
    notes: list[str] = []
    sizes = [int(each) for each in options.sizes.split(",")]
    if options.only in (None, "judging"):
        lines, notes = measure_judging(sizes, data)
    if options.only in (None, "pages"):
        notes.append(measure_pages(max(sizes), data))
    if options.only in (None, "importing"):
        lines += measure_import(options.rows)
        facts, megabytes = measure_memory(options.rows)
        notes.append(f"Memory from bytes to preview: {megabytes} MB for {facts:,} facts.")
    if options.only in (None, "exporting"):
        lines += measure_export(options.export)
    if options.only in (None, "starting"):
        lines += measure_start()
    return lines, notes


@contextmanager
def _folder(named: Path | None) -> Iterator[Path]:
    """Lend the folder named, or one that is thrown away."""
    if named is not None:
        yield named
        return
    with tempfile.TemporaryDirectory() as folder:
        yield Path(folder)


def write_table(lines: Sequence[Line], notes: Sequence[str]) -> str:
    """Write lines as a Markdown table, with what they were measured on below."""
    rows = [f"| {line.group} | {line.name} | {line.ratio} | {line.seconds:.3f} |" for line in lines]
    load = os.getloadavg()[0] if hasattr(os, "getloadavg") else 0.0
    machine = (
        f"{os.cpu_count()} processors, load {load:.1f}, Python {platform.python_version()},"
        f" DuckDB {duckdb.__version__}."
    )
    head = "| what | how | × | seconds |\n|---|---|---:|---:|"
    return "\n".join([head, *rows, "", *(f"{note}\n" for note in notes), machine])


def put_between(page: Path, table: str) -> None:
    """Put the table between the page's two marks."""
    text = page.read_text(encoding="utf-8")
    before, rest = text.split(BEGIN)
    after = rest.split(END)[1]
    page.write_text(f"{before}{BEGIN}\n{table}\n{END}{after}", encoding="utf-8")


if __name__ == "__main__":
    main()
