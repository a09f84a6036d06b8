"""What filled monitoring forms say: results, causes, likelihoods, and how they were read."""

from __future__ import annotations

from dataclasses import dataclass

from monitor.domain.facts import ResultFact
from monitor.domain.findings import Finding
from monitor.domain.month import Month
from monitor.domain.reading import SheetUnderstood
from monitor.domain.scores import Cause, Likelihood


@dataclass(frozen=True, slots=True)
class FormFound:
    """One form of a file: its project as it is written there, and the cell that names it.

    ``project_code`` is blank where the form has none; ``month`` is None where nothing says it.
    """

    project_code: str
    project_name: str
    sheet: str
    cell: str
    month: Month | None
    rows_taken: int = 0


@dataclass(frozen=True, slots=True)
class IndicatorJudged:
    """What a form says of one indicator beside its result; texts as written, blank for none.

    ``cell`` is where the indicator's name stands.
    """

    project_code: str
    fiscal_year: int
    month: int
    level1: str
    level2: str
    level3: str
    target_text: str
    causes: tuple[Cause, ...] = ()
    explanation: str = ""
    likelihood: Likelihood | None = None
    expected: str = ""
    remark: str = ""
    project_name: str = ""
    sheet: str = ""
    cell: str = ""


@dataclass(frozen=True, slots=True)
class FormsRead:
    """All forms of a file: results reported, judgements made, and what is wrong or strange."""

    results: tuple[ResultFact, ...] = ()
    judgements: tuple[IndicatorJudged, ...] = ()
    forms: tuple[FormFound, ...] = ()
    findings: tuple[Finding, ...] = ()
    understood: tuple[SheetUnderstood, ...] = ()
