"""What changed between two reports: a month as known on one day beside another, and why."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from monitor.domain.errors import WrongUse
from monitor.domain.judged import ProjectMonth
from monitor.domain.month import Month, end_of
from monitor.store.database import Store
from monitor.store.reading import Reading
from monitor.store.rows import now_utc

# Everything a report says of a project in a month; what follows from these alone is left out.
MOST_COMPARED = 3000  # projects judged anew for two days while somebody waits for a page

COMPARED = (
    "state",
    "revised_budget",
    "spent",
    "execution_rate",
    "planned_pct",
    "gap_pp",
    "gap_amount",
    "completion",
    "badge",
    "spending_light",
    "indicator_light",
    "is_overspent",
    "milestone_missed",
    "mismatch",
    "is_flagged",
    "flagged_since",
)


@dataclass(frozen=True, slots=True)
class FieldChange:
    """One figure, light or flag, before and after; None where it was absent."""

    field: str
    old: object
    new: object


@dataclass(frozen=True, slots=True)
class Happening:
    """What changed the knowledge of a project; the time is UTC.

    ``event`` is imported, withdrawn or restored for a batch, policy for the rules, reading for
    what a person set about an indicator. ``project_code`` is None where it concerns all projects.
    """

    project_code: str | None
    event: str
    happened_at: datetime
    actor: str
    batch_id: int | None
    kind: str
    file_name: str


@dataclass(frozen=True, slots=True)
class ProjectChange:
    """A project whose month changed; ``old`` is None when it entered the plan in between."""

    old: ProjectMonth | None
    new: ProjectMonth | None
    fields: tuple[FieldChange, ...]
    causes: tuple[Happening, ...]

    @property
    def project(self) -> ProjectMonth:
        """Return the project as it stands, or as it last stood."""
        project = self.new or self.old
        if project is None:
            message = "a change is of a project that stands on one side at least"
            raise ValueError(message)
        return project


@dataclass(frozen=True, slots=True)
class Comparison:
    """A month known on two days; ``until`` is None for now."""

    month: Month
    since: date
    until: date | None
    before: tuple[ProjectMonth, ...]
    after: tuple[ProjectMonth, ...]
    changes: tuple[ProjectChange, ...]


def compare_month(
    store: Store,
    month: Month,
    since: date,
    until: date | None = None,
    *,
    unit_code: str | None = None,
    project_code: str | None = None,
) -> Comparison:
    """Return what changed of a month between the ends of two local days, or until now.

    Raises ``WrongUse`` when the days are in the wrong order, and for a year without a plan.
    """
    if until is not None and since >= until:
        raise WrongUse("changes_days_wrong", since=since, until=until)
    scope: dict[str, object] = {
        "fiscal_year": month.year,
        "first_month": month.number,
        "last_month": month.number,
        "unit_code": unit_code,
        "project_code": project_code,
    }
    before = _as_known(store, since, scope)
    after = _as_known(store, until, scope)
    if not before and not after:
        raise WrongUse("no_plan_for_year", year=month.year)
    with store.reading() as reading:
        happened = _happened(reading, month, since, until)
    return Comparison(month, since, until, before, after, _changes(before, after, happened))


def change_records(comparison: Comparison) -> list[dict[str, object]]:
    """Return a row per figure that changed, with the batches that did it."""
    return [
        {
            "project_code": change.project.project_code,
            "project_name": change.project.project_name,
            "unit_code": change.project.unit_code,
            "month": str(comparison.month),
            "field": each.field,
            "old": each.old,
            "new": each.new,
            "batches": [cause.batch_id for cause in change.causes if cause.batch_id is not None],
            "causes": [
                cause.event if cause.batch_id is None else f"{cause.event}:{cause.batch_id}"
                for cause in change.causes
            ],
        }
        for change in comparison.changes
        for each in change.fields
    ]


def _as_known(store: Store, day: date | None, scope: dict[str, object]) -> tuple[ProjectMonth, ...]:
    with store.reading(end_of(day)) as reading:
        return tuple(reading.ask("project_months", ProjectMonth, **scope))


def _happened(reading: Reading, month: Month, since: date, until: date | None) -> list[Happening]:
    return reading.ask(
        "happened_between",
        Happening,
        fiscal_year=month.year,
        month=month.number,
        since=end_of(since),
        until=end_of(until) or now_utc(),
    )


def _changes(
    before: Iterable[ProjectMonth], after: Iterable[ProjectMonth], happened: list[Happening]
) -> tuple[ProjectChange, ...]:
    old = {row.project_code: row for row in before}
    new = {row.project_code: row for row in after}
    found = []
    for code in dict.fromkeys((*new, *old)):
        fields = _fields(old.get(code), new.get(code))
        if fields:
            causes = tuple(each for each in happened if each.project_code in (None, code))
            found.append(ProjectChange(old.get(code), new.get(code), fields, causes))
    return tuple(found)


def _fields(old: ProjectMonth | None, new: ProjectMonth | None) -> tuple[FieldChange, ...]:
    pairs = ((name, getattr(old, name, None), getattr(new, name, None)) for name in COMPARED)
    return tuple(FieldChange(*pair) for pair in pairs if pair[1] != pair[2])


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
    with store.reading() as reading:
        return reading.ask(
            "spending_history",
            SpendingHistory,
            fiscal_year=year,
            project_code=project_code,
        )


def history_of_month(store: Store, month: Month, project_code: str) -> list[SpendingHistory]:
    """Return the spending facts of one month, the newest first."""
    rows = spending_history(store, month.year, project_code)
    return [row for row in rows if row.month == month.number]
