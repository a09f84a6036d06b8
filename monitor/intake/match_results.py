"""Hold indicator results against the plan's indicators, and read what the clerk wrote."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING

from monitor.domain.findings import Finding, Level
from monitor.domain.judged import IndicatorMonth
from monitor.domain.scores import Note, suggest_likelihood
from monitor.domain.targets.parse import parse_target
from monitor.domain.targets.result import Result, parse_result, problem_level
from monitor.domain.targets.target import Target
from monitor.intake.facts import ResultFact
from monitor.intake.match import Resolved, Row
from monitor.intake.monitoring_form.read import IndicatorJudged
from monitor.intake.plans.as_rows import PlannedIndicator, name_key, read_spelling
from monitor.store.reading import ProjectsOf

if TYPE_CHECKING:
    from monitor.store.reading import Reading


@dataclass(frozen=True, slots=True)
class JudgedFact(ResultFact):
    """What a filled form says of an indicator beside its result."""

    judged: IndicatorJudged | None = None


def judged_fact(judged: IndicatorJudged) -> JudgedFact:
    """Return a form's judgement as a fact without a result, to be held against the plan alike."""
    return JudgedFact(
        project_code=judged.project_code,
        fiscal_year=judged.fiscal_year,
        month=judged.month,
        level2=judged.level2,
        level3=judged.level3,
        result_text="",
        project_name=judged.project_name,
        sheet=judged.sheet,
        cell=judged.cell,
        judged=judged,
    )


def resolve_results(
    facts: Sequence[ResultFact], indicators: Sequence[PlannedIndicator]
) -> Resolved:
    """Turn results into rows; unknown indicators and unreadable results are blockers."""
    stated = [fact for fact in facts if isinstance(fact, JudgedFact)]
    resolved = _resolve([fact for fact in facts if not isinstance(fact, JudgedFact)], indicators)
    noted = [(fact, found) for fact, found in _match(stated, indicators)]
    return Resolved(
        resolved.rows,
        (*resolved.findings, *(_unknown(fact) for fact, found in noted if found is None)),
        tuple(_note_row(fact, found) for fact, found in noted if found is not None),
    )


def _match(
    facts: Sequence[JudgedFact], indicators: Sequence[PlannedIndicator]
) -> Iterator[tuple[JudgedFact, PlannedIndicator | None]]:
    namesakes = _by_name(indicators)
    seen: dict[tuple[str, str, int], ResultFact] = {}
    for fact in facts:
        indicator = _find(fact, namesakes, seen)
        if indicator is not None:
            seen[fact.project_code, indicator.indicator_key, fact.month] = fact
        yield fact, indicator


def _note_row(fact: JudgedFact, indicator: PlannedIndicator) -> Row:
    judged = fact.judged
    return {
        "fiscal_year": fact.fiscal_year,
        "project_code": fact.project_code,
        "indicator_key": indicator.indicator_key,
        "month": fact.month,
        "cause": " ".join(judged.causes) if judged else "",
        "explanation": judged.explanation if judged else "",
        "likelihood": (judged.likelihood or "") if judged else "",
        "expected": judged.expected if judged else "",
        "remark": judged.remark if judged else "",
    }


def _resolve(facts: Sequence[ResultFact], indicators: Sequence[PlannedIndicator]) -> Resolved:
    rows: list[Row] = []
    findings: list[Finding] = []
    namesakes = _by_name(indicators)
    seen: dict[tuple[str, str, int], ResultFact] = {}
    for fact in facts:
        indicator = _find(fact, namesakes, seen)
        if indicator is None:
            findings.append(_unknown(fact))
            continue
        result = parse_result(fact.result_text, _target_of(indicator))
        if result.problem:
            findings.append(_problem(fact, indicator, result))
            if problem_level(result.problem) is Level.BLOCKER:
                continue
        if not result.is_reported:
            continue
        seen[fact.project_code, indicator.indicator_key, fact.month] = fact
        rows.append(_row(fact, indicator, result))
    return Resolved(tuple(rows), tuple(findings))


def _by_name(
    indicators: Sequence[PlannedIndicator],
) -> dict[tuple[str, str], list[PlannedIndicator]]:
    """Lay out the plan's indicators by project and name; namesakes stand in the plan's order."""
    named: dict[tuple[str, str], list[PlannedIndicator]] = {}
    for known in indicators:
        key = known.project_code, name_key(known.level2, known.level3)
        named.setdefault(key, []).append(known)
    return named


def _find(
    fact: ResultFact,
    named: dict[tuple[str, str], list[PlannedIndicator]],
    seen: dict[tuple[str, str, int], ResultFact],
) -> PlannedIndicator | None:
    """Find the indicator of these names; namesakes go by description, then by order."""
    namesakes = named.get((fact.project_code, name_key(fact.level2, fact.level3)), [])
    described = [known for known in namesakes if known.description == fact.description]
    free = [
        known
        for known in (described or namesakes)
        if (fact.project_code, known.indicator_key, fact.month) not in seen
    ]
    return free[0] if free else None


def _target_of(indicator: PlannedIndicator) -> Target:
    """Read the target, in the words of the person who has set its reading by hand."""
    if indicator.read_as:
        level2 = indicator.level2 or indicator.level1
        return read_spelling(indicator.read_as, level2, indicator.fiscal_year)
    return parse_target(
        indicator.target_text,
        level2=indicator.level2 or indicator.level1,
        name=indicator.level3,
        description=indicator.description,
        fiscal_year=indicator.fiscal_year,
    )


def _unknown(fact: ResultFact) -> Finding:
    values = {"code": fact.project_code, "found": fact.level3}
    return Finding("indicator_unknown", Level.BLOCKER, fact.sheet, fact.cell, values)


def _problem(fact: ResultFact, indicator: PlannedIndicator, result: Result) -> Finding:
    values = {"name": indicator.level3, "found": fact.result_text, "target": indicator.target_text}
    level = problem_level(result.problem)
    return Finding(f"result_{result.problem}", level, fact.sheet, fact.cell, values)


def _row(fact: ResultFact, indicator: PlannedIndicator, result: Result) -> Row:
    number: Decimal | None = result.number
    done_on: date | None = result.done_on
    return {
        "fiscal_year": fact.fiscal_year,
        "project_code": fact.project_code,
        "indicator_key": indicator.indicator_key,
        "month": fact.month,
        "result_text": fact.result_text,
        "number": number,
        "level": result.level,
        "done_on": done_on,
        "evidence": fact.evidence,
        "sheet": fact.sheet,
        "cell": fact.cell,
    }


_STATED = ("cause", "explanation", "likelihood", "expected", "remark")


@dataclass(frozen=True, slots=True)
class _Standing:
    """The likelihoods of a month before a form came in, by project and indicator."""

    stated: frozenset[tuple[str, str]]
    suggested: dict[tuple[str, str], str]


def stated_notes(stored: Reading, fiscal_year: int, rows: Sequence[Row]) -> tuple[Row, ...]:
    """Return what the rows state beyond the likelihoods we suggest; a row that adds none is left.

    The form is handed out with the suggested likelihood ticked. Left as it was, the tick is ours
    and may change with the next result; it speaks for a person only where it differs, or where a
    person has spoken before.
    """
    months = {int(str(row["month"])) for row in rows}
    codes = sorted({str(row["project_code"]) for row in rows})
    projects = ProjectsOf(fiscal_year, codes)
    standing = {month: _standing(stored, projects, month) for month in months}
    kept = [_own_words(row, standing[int(str(row["month"]))]) for row in rows]
    return tuple(row for row in kept if any(row[name] for name in _STATED))


def _own_words(row: Row, standing: _Standing) -> Row:
    place = str(row["project_code"]), str(row["indicator_key"])
    if place in standing.stated or standing.suggested.get(place) != row["likelihood"]:
        return row
    return {**row, "likelihood": ""}


def _standing(stored: Reading, projects: ProjectsOf, month: int) -> _Standing:
    asked = {"month": month, "unit_code": None, "project_code": None}
    notes = stored.ask("notes", Note, projects, **asked)
    indicators = stored.ask("indicator_months", IndicatorMonth, projects, **asked)
    suggestions = {
        (each.project_code, each.indicator_key): suggest_likelihood(each) for each in indicators
    }
    return _Standing(
        frozenset((note.project_code, note.indicator_key) for note in notes if note.likelihood),
        {place: said.value for place, said in suggestions.items() if said},
    )
