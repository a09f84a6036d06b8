"""The months' close as data for the terminal: codes, counts, times in UTC."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from monitor.domain.month import Month
from monitor.services.closing import Missing, UnitState
from monitor.services.closing_exceptions import MonthException

Record = dict[str, object]


def month_records(
    states: Iterable[UnitState], exceptions: Sequence[MonthException]
) -> list[Record]:
    """Return a row per unit and month; ``exceptions`` names who may change it, until when."""
    return [
        {
            "unit_code": each.unit_code,
            "unit_name": each.unit_name,
            "month": str(Month(each.fiscal_year, each.month)),
            "state": each.state,
            "actor": each.actor or None,
            "happened_at": each.happened_at,
            "missing_projects": each.missing_projects,
            "missing_results": each.missing_results,
            "remark": each.remark or None,
            "data_version": each.data_version or None,
            "exceptions": [
                f"{one.person} {one.until.isoformat(timespec='minutes')}Z"
                for one in exceptions
                if (one.unit_code, one.month) == (each.unit_code, each.month)
            ],
        }
        for each in states
    ]


def missing_records(missing: Missing) -> list[Record]:
    """Return a row per project that lacks spending, results or both."""
    return [
        {
            "unit_code": row.unit_code,
            "project_code": row.project_code,
            "project_name": row.project_name,
            "spending_missing": row.state == "not_reported",
            "results_missing": row.missing_results,
        }
        for row in missing.rows
    ]
