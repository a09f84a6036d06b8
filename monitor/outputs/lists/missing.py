"""Who has not reported a month, since when, and the words to send to them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from monitor.domain.list_columns import ListColumn
from monitor.domain.month import Month
from monitor.outputs.lists.workbook import write_list, write_list_csv
from monitor.review.missing_reports import CHASE_COLUMNS, CHASE_TITLE, Unreported


def chase_workbook(
    month: Month, rows: Sequence[Unreported], footer: Sequence[tuple[str, str]]
) -> bytes:
    """Write the list as xlsx, in Chinese as every list that goes out."""
    title = CHASE_TITLE.format(year=month.year, month=month.number)
    return write_list(title, _COLUMNS, _lines(rows), footer)


def chase_csv(rows: Sequence[Unreported], footer: Sequence[tuple[str, str]]) -> bytes:
    """Write the list as csv with the same rows and columns."""
    return write_list_csv(_COLUMNS, _lines(rows), footer)


_COLUMNS = (
    ListColumn("sequence", CHASE_COLUMNS["sequence"], "integer", 5),
    ListColumn("unit_name", CHASE_COLUMNS["unit_name"], "text", 24),
    ListColumn("office", CHASE_COLUMNS["office"], "text", 10),
    ListColumn("project_code", CHASE_COLUMNS["project_code"], "code", 24),
    ListColumn("project_name", CHASE_COLUMNS["project_name"], "text", 24),
    ListColumn("revised_budget", CHASE_COLUMNS["revised_budget"], "money_wan", 14),
    ListColumn("last_reported", CHASE_COLUMNS["last_reported"], "text", 13),
    ListColumn("last_spent", CHASE_COLUMNS["last_spent"], "money_wan", 14),
    ListColumn("months_missing", CHASE_COLUMNS["months_missing"], "integer", 10),
    ListColumn("missing_results", CHASE_COLUMNS["missing_results"], "integer", 12),
)


def _lines(rows: Iterable[Unreported]) -> Iterator[dict[str, object]]:
    for number, row in enumerate(rows, start=1):
        yield {
            "sequence": number,
            "unit_name": f"{row.unit_code}{row.unit_name}",
            "office": row.office,
            "project_code": row.project_code,
            "project_name": row.project_name,
            "revised_budget": row.revised_budget,
            "last_reported": _dated(row),
            "last_spent": row.last_spent,
            "months_missing": row.months_missing,
            "missing_results": row.missing_results,
        }


def _dated(row: Unreported) -> str | None:
    if row.last_reported_month is None:
        return None
    return str(Month(row.fiscal_year, row.last_reported_month))
