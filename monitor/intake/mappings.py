"""Saved readings of a header: what a person corrected once, found again by the header's words."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from monitor.domain.errors import WrongUse
from monitor.intake.facts import SheetUnderstood
from monitor.intake.files.grid import Workbook
from monitor.intake.sheets.fields import KINDS
from monitor.intake.sheets.header import Overrides, signatures
from monitor.store.rows import now_utc

if TYPE_CHECKING:
    from monitor.store.database import Store
    from monitor.store.reading import Reading
    from monitor.store.transaction import Transaction


FITTING = ""  # asks for the newest saved mapping that fits a file's header


@dataclass(frozen=True, slots=True)
class SavedMapping:
    """How a header is to be read; ``columns`` says which letter feeds which field.

    ``signature`` identifies the header, whose words and row, counted from 1, are kept for people
    to know it by. ``unit`` and ``basis`` are blank where the file speaks for itself; ``set_at``
    is UTC.
    """

    name: str
    kind: str
    signature: str
    header_row: int
    header_words: tuple[str, ...]
    columns: Mapping[str, str]
    unit: str
    basis: str
    actor: str
    set_at: datetime


@dataclass(frozen=True, slots=True)
class MappingChoice:
    """How a file is to be read: the corrections, and the saved mapping behind them.

    ``offered`` names the mapping that fits the file, ``applied`` the one that is used; blank for
    none.
    """

    overrides: Overrides | None = None
    offered: str = ""
    applied: str = ""


@dataclass(frozen=True, slots=True)
class _Row:
    name: str
    kind: str
    signature: str
    header_row: int
    header_words: str
    columns: str
    unit: str
    basis: str
    actor: str
    set_at: datetime


def list_mappings(store: Store) -> list[SavedMapping]:
    """Return the mappings in use, the newest first."""
    with store.reading() as reading:
        return _in_use(reading)


def remove_mapping(store: Store, name: str, *, actor: str) -> None:
    """Take a mapping back; imports made by it stay. Raises ``WrongUse`` for an unknown name."""
    with store.transaction("judge") as transaction:
        saved = _named(_in_use(transaction.everything), name)
        _append(transaction, saved, actor, is_removed=True)
        transaction.keep()  # a mapping changes no figure


def save_mapping(
    transaction: Transaction,
    name: str,
    kind: str,
    overrides: Overrides | None,
    understood: Sequence[SheetUnderstood],
    *,
    actor: str,
) -> None:
    """Keep corrections under the header of the sheet they were made for.

    Under a name in use for the same header it takes the old one's place. Raises ``WrongUse``
    where nothing was corrected, no header was read, or the name belongs to another header.
    """
    sheet = header_of(understood)
    if sheet is None or overrides is None or not is_savable(overrides):
        raise WrongUse("mapping_empty")
    for other in _in_use(transaction.everything):
        if other.name == name and (other.kind, other.signature) != (kind, sheet.signature):
            raise WrongUse("mapping_name_taken", name=name)
    mapping = SavedMapping(
        name,
        kind,
        sheet.signature,
        sheet.header_row,
        tuple(column.header for column in sheet.columns if column.header),
        dict(sorted(overrides.columns.items())),
        overrides.unit or "",
        overrides.basis or "",
        actor,
        now_utc(),
    )
    _append(transaction, mapping, actor, is_removed=False)


def header_of(understood: Sequence[SheetUnderstood]) -> SheetUnderstood | None:
    """Choose the sheet whose header corrections are kept for: the one with the most rows."""
    headed = [sheet for sheet in understood if sheet.signature]
    return max(headed, key=lambda sheet: sheet.rows_taken, default=None)


def is_savable(overrides: Overrides | None) -> bool:
    """Say whether corrections hold for more than one file: header, columns, unit or basis."""
    return overrides is not None and bool(
        overrides.header_row
        or overrides.signature
        or overrides.columns
        or overrides.unit
        or overrides.basis
    )


def mapped_kinds(workbook: Workbook, saved: Sequence[SavedMapping]) -> frozenset[str]:
    """List the kinds of file for which a saved mapping fits a header of the workbook."""
    kinds = {mapping.kind for mapping in saved}
    return frozenset(kind for kind in kinds if _fitting(workbook, kind, saved))


def choose_mapping(
    workbook: Workbook,
    kind: str,
    saved: Sequence[SavedMapping],
    wanted: str | None,
    own: Overrides | None,
) -> MappingChoice:
    """Choose how to read a workbook; a person's own corrections stand before the mapping's.

    ``wanted`` names a mapping, is ``FITTING`` for the newest that fits, or None for none.
    Raises ``WrongUse`` for a mapping that is unknown or does not fit this file.
    """
    named = _named(saved, wanted) if wanted else None
    if named is not None and named.kind != kind:
        raise WrongUse("mapping_other_kind", name=named.name)
    points_to_header = own is not None and own.header_row is not None
    fitting = [] if points_to_header else _fitting(workbook, kind, saved)
    if named is not None and named not in fitting:
        raise WrongUse("mapping_unfit", name=named.name, words="、".join(named.header_words))
    taken = named or next(iter(fitting), None)
    if taken is None:
        return MappingChoice(own)
    if wanted is None:
        return MappingChoice(own, offered=taken.name)
    return MappingChoice(_merge(taken, own or Overrides()), taken.name, taken.name)


def _fitting(workbook: Workbook, kind: str, saved: Sequence[SavedMapping]) -> list[SavedMapping]:
    """List the mappings whose header a sheet has; without any the sheets are not looked at."""
    contract = next((each for each in KINDS if each.kind == kind), None)
    own_kind = [mapping for mapping in saved if mapping.kind == kind]
    if contract is None or not own_kind:
        return []
    known = frozenset[str]().union(*(signatures(sheet, contract) for sheet in workbook.sheets))
    return [mapping for mapping in own_kind if mapping.signature in known]


def _merge(mapping: SavedMapping, own: Overrides) -> Overrides:
    """Put a person's corrections of this file before those saved."""
    given = set(own.columns.values()) - {""}
    columns = {letter: name for letter, name in mapping.columns.items() if name not in given}
    return Overrides(
        sheet=own.sheet,
        columns={**columns, **own.columns},
        unit=own.unit or mapping.unit or None,
        basis=own.basis or mapping.basis or None,
        month=own.month,
        signature=mapping.signature,
    )


def _named(saved: Sequence[SavedMapping], name: str) -> SavedMapping:
    found = next((mapping for mapping in saved if mapping.name == name), None)
    if found is None:
        raise WrongUse("mapping_unknown", name=name)
    return found


def _in_use(reading: Reading) -> list[SavedMapping]:
    return [
        SavedMapping(
            row.name,
            row.kind,
            row.signature,
            row.header_row,
            tuple(json.loads(row.header_words)),
            json.loads(row.columns),
            row.unit,
            row.basis,
            row.actor,
            row.set_at,
        )
        for row in reading.ask("header_mappings", _Row)
    ]


def _append(
    transaction: Transaction, mapping: SavedMapping, actor: str, *, is_removed: bool
) -> None:
    row = {
        "mapping_id": transaction.next_number("header_mappings", "mapping_id"),
        "name": mapping.name,
        "kind": mapping.kind,
        "signature": mapping.signature,
        "header_row": mapping.header_row,
        "header_words": json.dumps(mapping.header_words, ensure_ascii=False),
        "columns": json.dumps(dict(mapping.columns), ensure_ascii=False),
        "unit": mapping.unit,
        "basis": mapping.basis,
        "is_removed": is_removed,
        "actor": actor,
        "set_at": now_utc(),
    }
    transaction.append("header_mappings", [row])
