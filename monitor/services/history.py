"""Where a project's figures come from: every value ever stated, by whom, when, in which file."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from monitor.domain.month import Month
from monitor.store.connection import Store
from monitor.store.queries import fetch


@dataclass(frozen=True, slots=True)
class SpendingHistory:
    """One spending fact; ``standing`` is current, replaced or withdrawn; times are UTC."""

    month: int
    basis: str
    amount: Decimal
    stated: str
    sheet: str
    cell: str
    batch_id: int
    file_name: str
    actor: str
    committed_at: datetime
    is_sample: bool
    standing: str


def spending_history(store: Store, year: int, project_code: str) -> list[SpendingHistory]:
    """Return every spending fact of a project, the latest month first."""
    with store.reading() as cursor:
        return fetch(
            cursor,
            "spending_history",
            SpendingHistory,
            fiscal_year=year,
            project_code=project_code,
        )


def history_of_month(store: Store, month: Month, project_code: str) -> list[SpendingHistory]:
    """Return the spending facts of one month, the newest first."""
    rows = spending_history(store, month.year, project_code)
    return [row for row in rows if row.month == month.number]


def history_records(rows: list[SpendingHistory]) -> list[dict[str, object]]:
    """Return a row per value stated as data: yuan, times UTC."""
    return [
        {
            "month": row.month,
            "amount": row.amount,
            "basis": row.basis,
            "stated": row.stated,
            "standing": row.standing,
            "batch_id": row.batch_id,
            "file_name": row.file_name,
            "sheet": row.sheet or None,
            "cell": row.cell or None,
            "actor": row.actor,
            "committed_at": row.committed_at,
            "is_sample": row.is_sample,
        }
        for row in rows
    ]
