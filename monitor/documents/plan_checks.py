"""Rules over whole projects: their codes, and their money against its sources."""

from __future__ import annotations

from decimal import Decimal

from monitor.documents.plan_findings import Notes
from monitor.documents.plan_head import Head
from monitor.domain.codes import is_usual_project_code


def check_code(head: Head, met: dict[str, str], notes: Notes) -> None:
    """Note a code met before in another table (``met`` maps codes to tables), or an unusual one."""
    code = head.project_code
    if not code:
        return
    if code in met:
        notes.add("plan_code_twice", head.code_place, project_code=code, first=met[code])
    elif not is_usual_project_code(code):
        notes.add("plan_code_unusual", head.code_place, project_code=code)
    met.setdefault(code, notes.sheet)


def check_funds(head: Head, notes: Notes) -> None:
    """Note where the sources of a budget do not add up to it; to the fen."""
    total = sum((fund.amount for fund in head.funds), Decimal(0))
    if head.budget is not None and head.funds and total != head.budget:
        notes.add("plan_funds_sum", head.budget_place, funds=total, budget=head.budget)
