"""The imports so far: withdraw one, so that it is not active any more, or restore it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from monitor.domain.errors import Outdated, WrongUse
from monitor.domain.judged import BatchRow, Change
from monitor.store.batches import append_event, comparing
from monitor.store.database import Store

if TYPE_CHECKING:
    from monitor.store.transaction import Transaction


@dataclass(frozen=True, slots=True)
class EventPreview:
    """What withdrawing or restoring a batch would change."""

    batch: BatchRow
    event: str
    changes: tuple[Change, ...]
    data_version: str


@dataclass(frozen=True, slots=True)
class _Code:
    project_code: str


def list_batches(store: Store) -> list[BatchRow]:
    """Return every batch, newest first."""
    with store.reading() as reading:
        return reading.ask("batches", BatchRow, batch_id=None)


def preview_event(store: Store, batch_id: int, event: str, *, actor: str) -> EventPreview:
    """Return what ``withdrawn`` or ``restored`` would change; nothing is kept.

    Raises ``WrongUse`` for an unknown batch, or one that is in that state already, ``NotAllowed``
    for one that would change a closed month.
    """
    with store.transaction("withdraw") as transaction:
        preview = _apply(transaction, batch_id, event, actor=actor, reason="")
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
    """Make a batch inactive; later corrections by other batches stay."""
    return _commit(store, batch_id, "withdrawn", actor, reason, expected_version)


def restore(
    store: Store,
    batch_id: int,
    *,
    actor: str,
    reason: str = "",
    expected_version: str | None = None,
) -> EventPreview:
    """Make a withdrawn batch active again."""
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
        if expected_version not in (None, transaction.everything.ask_value("data_version")):
            raise Outdated
        preview = _apply(transaction, batch_id, event, actor=actor, reason=reason)
        transaction.keep(preview.batch.fiscal_year, affected=batch_id, name=actor)
    return preview


def _apply(
    transaction: Transaction, batch_id: int, event: str, *, actor: str, reason: str
) -> EventPreview:
    stored = transaction.everything
    version = str(stored.ask_value("data_version"))
    found = stored.ask("batches", BatchRow, batch_id=batch_id)
    if not found:
        raise WrongUse("batch_unknown", batch=batch_id)
    batch = found[0]
    if batch.is_active == (event == "restored"):
        code = f"batch_already_{event}"
        raise WrongUse(code, batch=batch_id)
    codes = [row.project_code for row in stored.ask("batch_projects", _Code, batch_id=batch_id)]
    if batch.kind == "plan" and batch.unit_code:
        codes.append(batch.unit_code)
    with comparing(stored, batch.kind, batch.fiscal_year, codes) as comparison:
        append_event(transaction, batch_id, event, actor=actor, reason=reason)
        changes = comparison.changes(batch_id)
    changed = tuple(change for change in changes if change.why not in _UNCHANGED)
    return EventPreview(batch, event, changed, version)


_UNCHANGED = ("same", "rebased")
