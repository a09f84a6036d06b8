"""The imports so far; a withdrawn batch stops speaking, a restored one speaks again."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from monitor.domain.errors import Outdated, WrongUse
from monitor.domain.judged import BatchRow, Change
from monitor.store.batches import append_event, comparing
from monitor.store.database import Store
from monitor.store.reading import fetch, fetch_value

if TYPE_CHECKING:
    from monitor.store.database import Cursor


@dataclass(frozen=True, slots=True)
class EventPreview:
    """What withdrawing or restoring a batch would change."""

    batch: BatchRow
    event: str
    changes: tuple[Change, ...]
    data_version: str


def list_batches(store: Store) -> list[BatchRow]:
    """Return every batch, newest first."""
    with store.reading() as cursor:
        return fetch(cursor, "batches", BatchRow, batch_id=None)


def preview_event(store: Store, batch_id: int, event: str, *, actor: str) -> EventPreview:
    """Return what ``withdrawn`` or ``restored`` would change; nothing is kept.

    Raises ``WrongUse`` for an unknown batch, or one that is in that state already, ``NotAllowed``
    for one that would change a closed month.
    """
    with store.transaction("withdraw") as transaction:
        preview = _apply(transaction.cursor, batch_id, event, actor=actor, reason="")
        transaction.refuse_closed(preview.batch.fiscal_year, actor, batch_id)
        return preview


def withdraw(
    store: Store,
    batch_id: int,
    *,
    actor: str,
    reason: str = "",
    expected_version: str | None = None,
) -> EventPreview:
    """Let a batch stop speaking; later corrections by other batches stay."""
    return _commit(store, batch_id, "withdrawn", actor, reason, expected_version)


def restore(
    store: Store,
    batch_id: int,
    *,
    actor: str,
    reason: str = "",
    expected_version: str | None = None,
) -> EventPreview:
    """Let a withdrawn batch speak again."""
    return _commit(store, batch_id, "restored", actor, reason, expected_version)


def _commit(
    store: Store,
    batch_id: int,
    event: str,
    actor: str,
    reason: str,
    expected_version: str | None,
) -> EventPreview:
    with store.transaction("withdraw") as transaction:
        if expected_version not in (None, fetch_value(transaction.cursor, "data_version")):
            raise Outdated
        preview = _apply(transaction.cursor, batch_id, event, actor=actor, reason=reason)
        transaction.keep(preview.batch.fiscal_year, moved=batch_id, name=actor)
    return preview


def _apply(cursor: Cursor, batch_id: int, event: str, *, actor: str, reason: str) -> EventPreview:
    version = str(fetch_value(cursor, "data_version"))
    found = fetch(cursor, "batches", BatchRow, batch_id=batch_id)
    if not found:
        raise WrongUse("batch_unknown", batch=batch_id)
    batch = found[0]
    if batch.is_live == (event == "restored"):
        code = f"batch_already_{event}"
        raise WrongUse(code, batch=batch_id)
    codes = [
        str(row[0])
        for row in cursor.execute(
            " union ".join(
                f"select project_code from {table} where batch_id = $batch_id"  # noqa: S608 - names from code
                for table in _TABLES[batch.kind]
            ),
            {"batch_id": batch_id},
        ).fetchall()
    ]
    if batch.kind == "plan" and batch.unit_code:
        codes.append(batch.unit_code)
    with comparing(cursor, batch.kind, batch.fiscal_year, codes) as comparison:
        append_event(cursor, batch_id, event, actor=actor, reason=reason)
        changes = comparison.changes(batch_id)
    moved = tuple(change for change in changes if change.why not in _LEFT_STANDING)
    return EventPreview(batch, event, moved, version)


_LEFT_STANDING = ("same", "rebased")

_TABLES = {
    "plan": ("plan_projects",),
    "spending": ("spending_facts",),
    "results": ("result_facts", "deviation_notes"),
    "adjustments": ("adjustment_facts",),
}
