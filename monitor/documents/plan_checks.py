"""Rules over whole projects: their codes, and their money against its sources."""

from __future__ import annotations

from monitor.documents.plan_findings import Notes
from monitor.documents.plan_head import Head
from monitor.domain.plan_checks import judge_code, judge_funds


def check_code(head: Head, met: dict[str, str], notes: Notes) -> None:
    """Note a code met before in another table (``met`` maps codes to tables), or an unusual one."""
    code = head.project_code
    if not code:
        return
    if code in met:
        notes.add("plan_code_twice", head.code_place, project_code=code, first=met[code])
    else:
        for strange in judge_code(code):
            notes.add(strange, head.code_place, project_code=code)
    met.setdefault(code, notes.sheet)


def check_funds(head: Head, notes: Notes) -> None:
    """Note where the sources of a budget do not add up to it."""
    if differing := judge_funds(head.budget, head.funds):
        notes.add("plan_funds_sum", head.budget_place, **differing)
