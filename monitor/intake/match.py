"""Hold a file's facts against the plan: rows to append, and what is wrong with the others."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from difflib import get_close_matches
from itertools import groupby

from monitor.domain.findings import Finding, Level
from monitor.intake.facts import AdjustmentFact, ResultFact, SpendingFact

LARGEST_AMOUNT = Decimal(10) ** 13  # yuan; figures beyond are typing errors, and sums stay exact
_UNIT_SLIP = 1000  # a figure this many times the budget looks like 元 read as 万元, or the reverse
_LEAST_SLIPPED = 2  # names that belong to other codes
_MOST_SUGGESTED = 20  # with more unknown projects than these it is the wrong file
Row = dict[str, object]


@dataclass(frozen=True, slots=True)
class PlannedProject:
    """What a check needs to know of a project of the plan; amounts in yuan."""

    fiscal_year: int
    unit_code: str
    unit_name: str
    project_code: str
    project_name: str
    original_budget: Decimal | None
    start_month: int = 1


@dataclass(frozen=True, slots=True)
class Resolved:
    """Rows ready to append, and the findings of those that are not."""

    rows: tuple[Row, ...]
    findings: tuple[Finding, ...]
    notes: tuple[Row, ...] = ()


@dataclass(frozen=True, slots=True)
class NameMatch:
    """A project without a code as a file names it, and the one project of that exact name."""

    found: str
    project_code: str
    project_name: str
    unit_name: str


Fact = SpendingFact | AdjustmentFact | ResultFact


def match_names(facts: Iterable[Fact], plan: Mapping[str, PlannedProject]) -> tuple[NameMatch, ...]:
    """List what facts without a code would be taken for by their exact names, each name once."""
    namesakes = _by_name(plan.values())
    names = dict.fromkeys(fact.project_name for fact in facts if not fact.project_code)
    matches = ((name, namesakes.get("".join(name.split()), [])) for name in names)
    return tuple(
        NameMatch(name, same[0].project_code, same[0].project_name, same[0].unit_name)
        for name, same in matches
        if len(same) == 1
    )


def resolve_projects(
    facts: Iterable[Fact],
    plan: Mapping[str, PlannedProject],
    fiscal_year: int | None,
    *,
    by_name: bool = False,
) -> tuple[list[Fact], list[Finding]]:
    """Keep the facts of projects the plan knows; name the others, with the nearest code or name.

    A fact without a code is taken by its exact name only when the person has said so. A name that
    differs from the plan's is said once, where it stands first: a payment list repeats it.
    """
    known: list[Fact] = []
    findings: list[Finding] = []
    unknown = 0
    names = {project.project_name: project for project in plan.values()}
    namesakes = _by_name(plan.values()) if by_name else {}
    looked_at: set[tuple[str, str]] = set()
    for given in facts:
        fact = _take_by_name(given, namesakes, findings) if by_name else given
        if fiscal_year is not None and fact.fiscal_year != fiscal_year:
            findings.append(_wrong_year(fact, fiscal_year))
        elif fact.project_code in plan:
            known.append(fact)
            if (fact.project_code, fact.project_name) not in looked_at:
                looked_at.add((fact.project_code, fact.project_name))
                findings.extend(_name_differs(fact, plan[fact.project_code]))
        else:
            unknown += 1
            findings.append(_unknown(fact, plan if unknown <= _MOST_SUGGESTED else {}, names))
    findings.extend(_names_shifted(known, plan))
    return known, findings


def _names_shifted(known: Sequence[Fact], plan: Mapping[str, PlannedProject]) -> Iterator[Finding]:
    """Warn where most names of a file belong to other codes: a column has slipped by a row."""
    owners = {name: same[0] for name, same in _by_name(plan.values()).items() if len(same) == 1}
    named = {(fact.project_code, "".join(fact.project_name.split())): fact for fact in known}
    slipped = [
        (fact, owners[name])
        for (code, name), fact in named.items()
        if name in owners and owners[name].project_code != code
    ]
    if len(slipped) < _LEAST_SLIPPED or 2 * len(slipped) < len(named):
        return
    fact, owner = slipped[0]
    values = {
        "count": str(len(slipped)),
        "found": fact.project_name,
        "code": fact.project_code,
        "owner": owner.project_code,
    }
    yield Finding("names_shifted", Level.WARNING, fact.sheet, fact.cell, values)


def _by_name(projects: Iterable[PlannedProject]) -> dict[str, list[PlannedProject]]:
    named: dict[str, list[PlannedProject]] = {}
    for project in projects:
        named.setdefault("".join(project.project_name.split()), []).append(project)
    return named


def _take_by_name(
    fact: Fact, namesakes: Mapping[str, list[PlannedProject]], findings: list[Finding]
) -> Fact:
    """Give a fact without a code the code of the one project of its exact name."""
    same = namesakes.get("".join(fact.project_name.split()), [])
    if fact.project_code or len(same) != 1:
        return fact
    values = {"found": fact.project_name, "code": same[0].project_code}
    findings.append(Finding("taken_by_name", Level.NOTE, fact.sheet, fact.cell, values))
    return replace(fact, project_code=same[0].project_code)


def _unknown(
    fact: Fact, plan: Mapping[str, PlannedProject], by_name: Mapping[str, PlannedProject]
) -> Finding:
    """Say that a project is not in the plan, and which one may be meant; never take it silently."""
    near: list[str] = get_close_matches(fact.project_code, plan, n=1, cutoff=0.85)
    if not near and plan and fact.project_name:
        names = get_close_matches(fact.project_name, by_name, n=1, cutoff=0.6)
        near = [by_name[name].project_code for name in names]
    code = "project_unknown_near" if near else "project_unknown"
    suggestion = f"{near[0]} {plan[near[0]].project_name}" if near else ""
    found = " ".join(filter(None, (fact.project_code, fact.project_name)))
    values = {"found": found, "suggestion": suggestion}
    return Finding(code, Level.BLOCKER, fact.sheet, fact.cell, values)


def _wrong_year(fact: Fact, fiscal_year: int) -> Finding:
    values = {"found": str(fact.fiscal_year), "expected": str(fiscal_year)}
    return Finding("year_without_plan", Level.BLOCKER, fact.sheet, fact.cell, values)


def _name_differs(fact: Fact, project: PlannedProject) -> Iterable[Finding]:
    written, planned = "".join(fact.project_name.split()), "".join(project.project_name.split())
    if written and written != planned:
        values = {
            "code": fact.project_code,
            "found": fact.project_name,
            "expected": project.project_name,
        }
        yield Finding("name_differs", Level.NOTE, fact.sheet, fact.cell, values)


def resolve_spending(facts: Sequence[SpendingFact], plan: Mapping[str, PlannedProject]) -> Resolved:
    """Turn spending facts into rows; both bases for one project and month is a blocker."""
    rows: list[Row] = []
    findings: list[Finding] = []
    in_order = sorted(facts, key=lambda fact: (fact.project_code, fact.month))
    for (code, month), group in groupby(in_order, lambda fact: (fact.project_code, fact.month)):
        spoken = list(group)
        if len({fact.basis for fact in spoken}) > 1:
            first, other = spoken[0], spoken[-1]
            values = {"code": code, "month": str(month), "other": f"{other.sheet}!{other.cell}"}
            findings.append(Finding("bases_mixed", Level.BLOCKER, first.sheet, first.cell, values))
            continue
        for fact in spoken:
            findings.extend(_amount_findings(fact, plan[code]))
            rows.append(spending_row(fact))
    return Resolved(tuple(rows), tuple(findings))


def spending_row(fact: SpendingFact) -> Row:
    """Return the row of a reported fact, ready to append."""
    return {
        "fiscal_year": fact.fiscal_year,
        "project_code": fact.project_code,
        "month": fact.month,
        "basis": fact.basis.value,
        "amount": fact.amount,
        "stated": "reported",
        "sheet": fact.sheet,
        "cell": fact.cell,
    }


def _amount_findings(fact: SpendingFact, project: PlannedProject) -> Iterable[Finding]:
    budget, amount = project.original_budget, abs(fact.amount)
    if amount >= LARGEST_AMOUNT:
        values = {"found": f"{fact.amount:f}"}
        yield Finding("amount_too_large", Level.BLOCKER, fact.sheet, fact.cell, values)
    if fact.month < project.start_month:
        values = {"code": fact.project_code, "found": str(fact.month)}
        values["start"] = str(project.start_month)
        yield Finding("month_before_start", Level.BLOCKER, fact.sheet, fact.cell, values)
    elif budget and amount >= budget * _UNIT_SLIP:
        values = {"found": f"{fact.amount:f}", "budget": f"{budget:f}"}
        yield Finding("unit_suspicious", Level.WARNING, fact.sheet, fact.cell, values)
