"""What a command has at hand: options, settings, the store, and how to answer."""

from __future__ import annotations

import argparse
import csv
import io
import json
import os
import re
import sys
from collections.abc import Sequence
from decimal import Decimal
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from monitor.access.audit import record_export
from monitor.cli.rows import Record, spreadsheet_text
from monitor.config import Settings
from monitor.domain.errors import WrongUse
from monitor.domain.month import Month
from monitor.domain.text import make_sayable, plain
from monitor.upkeep.setup import open_store
from monitor.words.catalogue import Language, preferred_language, say

if TYPE_CHECKING:
    from monitor.upkeep.setup import Store


_COMMANDS = re.compile(r"[\x7f-\x9f]")  # JSON need not escape them, but a terminal obeys them


class Session:
    """One run of the terminal."""

    def __init__(self, options: argparse.Namespace, settings: Settings) -> None:
        """Keep what the person asked for."""
        self.options = options
        self.settings = settings
        self.language: Language = options.lang or _language_of_locale()

    @cached_property
    def store(self) -> Store:
        """Open the store, saying so when another process has to be waited for."""
        return open_store(
            self.settings,
            on_wait=lambda holder: self.tell(
                say(self.language, "store_waiting", holder=holder or "?")
            ),
            on_upgrade=lambda share: self.tell(say(self.language, "store_upgrading", share=share)),
        )

    @property
    def month(self) -> Month | None:
        """Return the month named, None when none is."""
        text = getattr(self.options, "month", None)
        if text is None:
            return None
        try:
            return Month.parse(text)
        except ValueError as trouble:
            raise WrongUse("month_wrong", found=text) from trouble

    def required_month(self) -> Month:
        """Return the month named; raises ``WrongUse`` when none is."""
        if self.month is None:
            raise WrongUse("month_missing")
        return self.month

    def tell(self, text: str) -> None:
        """Say something to the person, beside the data."""
        print(text, file=sys.stderr, flush=True)

    def say(self, key: str, **values: object) -> None:
        """Say the words under a key; in data modes beside the data, otherwise as the answer."""
        text = say(self.language, key, **values)
        print(text, file=sys.stderr if self.prints_data else sys.stdout, flush=True)

    @property
    def prints_data(self) -> bool:
        """Say whether standard output carries data and nothing else."""
        return bool(self.options.json or self.options.csv)

    def answer(self, rows: Sequence[Record], columns: Sequence[str]) -> None:
        """Print rows: all fields as JSON or csv, otherwise the columns named as a table."""
        if self.options.json:
            self.answer_record(list(rows))
        elif self.options.csv:
            sys.stdout.write(_as_csv(rows, columns))
        elif not rows:
            self.say("terminal.nothing")
        else:
            sys.stdout.write(_as_table(rows, columns))

    def answer_record(self, record: object) -> None:
        """Print one value as JSON."""
        text = json.dumps(record, ensure_ascii=False, indent=2, default=plain, allow_nan=False)
        print(_COMMANDS.sub(lambda found: f"\\u{ord(found[0]):04x}", text))

    def write(self, data: bytes, out: str) -> None:
        """Write a file the person asked for."""
        path = Path(out).expanduser()
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(data)
        except OSError as trouble:
            raise WrongUse("out_not_writable", path=path, trouble=trouble.strerror) from trouble
        record_export(self.store, path.name, actor=self.settings.actor)
        self.say("terminal.written", path=path)

    def close(self) -> None:
        """Give the database back."""
        if "store" in self.__dict__:
            self.store.close()


def _language_of_locale() -> Language:
    """Chinese, unless the terminal's locale is English."""
    locale = os.environ.get("LC_ALL") or os.environ.get("LANG") or ""
    return preferred_language(locale)


def _as_csv(rows: Sequence[Record], columns: Sequence[str]) -> str:
    """Write all fields; without rows the columns of the table name them, so that it is csv yet."""
    out = io.StringIO()
    names = list(rows[0]) if rows else columns
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(names)
    writer.writerows([_csv_cell(row[name]) for name in names] for row in rows)
    return out.getvalue()


def _csv_cell(value: object) -> object:
    """Write absent as nothing, lists joined, and text that a spreadsheet would run as text.

    What has two decimals is an amount and keeps them.
    """
    if value is None:
        return ""
    if isinstance(value, Decimal) and value.as_tuple().exponent == -2:  # noqa: PLR2004 - fen
        return f"{value:f}"
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, list | tuple):
        return spreadsheet_text(" ".join(map(str, value)))
    if isinstance(value, Decimal | int | float):
        return plain(value)
    return spreadsheet_text(value)


def _as_table(rows: Sequence[Record], columns: Sequence[str]) -> str:
    lines = ["\t".join(columns)]
    lines += ["\t".join(_shown(row[name]) for name in columns) for row in rows]
    widths = [
        max(_width(line.split("\t")[place]) for line in lines) for place in range(len(columns))
    ]
    padded = (
        "  ".join(
            cell + " " * (width - _width(cell))
            for cell, width in zip(line.split("\t"), widths, strict=True)
        ).rstrip()
        for line in lines
    )
    return "\n".join(padded) + "\n"


def _shown(value: object) -> str:
    if value is None:
        return "—"
    if isinstance(value, Decimal):
        return f"{value:,.2f}"
    if isinstance(value, list | tuple):
        return " ".join(make_sayable(str(each)) for each in value) or "—"
    return make_sayable(" ".join(str(plain(value)).split()))


def _width(text: str) -> int:
    """Count the terminal cells a text takes; Chinese characters take two."""
    return sum(2 if ord(character) > 0x2E7F else 1 for character in text)  # noqa: PLR2004 - CJK begins
