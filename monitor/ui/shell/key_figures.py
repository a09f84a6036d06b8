"""The figures that matter, for a month and for a project."""

from __future__ import annotations

from decimal import Decimal

from monitor.domain.judged import ProjectMonth
from monitor.review.months import MonthView
from monitor.ui.shell.components import Figure, badge_counts
from monitor.ui.shell.frame import Frame
from monitor.ui.shell.tables import Markup
from monitor.words.figures import write_amount, write_percent, write_points


def month_figures(view: MonthView, frame: Frame) -> list[Figure | Markup]:
    """Return budget, spending, rate, gap and badges of the month, each with what it counts."""
    total = view.total
    elapsed = write_percent(view.projects[0].elapsed_pct)
    return [
        Figure(
            _with_unit("overview.budget", frame, frame.money),
            write_amount(total.revised_budget, frame.money),
            frame.say(
                "overview.budget_note", amount=write_amount(total.original_budget, frame.money)
            ),
        ),
        Figure(
            _with_unit("overview.spent", frame, frame.money),
            write_amount(total.spent, frame.money),
            frame.say("overview.spent_note", reported=write_percent(total.reported_pct)),
        ),
        Figure(
            frame.say("overview.rate"),
            write_percent(total.execution_rate),
            frame.say(
                "overview.rate_note", planned=write_percent(total.planned_pct), elapsed=elapsed
            ),
        ),
        Figure(
            _with_unit("overview.gap", frame, frame.say("ui.points")),
            write_points(total.gap_pp),
            _gap_note(total.gap_amount, frame),
            _tone(total.gap_pp),
        ),
        badge_counts(total, frame),
    ]


def project_figures(row: ProjectMonth, frame: Frame) -> list[Figure | Markup]:
    """Return a project's budget, spending, rate, gap, forecast and what it takes to recover."""
    return [
        Figure(
            _with_unit("overview.budget", frame, frame.money),
            write_amount(row.revised_budget, frame.money),
            frame.say(
                "project.budget_note",
                original=write_amount(row.original_budget, frame.money),
                added=write_amount(row.added, frame.money),
                cut=write_amount(row.cut, frame.money),
            )
            if row.added or row.cut
            else "",
        ),
        Figure(
            _with_unit("overview.spent", frame, frame.money), write_amount(row.spent, frame.money)
        ),
        Figure(
            frame.say("overview.rate"),
            write_percent(row.execution_rate),
            frame.say(
                "overview.rate_note",
                planned=write_percent(row.planned_pct),
                elapsed=write_percent(row.elapsed_pct),
            ),
        ),
        Figure(
            frame.say("field.gap"),
            write_points(row.gap_pp),
            _gap_note(row.gap_amount, frame),
            _tone(row.gap_pp),
        ),
        Figure(
            frame.say("project.forecast"),
            write_percent(row.forecast),
            frame.say("project.forecast_note", run_rate=write_percent(row.forecast_run_rate))
            if row.forecast_run_rate is not None
            else "",
        ),
        Figure(
            _with_unit("project.needed", frame, frame.money),
            write_amount(row.needed_per_month, frame.money),
            frame.say("project.needed_note", best=write_amount(row.best_pace, frame.money))
            if row.needed_per_month is not None
            else "",
        ),
    ]


def _with_unit(key: str, frame: Frame, unit: str) -> str:
    return frame.say("joint.with_unit", name=frame.say(key), unit=unit)


def _gap_note(amount: Decimal | None, frame: Frame) -> str:
    if amount is None:
        return ""
    written = write_amount(amount, frame.money, sign=True)
    return frame.say("overview.gap_note", amount=f"{written} {frame.money}")


def _tone(gap: Decimal | None) -> str:
    """Only falling behind is marked: being ahead is not by itself better."""
    return "worse" if gap is not None and gap < 0 else ""
