"""What a person decides about an indicator: how its target is read and judged, and what feeds it.

Rows are only added, with who and why; the newest one speaks.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from monitor.domain.errors import WrongUse
from monitor.domain.judged import IndicatorMonth
from monitor.domain.targets.result import parse_result
from monitor.domain.targets.target import Direction, Kind, Target, direction
from monitor.intake.plans.as_rows import Row, read_spelling
from monitor.store.database import Store
from monitor.store.reading import Reading
from monitor.store.rows import now_utc

DIRECTIONS = (Direction.HIGHER, Direction.LOWER, Direction.EQUAL)


@dataclass(frozen=True, slots=True)
class Override:
    """Another direction or proration than the rule's; blank and None leave it to the rule."""

    direction: str = ""
    is_prorated: bool | None = None
    why: str = ""


def preview_reading(row: IndicatorMonth, spelling: str) -> IndicatorMonth:
    """Return the indicator as it would be read; raises ``WrongUse`` for an unreadable spelling."""
    target = _read(row, spelling)
    return replace(
        row,
        operator=target.operator,
        number=target.number,
        upper_number=target.upper,
        unit=target.unit,
        kind=target.kind.value,
        due=target.due,
        direction=direction(target, _level(row)).value,
        reason="",
        suspicion="",
    )


def set_reading(store: Store, row: IndicatorMonth, spelling: str, why: str, *, actor: str) -> None:
    """Set by hand how a target is to be read; the text as written stays.

    Raises ``WrongUse`` for a spelling that cannot be read either, or one without a reason.
    """
    target, reason = _read(row, spelling), _given(why)
    with store.transaction("judge") as transaction:
        reading = {
            "reading_id": transaction.next_number("indicator_readings", "reading_id"),
            **_key(row),
            "target_text": row.target_text,
            "spelling": spelling.strip(),
            "operator": target.operator,
            "number": target.number,
            "upper_number": target.upper,
            "unit": target.unit,
            "kind": target.kind.value,
            "direction": direction(target, _level(row)).value,
            "due": target.due,
            "wanted": target.wanted,
            "actor": actor,
            "why": reason,
            "set_at": now_utc(),
        }
        transaction.append("indicator_readings", [reading])
        transaction.append("reread_results", _reread(transaction.everything, reading, target))
        transaction.keep(row.fiscal_year, affected=[row.project_code], name=actor)


def set_override(store: Store, row: IndicatorMonth, override: Override, *, actor: str) -> None:
    """Judge an indicator another way than its kind does; an override of nothing takes it back.

    Raises ``WrongUse`` without a reason, and for a direction the target cannot be judged by.
    """
    reason = _given(override.why)
    if override.direction not in ("", *DIRECTIONS):
        raise WrongUse("direction_unknown", found=override.direction)
    if override.direction and (row.number is None or row.upper_number is not None):
        raise WrongUse("direction_without_number", name=row.level3, target=row.target_text)
    with store.transaction("judge") as transaction:
        kept = {
            "override_id": transaction.next_number("indicator_overrides", "override_id"),
            **_key(row),
            "direction": override.direction,
            "is_prorated": override.is_prorated,
            "actor": actor,
            "why": reason,
            "set_at": now_utc(),
        }
        transaction.append("indicator_overrides", [kept])
        transaction.keep(row.fiscal_year, affected=[row.project_code], name=actor)


def choose_feed(store: Store, rows: Sequence[IndicatorMonth], *, is_fed: bool, actor: str) -> None:
    """Let cost indicators take their results from spending, or not; the choice is kept.

    Raises ``WrongUse`` for one that does not repeat its project's budget.
    """
    for row in rows:
        if is_fed and not row.repeats_budget:
            raise WrongUse("feed_not_fitting", name=row.level3, target=row.target_text)
    if not rows:
        return
    with store.transaction("judge") as transaction:
        number = transaction.next_number("indicator_feeds", "feed_id")
        chosen = [
            {
                "feed_id": number + offset,
                **_key(row),
                "is_fed": is_fed,
                "actor": actor,
                "set_at": now_utc(),
            }
            for offset, row in enumerate(rows)
        ]
        transaction.append("indicator_feeds", chosen)
        projects = sorted({row.project_code for row in rows})
        transaction.keep(rows[0].fiscal_year, affected=projects, name=actor)


def find_indicator(rows: Sequence[IndicatorMonth], code: str, name: str) -> IndicatorMonth:
    """Find an indicator by its project and its name or key, blanks aside.

    Raises ``WrongUse`` for none of that name, and for several.
    """
    wanted = "".join(name.split())
    found = [
        row
        for row in rows
        if row.project_code == code and wanted in ("".join(row.level3.split()), row.indicator_key)
    ]
    if not found:
        raise WrongUse("indicator_not_found", code=code, found=name)
    if len(found) > 1:
        keys = "、".join(row.indicator_key for row in found)
        raise WrongUse("indicator_ambiguous", found=name, keys=keys)
    return found[0]


@dataclass(frozen=True, slots=True)
class _Said:
    batch_id: int
    month: int
    result_text: str


def _reread(stored: Reading, spelled: dict[str, object], target: Target) -> list[Row]:
    """Read the results reported so far under a new reading; their texts stay."""
    key = {name: spelled[name] for name in ("fiscal_year", "project_code", "indicator_key")}
    rows: list[Row] = []
    for said in stored.ask("result_texts", _Said, **key):
        result = parse_result(said.result_text, target)
        rows.append(
            {
                **key,
                "reading_id": spelled["reading_id"],
                "batch_id": said.batch_id,
                "month": said.month,
                "number": result.number,
                "level": result.level,
                "done_on": result.done_on,
            }
        )
    return rows


def _read(row: IndicatorMonth, spelling: str) -> Target:
    target = read_spelling(spelling, _level(row), row.fiscal_year)
    if target.kind is Kind.UNREADABLE:
        raise WrongUse("reading_unreadable", found=spelling)
    return target


def _given(why: str) -> str:
    if not why.strip():
        raise WrongUse("reason_missing")
    return why.strip()


def _level(row: IndicatorMonth) -> str:
    return row.level2 or row.level1


def _key(row: IndicatorMonth) -> dict[str, object]:
    return {
        "fiscal_year": row.fiscal_year,
        "project_code": row.project_code,
        "indicator_key": row.indicator_key,
    }
