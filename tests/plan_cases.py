"""Plans and results in the layouts of other places, and what each file must end in.

``python -m tests.plan_cases`` prints a line per case; names given as arguments choose some.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from monitor.domain.findings import Level
from monitor.domain.judged import Change
from monitor.domain.month import Month
from monitor.domain.plan import Plan
from monitor.intake.commit import preview_import
from monitor.intake.read_file import ReadingAsked, read_file
from monitor.intake.request import ImportRequest
from monitor.store.database import Store
from tests.intake_cases import End, Outcome, is_as_expected, prepared

FOLDER = Path(__file__).resolve().parent / "cases" / "intake"
FOLDERS = {"plan": "plans", "results": "results"}
_SIGNS = "≥≤＞＜><=＝"
Facts = Mapping[str, Any]  # what a file states of each project, by its code


@dataclass(frozen=True, slots=True)
class Case:
    """A file of a kind, its month, what it must end in and what it states."""

    kind: str
    name: str
    file: Path
    month: Month
    expect: str
    truth: Facts

    @property
    def request(self) -> ImportRequest:
        """The file as a person hands it in."""
        month = self.month if self.kind == "results" else None
        return ImportRequest(
            self.kind, self.file.name, self.file.read_bytes(), "clerk", month=month
        )


def cases(kind: str) -> Iterator[Case]:
    """List the cases of a kind."""
    folder = FOLDER / FOLDERS[kind]
    for record in json.loads((folder / "truth.json").read_text("utf-8")):
        yield Case(
            kind,
            record["id"],
            folder / record["file"],
            Month.parse(record["month"]),
            record["expect"],
            _plain(kind, record["truth"]),
        )


def _plain(kind: str, truth: Facts) -> Facts:
    """Put a plan's indicators in one order, and results under their indicators' names alone."""
    if kind == "plan":
        return {
            code: {**said, "indicators": sorted(map(_bare, said["indicators"]))}
            for code, said in truth.items()
        }
    return {
        code: {_bare(name.partition("|")[0]): result for name, result in said.items()}
        for code, said in truth.items()
    }


def _bare(name: str) -> str:
    """Take blanks and a template's stars off a name."""
    return "".join(name.split()).lstrip("*")


def run(case: Case, store: Store) -> Outcome:
    """Preview a case's file as it is."""
    request = case.request
    preview = preview_import(store, request)
    if preview.is_blocked or not preview.facts_count:
        return Outcome(End.REFUSED, preview.findings, {})
    stated = _planned(request) if case.kind == "plan" else _reported(case, preview.changes)
    codes = case.truth.keys() | stated.keys()
    differing = {
        code: (stated.get(code), case.truth.get(code))
        for code in codes
        if stated.get(code) != case.truth.get(code)
    }
    if not differing:
        return Outcome(End.RIGHT, preview.findings, {})
    is_warned = any(finding.level is Level.WARNING for finding in preview.findings)
    return Outcome(End.WARNED if is_warned else End.WRONG, preview.findings, differing)


def _planned(request: ImportRequest) -> Facts:
    """Give what the plan of a file states of each project."""
    read = read_file("plan", request.data, ReadingAsked(), on_progress=lambda *_: None)
    return {} if read.plan is None else dict(_projects(read.plan))


def _projects(plan: Plan) -> Iterator[tuple[str, Mapping[str, Any]]]:
    for project in plan.projects:
        budget = project.original_budget
        yield (
            project.project_code,
            {
                "budget": None if budget is None else float(budget),
                "pct": {str(one.month): float(one.planned_pct) for one in project.milestones},
                "indicators": sorted(
                    _bare(f"{one.level3}|{one.target_text}") for one in project.indicators
                ),
            },
        )


def _reported(case: Case, changes: Sequence[Change]) -> Facts:
    """Give the results of the case's month by project and indicator, without signs kept."""
    reported: dict[str, dict[str, str]] = {}
    for change in changes:
        if change.month == case.month.number and change.new_said and "/" in change.item:
            name = _bare(change.item.partition("/")[2])
            said = change.new_said.lstrip(_SIGNS)
            reported.setdefault(change.project_code, {})[name] = said
    return reported


def main(names: list[str]) -> None:
    """Print how each case ends."""
    with prepared() as databases:
        for kind, database in (("plan", databases["blank"]), ("results", databases["plan"])):
            store = Store(database)
            for case in cases(kind):
                if not names or any(name in case.name for name in names):
                    _tell(case, run(case, store), is_whole=bool(names))
            store.close()


def _tell(case: Case, outcome: Outcome, *, is_whole: bool) -> None:
    verdict = "ok " if is_as_expected(case.expect, outcome) else "BAD"
    codes = " ".join(outcome.codes)
    sys.stdout.write(f"{verdict} {case.name:30} {case.expect:7} {outcome.end:20} {codes}\n")
    if is_whole:
        for each in (*outcome.findings, *outcome.differing.items()):
            sys.stdout.write(f"    {each}\n")


if __name__ == "__main__":
    main(sys.argv[1:])
