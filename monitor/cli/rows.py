"""Rows as data for the terminal: names as in the field, yuan, percent, null for absent."""

from __future__ import annotations

from collections.abc import Iterable

from monitor.access.accounts import Account
from monitor.domain.findings import Finding
from monitor.domain.flags import FlaggedRow, reasons_of
from monitor.domain.judged import BatchRow, Change, IndicatorMonth, ProjectMonth
from monitor.domain.month import Month
from monitor.domain.text import neutralise, plain
from monitor.intake.request import Preview
from monitor.review.history import SpendingHistory
from monitor.review.missing_reports import Unreported
from monitor.review.months import MonthView
from monitor.review.scores import Evaluation
from monitor.words.catalogue import Language, say_finding
from monitor.words.flags import write_flag

Record = dict[str, object]


def status_records(view: MonthView, language: Language) -> list[Record]:
    """Return a row per project of the month."""
    return [_status(row, view, language) for row in view.projects]


def _status(row: ProjectMonth, view: MonthView, language: Language) -> Record:
    return {
        "project_code": row.project_code,
        "project_name": row.project_name,
        "unit_code": row.unit_code,
        "unit_name": row.unit_name,
        "office": row.office,
        "original_budget": row.original_budget,
        "revised_budget": row.revised_budget,
        "spent": row.spent,
        "execution_rate": row.execution_rate,
        "planned_pct": row.planned_pct,
        "planned_amount": row.planned_amount,
        "elapsed_pct": row.elapsed_pct,
        "gap_pp": row.gap_pp,
        "gap_amount": row.gap_amount,
        "state": row.state,
        "month_state": view.states.get(row.unit_code, "open"),
        "badge": row.badge,
        "light": row.light,
        "spending_light": row.spending_light,
        "indicator_light": row.indicator_light,
        "indicators_red": row.indicators_red,
        "indicators_yellow": row.indicators_yellow,
        "overspent": row.is_overspent,
        "milestone_missed": row.milestone_missed,
        "mismatch": row.mismatch,
        "completion": row.completion,
        "is_flagged": row.is_flagged,
        "reasons": [reason.value for reason in reasons_of(row)],
        "change": row.change,
        "flagged_since": row.flagged_since,
        "months_flagged": row.months_flagged,
        "needed_per_month": row.needed_per_month,
        "last_reported_month": row.last_reported_month,
        "last_spent": row.last_spent,
        "incomplete": [int(month) for month in row.incomplete.split()],
        "sentence": write_flag(row, view.policy, language),
        "forecast": row.forecast,
        "forecast_run_rate": row.forecast_run_rate,
        "days_behind": row.days_behind,
        "best_pace": row.best_pace,
    }


def flagged_records(
    rows: Iterable[FlaggedRow], view: MonthView, language: Language
) -> list[Record]:
    """Return the flagged rows with the status fields, in the list's order."""
    return [
        _status(row.project, view, language)
        | {
            "lagging_indicators": list(row.lagging),
            "snoozed_until": row.snooze and str(Month(view.month.year, row.snooze.until_month)),
            "follow_ups": [each.follow_up_id for each in row.follow_ups],
        }
        for row in rows
    ]


def indicator_records(rows: Iterable[IndicatorMonth]) -> list[Record]:
    """Return a row per indicator of the month."""
    return [
        {
            "project_code": row.project_code,
            "project_name": row.project_name,
            "level1": row.level1,
            "level2": row.level2,
            "level3": row.level3,
            "description": row.description,
            "target_text": row.target_text,
            "operator": row.operator,
            "number": row.number,
            "upper": row.upper_number,
            "unit": row.unit,
            "kind": row.kind,
            "due": row.due,
            "reason": row.reason or None,
            "suspicion": row.suspicion or None,
            "result": row.result_text,
            "result_number": row.result_number,
            "completion": row.completion,
            "state": row.state,
            "light": row.light,
        }
        for row in rows
    ]


def score_records(evaluations: Iterable[Evaluation]) -> list[Record]:
    """Return a row per project with its points; score and grade are null while incomplete."""
    return [
        {
            "project_code": each.project.project_code,
            "project_name": each.project.project_name,
            "execution_score": each.project.execution_score,
            "output_score": each.project.output_score,
            "cost_score": each.project.cost_score,
            "benefit_score": each.project.benefit_score,
            "satisfaction_score": each.project.satisfaction_score,
            "spread_points": each.project.spread_points,
            "empty_groups": list(each.project.empty_groups),
            "score_so_far": each.project.score_so_far,
            "is_complete": each.project.is_complete,
            "score": each.project.score,
            "grade": each.project.grade,
            "missing": [indicator.level3 for indicator in each.missing],
        }
        for each in evaluations
    ]


def batch_records(rows: Iterable[BatchRow]) -> list[Record]:
    """Return a row per import, newest first; times are UTC."""
    return [
        {
            "batch_id": row.batch_id,
            "kind": row.kind,
            "fiscal_year": row.fiscal_year,
            "month": row.month,
            "file_name": row.file_name,
            "file_sha256": row.file_sha256,
            "facts": row.facts_count,
            "actor": row.actor,
            "committed_at": row.committed_at,
            "is_live": row.is_active,
            "is_sample": row.is_sample,
        }
        for row in rows
    ]


def account_records(rows: Iterable[Account]) -> list[Record]:
    """Return a row per account by name; times are UTC."""
    return [
        {
            "name": row.name,
            "role": row.role,
            "units": list(row.units),
            "is_disabled": row.is_disabled,
            "added_at": row.added_at,
            "set_at": row.set_at,
        }
        for row in rows
    ]


def finding_records(findings: Iterable[Finding], language: Language) -> list[Record]:
    """Return a row per finding with its sentence."""
    return [
        {
            "level": finding.level.value,
            "code": finding.code,
            "sheet": finding.sheet or None,
            "cell": finding.cell or None,
            "sentence": say_finding(language, finding),
        }
        for finding in findings
    ]


def change_records(changes: Iterable[Change]) -> list[Record]:
    """Return a row per figure that moves or is stated."""
    return [
        {
            "project_code": change.project_code,
            "project_name": change.project_name,
            "item": change.item or None,
            "month": change.month or None,
            "old": change.old_amount,
            "new": change.new_amount,
            "old_text": change.old_said,
            "new_text": change.new_said,
            "why": change.why,
        }
        for change in changes
    ]


def import_record(preview: Preview, batch_id: int | None, language: Language) -> Record:
    """Return everything an import or its check has to say."""
    return {
        "batch_id": batch_id,
        "kind": preview.kind,
        "fiscal_year": preview.fiscal_year,
        "months": list(preview.months),
        "facts": preview.facts_count,
        "mapping": preview.mapping or None,
        "blocked": preview.is_blocked,
        "changes_nothing": not preview.is_blocked and preview.changes_nothing,
        "findings": finding_records(preview.findings, language),
        "changes": change_records(preview.changes),
        "totals": [
            {
                "month": total.month,
                "spent": total.spent,
                "spent_before": total.spent_before,
                "previous_spent": total.previous_spent,
            }
            for total in preview.totals
        ],
    }


def spreadsheet_text(value: object) -> str:
    """Write a value for csv, so that no spreadsheet takes it for a formula."""
    return neutralise(plain(value))


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


def chase_records(rows: Iterable[Unreported]) -> list[dict[str, object]]:
    """Return a row per project as data: yuan, null for absent."""
    return [
        {
            "unit_code": row.unit_code,
            "unit_name": row.unit_name,
            "office": row.office,
            "project_code": row.project_code,
            "project_name": row.project_name,
            "revised_budget": row.revised_budget,
            "last_reported_month": row.last_reported_month,
            "last_spent": row.last_spent,
            "months_missing": row.months_missing,
            "indicators": row.indicators_count,
            "missing_results": row.missing_results,
            "last_result_month": row.last_result_month,
        }
        for row in rows
    ]
