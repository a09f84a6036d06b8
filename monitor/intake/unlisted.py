"""Projects that a spending file leaves out, stated by the person to be unchanged since last month.

Such a fact is written only for a project without a figure of its own for the month and with one
for the month just before; the others stay not reported, and are named.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import TYPE_CHECKING

from monitor.domain.findings import Finding, Level
from monitor.intake.facts import Basis, SpendingFact
from monitor.intake.match import PlannedProject, Resolved, Row, spending_row
from monitor.intake.start_months import StatedMonth
from monitor.store.reading import ProjectsOf

if TYPE_CHECKING:
    from monitor.store.reading import Reading

_MOST_NAMES = 5


def unchanged(
    stored: Reading, facts: Sequence[SpendingFact], plan: Mapping[str, PlannedProject]
) -> Resolved:
    """Return the facts of nothing spent, for the projects of the file's units that it leaves out.

    ``facts`` are the file's own; the finding names the projects that stay not reported.
    """
    if not facts:
        return Resolved((), ())
    year = facts[0].fiscal_year
    units = {plan[fact.project_code].unit_code for fact in facts}
    codes = [code for code, project in plan.items() if project.unit_code in units]
    own, known = _months_known(stored, ProjectsOf(year, codes))
    own |= {(fact.project_code, fact.month) for fact in facts}
    known |= own
    rows: list[Row] = []
    silent: dict[str, None] = {}
    for month in sorted({fact.month for fact in facts}):
        for code in codes:
            if (code, month) in own:
                continue
            if (code, month - 1) not in known:
                silent[code] = None
                continue
            known.add((code, month))
            fact = SpendingFact(code, year, month, Basis.MONTHLY, Decimal(0))
            rows.append(spending_row(fact) | {"stated": "unchanged"})
    return Resolved(tuple(rows), _named([plan[code].project_name for code in silent]))


Months = set[tuple[str, int]]


def _months_known(stored: Reading, projects: ProjectsOf) -> tuple[Months, Months]:
    """Return the months that projects reported, and those with any figure."""
    found = stored.ask("stated_months", StatedMonth, projects, fiscal_year=projects.fiscal_year)
    own = {(each.project_code, each.month) for each in found if each.stated == "reported"}
    return own, {(each.project_code, each.month) for each in found}


def _named(names: Sequence[str]) -> tuple[Finding, ...]:
    if not names:
        return ()
    shown = "、".join(names[:_MOST_NAMES]) + ("…" if len(names) > _MOST_NAMES else "")
    values = {"count": str(len(names)), "names": shown}
    return (Finding("unlisted_not_reported", Level.NOTE, values=values),)
