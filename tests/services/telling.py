"""A store with sample files in it, and days that they came in on."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

from monitor.domain.month import Month
from monitor.intake.commit import commit_import
from monitor.intake.request import Committed, ImportRequest
from monitor.upkeep.setup import Store

SAMPLES = Path(__file__).resolve().parents[2] / "data" / "samples"
PLAN = "plan-2023.txt"


def take_in(store: Store, kind: str, data: bytes, month: str = "", name: str = "file") -> Committed:
    """Import a file of a kind; it has to go in."""
    request = ImportRequest(kind, name, data, "tester", month=Month.parse(month) if month else None)
    done = commit_import(store, request, store.path.parent / "files")
    assert done.batch_id is not None, done.preview.findings
    return done


def take_plan(store: Store) -> None:
    take_in(store, "plan", sample(PLAN), name=PLAN)


def take_spending(store: Store, month: str, **amounts: str) -> Committed:
    """Report running totals in yuan by the end of a project's code; the sample where none is."""
    if not amounts:
        name = f"{month}-spending.xlsx"
        return take_in(store, "spending", sample(name), month, name)
    lines = [f"项目编码,截至{int(month[-2:])}月底累计支出(元)"]
    lines += [f"13020923P000{code},{amount}" for code, amount in amounts.items()]
    return take_in(store, "spending", "\n".join(lines).encode(), month, "amounts.csv")


def sample(name: str) -> bytes:
    return (SAMPLES / name).read_bytes()


def backdate(store: Store, batch_id: int, moment: datetime) -> None:
    """Let a batch have come in at a moment (UTC)."""
    with store.reading() as reading:
        cursor = reading.cursor
        cursor.execute(
            "update main.batches set committed_at = $moment where batch_id = $batch_id",
            {"moment": moment, "batch_id": batch_id},
        )


def backdate_event(store: Store, batch_id: int, moment: datetime) -> None:
    """Let what happened to a batch have happened at a moment (UTC)."""
    with store.reading() as reading:
        cursor = reading.cursor
        cursor.execute(
            "update main.batch_events set happened_at = $moment where batch_id = $batch_id",
            {"moment": moment, "batch_id": batch_id},
        )
