"""Follow-ups (整改 / 督办): what is done about a flag, by whom, until when; append-only."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import date, datetime
from typing import TypedDict, Unpack

from monitor.domain.errors import WrongUse
from monitor.domain.follow_ups import LONGEST_TEXT, CauseKind, FollowUp, Progress
from monitor.domain.month import Month, end_of
from monitor.domain.text import make_legible
from monitor.store.database import Store
from monitor.store.reading import Reading
from monitor.store.rows import now_utc
from monitor.store.transaction import Transaction

LONGEST_OWNER = 100
OVERDUE = "overdue"  # judged, never kept: asked for like a state
_TEXTS = ("cause", "analysis", "measure", "owner", "state", "remark")


@dataclass(frozen=True, slots=True)
class NewFollowUp:
    """What a person agrees on; ``indicator_key`` is blank for the project as a whole."""

    project_code: str
    month: Month
    measure: str = ""
    owner: str = ""
    due: date | None = None
    cause: str = ""
    analysis: str = ""
    state: str = Progress.OPEN
    remark: str = ""
    indicator_key: str = ""


class Changed(TypedDict, total=False):
    """What of a follow-up may be changed; what is left out stays."""

    measure: str
    owner: str
    due: date | None
    cause: str
    analysis: str
    state: str
    remark: str


@dataclass(frozen=True, slots=True)
class SavedFollowUp:
    """A follow-up as it now stands; a due date that has passed is worth a word, no more."""

    follow_up_id: int
    is_due_past: bool
    is_changed: bool = True


@dataclass(frozen=True, slots=True)
class FollowUpState:
    """A follow-up as it stands: what is kept anew with every change."""

    follow_up_id: int
    fiscal_year: int
    project_code: str
    indicator_key: str
    month: int
    cause: str
    analysis: str
    measure: str
    owner: str
    due: date | None
    state: str
    remark: str


@dataclass(frozen=True, slots=True)
class FollowUpEvent:
    """A follow-up as somebody left it; the time is UTC."""

    event_id: int
    cause: str
    analysis: str
    measure: str
    owner: str
    due: date | None
    state: str
    remark: str
    actor: str
    set_at: datetime


def add_follow_up(store: Store, new: NewFollowUp, *, actor: str, today: date) -> SavedFollowUp:
    """Open a follow-up; ``WrongUse`` for a blank measure, an unknown project, cause or state."""
    said = {name: value for name, value in asdict(new).items() if name != "month"}
    said |= {"fiscal_year": new.month.year, "month": new.month.number}
    row = _checked(said)
    with store.reading() as reading:
        _require_subject(reading, new)
    with store.transaction("follow_up") as transaction:
        number = transaction.next_number("follow_up_events", "follow_up_id")
        _append(transaction, row | {"follow_up_id": number}, actor)
        transaction.keep()  # a follow-up changes no figure
    return SavedFollowUp(number, _is_due_past(row, today))


def change_follow_up(
    store: Store, follow_up_id: int, *, actor: str, today: date, **changed: Unpack[Changed]
) -> SavedFollowUp:
    """Keep a follow-up anew with what was changed; nothing changed leaves no row.

    What is not named stays as somebody else may have left it meanwhile. Raises ``WrongUse`` as
    ``add_follow_up`` does, and for an unknown number.
    """
    with store.transaction("follow_up") as transaction:
        kept = asdict(_find(transaction.own, follow_up_id))
        row = _checked(kept | changed)
        if row == kept:
            return SavedFollowUp(follow_up_id, _is_due_past(row, today), is_changed=False)
        _append(transaction, row, actor)
        transaction.keep()
    return SavedFollowUp(follow_up_id, _is_due_past(row, today))


def list_follow_ups(
    store: Store,
    year: int,
    *,
    month: Month | None = None,
    unit_code: str | None = None,
    project_code: str | None = None,
    known_on: date | None = None,
) -> list[FollowUp]:
    """Return the follow-ups of a fiscal year, the first due first, those without a date last.

    ``month`` leaves out what was opened for a later one; ``known_on`` asks for what was known at
    the end of that local day.
    """
    with store.reading(end_of(known_on)) as reading:
        return reading.ask(
            "follow_ups",
            FollowUp,
            fiscal_year=year,
            month=month.number if month else 12,
            unit_code=unit_code,
            project_code=project_code,
        )


def follow_up_history(store: Store, follow_up_id: int) -> list[FollowUpEvent]:
    """Return every state a follow-up was left in, the newest first."""
    with store.reading() as reading:
        return reading.ask("follow_up_history", FollowUpEvent, follow_up_id=follow_up_id)


def narrow_follow_ups(
    rows: Sequence[FollowUp],
    today: date,
    *,
    owners: Sequence[str] = (),
    states: Sequence[str] = (),
) -> list[FollowUp]:
    """Keep the follow-ups of these owners and in one of these states; empty means all.

    Raises ``WrongUse`` for an unknown state.
    """
    unknown = [state for state in states if state not in {*Progress, OVERDUE}]
    if unknown:
        raise WrongUse("progress_unknown", found=unknown[0])
    return [
        each
        for each in rows
        if (not owners or each.owner in owners)
        and (not states or each.state in states or (OVERDUE in states and each.is_overdue(today)))
    ]


def require_follow_up(reading: Reading, follow_up_id: int) -> None:
    """Raise ``WrongUse`` where there is no follow-up of that number."""
    _find(reading, follow_up_id)


def _find(reading: Reading, follow_up_id: int) -> FollowUpState:
    found = reading.ask("follow_up", FollowUpState, follow_up_id=follow_up_id)
    if not found:
        raise WrongUse("follow_up_unknown", found=follow_up_id)
    return found[0]


def _checked(row: dict[str, object]) -> dict[str, object]:
    """Tidy the texts of a follow-up and refuse what cannot be kept."""
    row = row | {name: make_legible(row[name]).strip() for name in _TEXTS}
    if not row["measure"]:
        raise WrongUse("measure_missing")
    if row["cause"] and row["cause"] not in set(CauseKind):
        raise WrongUse("cause_kind_unknown", found=row["cause"])
    if row["state"] not in set(Progress):
        raise WrongUse("progress_unknown", found=row["state"])
    for name in _TEXTS:
        limit = LONGEST_OWNER if name == "owner" else LONGEST_TEXT
        if len(str(row[name])) > limit:
            raise WrongUse("follow_up_too_long", found=len(str(row[name])), limit=limit)
    return row


def _require_subject(reading: Reading, new: NewFollowUp) -> None:
    asked: dict[str, object] = {
        "fiscal_year": new.month.year,
        "month": new.month.number,
        "project_code": new.project_code,
    }
    if reading.ask_value("follow_up_subject", **asked, indicator_key="") is None:
        raise WrongUse("project_not_found", year=new.month.year, code=new.project_code)
    key = new.indicator_key
    if reading.ask_value("follow_up_subject", **asked, indicator_key=key) is None:
        raise WrongUse("indicator_not_found", code=new.project_code, found=key)


def _append(transaction: Transaction, row: dict[str, object], actor: str) -> None:
    event_id = transaction.next_number("follow_up_events", "event_id")
    kept = row | {"event_id": event_id, "actor": actor, "set_at": now_utc()}
    transaction.append("follow_up_events", [kept])


def _is_due_past(row: dict[str, object], today: date) -> bool:
    due = row["due"]
    return row["state"] != Progress.DONE and isinstance(due, date) and due < today
