"""Causes and likelihoods: what people state about projects and indicators, append-only."""

from __future__ import annotations

from dataclasses import dataclass

from monitor.domain.errors import WrongUse
from monitor.domain.month import Month
from monitor.domain.scores import Cause, Likelihood, Note
from monitor.store.database import Store
from monitor.store.rows import now_utc
from monitor.store.transaction import Transaction
from monitor.words.catalogue import PAPER, say


@dataclass(frozen=True, slots=True)
class NewNote:
    """What a person states; ``indicator_key`` is blank for the project as a whole.

    ``cause`` holds codes of ``Cause`` parted by blanks, ``likelihood`` one of ``Likelihood``.
    """

    project_code: str
    indicator_key: str
    month: Month
    cause: str = ""
    explanation: str = ""
    likelihood: str = ""
    expected: str = ""
    remark: str = ""


def list_notes(
    store: Store, month: Month, *, unit_code: str | None = None, project_code: str | None = None
) -> dict[tuple[str, str], Note]:
    """Return what stands for each project and indicator up to a month, by code and key."""
    with store.reading() as reading:
        notes = reading.ask(
            "notes",
            Note,
            fiscal_year=month.year,
            month=month.number,
            unit_code=unit_code,
            project_code=project_code,
        )
    return {(note.project_code, note.indicator_key): note for note in notes}


def cause_words(note: Note) -> tuple[str, ...]:
    """Name the causes of a note in Chinese, as forms and documents do."""
    return tuple(say(PAPER, f"cause.{code}") for code in note.cause.split())


def explain_note(note: Note) -> str:
    """Write a note's causes and explanation on one line; blank where it states neither."""
    return "：".join(filter(None, ("、".join(cause_words(note)), note.explanation)))


def add_note(store: Store, note: NewNote, *, actor: str) -> None:
    """Keep a note beside those before it; ``WrongUse`` for an unknown cause or likelihood."""
    if not set(note.cause.split()) <= set(Cause):
        raise WrongUse("cause_unknown", found=note.cause)
    if note.likelihood and note.likelihood not in set(Likelihood):
        raise WrongUse("likelihood_unknown", found=note.likelihood)
    with store.transaction("note") as transaction:
        transaction.append("deviation_notes", [_row(transaction, note, actor)])
        transaction.refuse_closed(note.month.year, actor, [note.project_code])
        transaction.keep()  # a note changes no figure


def _row(transaction: Transaction, note: NewNote, actor: str) -> dict[str, object]:
    return {
        "note_id": transaction.next_number("deviation_notes", "note_id"),
        "batch_id": None,
        "fiscal_year": note.month.year,
        "project_code": note.project_code,
        "indicator_key": note.indicator_key,
        "month": note.month.number,
        "cause": note.cause,
        "explanation": note.explanation,
        "likelihood": note.likelihood,
        "expected": note.expected,
        "remark": note.remark,
        "actor": actor,
        "noted_at": now_utc(),
    }
