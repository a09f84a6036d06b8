"""Spending files in the layouts that systems and clerks produce, and what each must end in.

``python -m tests.intake_cases`` prints a line per case; names given as arguments choose some.
"""

from __future__ import annotations

import json
import shutil
import sys
import tempfile
from collections import Counter
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from decimal import Decimal
from enum import StrEnum
from pathlib import Path
from typing import Any

from monitor.domain.findings import Finding, Level
from monitor.domain.month import Month
from monitor.intake.commit import commit_import, preview_import
from monitor.intake.request import ImportRequest
from monitor.intake.sheets.header import Overrides
from monitor.store.database import Store

FOLDER = Path(__file__).resolve().parent / "cases" / "intake"
PLAN = FOLDER.parent.parent.parent / "data" / "samples" / "plan-2023.docx"
MAY, JUNE = Month(2023, 5), Month(2023, 6)
# What a file may offer to be ticked; a person who sees the figures may say yes.
OFFERED: dict[str, dict[str, Any]] = {
    "project_lines": {"add_lines": True},
    "other_units": {"own_unit": True},
}


_UNTOLD = ("missing", "gone")  # of projects that the file leaves out


class End(StrEnum):
    """How a file ended."""

    RIGHT = "right"
    CHOSEN = "right after a choice"
    REFUSED = "refused"
    WARNED = "warned"
    WRONG = "silently wrong"


@dataclass(frozen=True, slots=True)
class Case:
    """A file, what stands in the database before it, and what it must end in."""

    name: str
    file: Path
    base: str
    expect: str
    choices: tuple[Any, ...]
    truth: Mapping[str, Decimal]
    about: str


@dataclass(frozen=True, slots=True)
class Outcome:
    """How a case ended, what was found, and what differs from the truth, by project."""

    end: End
    findings: tuple[Finding, ...] = ()
    differing: Mapping[str, Any] = field(default_factory=dict)

    @property
    def codes(self) -> tuple[str, ...]:
        """Name what was found, each once."""
        return tuple(dict.fromkeys(finding.code for finding in self.findings))


def cases() -> Iterator[Case]:
    """List the cases of spending."""
    for record in json.loads((FOLDER / "truth.json").read_text("utf-8")):
        yield Case(
            record["id"],
            FOLDER / record["file"],
            record["base"],
            record["expect"],
            tuple(record["choices"]),
            _truth(record["truth"]),
            record["about"],
        )


def _truth(record: Mapping[str, float | None]) -> dict[str, Decimal]:
    """Read the figures; a project without one is not in the file."""
    return {code: Decimal(str(spent)) for code, spent in record.items() if spent is not None}


def prepare(blank: Path, folder: Path) -> dict[str, Path]:
    """Make the databases that cases begin with: the plan alone, and with the figures of May."""
    planned = Path(shutil.copy(blank, folder / "plan.duckdb"))
    _load(planned, [ImportRequest("plan", PLAN.name, PLAN.read_bytes(), "clerk")])
    with_may = Path(shutil.copy(planned, folder / "may.duckdb"))
    may = FOLDER / "base_may.xlsx"
    _load(with_may, [ImportRequest("spending", may.name, may.read_bytes(), "clerk", month=MAY)])
    return {"plan": planned, "may": with_may}


def _load(database: Path, requests: list[ImportRequest]) -> None:
    store = Store(database)
    for request in requests:
        assert commit_import(store, request, database.parent / "files").batch_id is not None
    store.close()


def run(case: Case, store: Store) -> Outcome:
    """Preview a case's file as it is and, where that does not do, with the answers allowed."""
    request = ImportRequest("spending", case.file.name, case.file.read_bytes(), "clerk", month=JUNE)
    outcome = _preview(case, request, store)
    if outcome.end in {End.RIGHT, End.WRONG}:
        return outcome
    for answer in _answers(case, outcome):
        chosen = _preview(case, _answered(request, answer), store)
        if chosen.end is End.WRONG:
            return chosen
        if chosen.end is End.RIGHT:
            return replace(chosen, end=End.CHOSEN)
    return outcome


def _preview(case: Case, request: ImportRequest, store: Store) -> Outcome:
    preview = preview_import(store, request)
    found = preview.findings
    if preview.is_blocked or not preview.facts_count:
        return Outcome(End.REFUSED, found)
    spent = {
        change.project_code: change.new_amount
        for change in preview.changes
        if change.month == JUNE.number and change.why not in _UNTOLD
    }
    codes = case.truth.keys() | spent.keys()
    differing = {code: spent.get(code) for code in codes if spent.get(code) != case.truth.get(code)}
    if not differing:
        return Outcome(End.RIGHT, found)
    is_warned = any(finding.level is Level.WARNING for finding in found)
    return Outcome(End.WARNED if is_warned else End.WRONG, found, differing)


def _answers(case: Case, outcome: Outcome) -> Iterator[dict[str, Any]]:
    """Give the answers that the case allows, and those that the file's findings offer."""
    offered: dict[str, Any] = {}
    for code in outcome.codes:
        offered |= OFFERED.get(code, {})
    if offered:
        yield offered
    for choice in case.choices:
        if isinstance(choice, dict):
            yield {"columns": choice["columns"]}
        elif choice[0] == "--unit":
            yield {"unit": choice[1]}
        elif choice[0] == "--by-name":
            yield {"by_name": True}


def _answered(request: ImportRequest, changes: dict[str, Any]) -> ImportRequest:
    reading = {name: given for name, given in changes.items() if name in Overrides.__slots__}
    others = {name: given for name, given in changes.items() if name not in reading}
    return replace(request, overrides=Overrides(**reading) if reading else None, **others)


def is_as_expected(expect: str, outcome: Outcome) -> bool:
    """Say whether a case ended as it must (accept, refuse or either): never silently wrong."""
    if expect == "accept":
        return outcome.end in {End.RIGHT, End.CHOSEN}
    if expect == "refuse":
        doubted = any(finding.level is not Level.NOTE for finding in outcome.findings)
        return outcome.end is not End.WRONG and doubted
    return outcome.end is not End.WRONG


@contextmanager
def prepared() -> Iterator[dict[str, Path]]:
    """Make the databases that cases begin with, the blank one too, for as long as they are used."""
    with tempfile.TemporaryDirectory() as made:
        blank = Path(made) / "blank.duckdb"
        store = Store(blank)
        with store.reading():
            pass
        store.close()
        yield {"blank": blank, **prepare(blank, Path(made))}


def main(names: list[str]) -> None:
    """Print how each case ends."""
    with prepared() as databases:
        stores = {base: Store(databases[base]) for base in ("plan", "may")}
        ends = Counter(
            _told(case, run(case, stores[case.base]), is_whole=bool(names))
            for case in cases()
            if not names or any(name in case.name for name in names)
        )
        for store in stores.values():
            store.close()
    sys.stdout.write(f"{dict(ends)}\n")


def _told(case: Case, outcome: Outcome, *, is_whole: bool) -> str:
    """Print how a case ended, with all that was found where some cases alone are asked for."""
    verdict = "ok " if is_as_expected(case.expect, outcome) else "BAD"
    codes = " ".join(outcome.codes)
    sys.stdout.write(f"{verdict} {case.name:30} {case.expect:7} {outcome.end:20} {codes}\n")
    if is_whole:
        for each in (*outcome.findings, dict(outcome.differing)):
            sys.stdout.write(f"    {each}\n")
    return f"{case.expect}: {outcome.end}"


if __name__ == "__main__":
    main(sys.argv[1:])
