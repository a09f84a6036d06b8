"""What the store says of a month: projects, indicators and units with their figures and lights.

Amounts are yuan; rates, progress and completion are percent; gaps are percentage points.
None means absent, which is never the same as zero.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from monitor.domain.badges import BADGES, BadgeName
from monitor.domain.policies import Figures


@dataclass(frozen=True, slots=True)
class ProjectMonth:
    """One project in one month, in one of five states.

    ``state`` is not_started, no_plan, zero_budget, not_reported or reported. ``incomplete`` names
    the months missing from a running total of monthly amounts, with blanks between.

    ``badge`` is what a person sees first, a name of ``domain.badges``: overspent, the state where
    nothing is judged, else ``spending_light``; ``indicators_red`` counts the results that fall
    short, a second mark beside it. ``light`` is red where overspent, else the worst of spending
    and indicators, None when neither can be judged.
    ``milestone_missed`` is None when the milestone's month was not reported.
    ``severity``: 3 red or overspent, 2 yellow, 1 flagged for another reason, 0 not flagged.
    ``reasons`` are names of ``domain.flags.Reason`` with blanks between, none when not flagged.
    ``forecast`` and ``forecast_run_rate`` are year-end execution rates in percent, their amounts
    the same in yuan.
    ``yellow_from_pct`` and its like are the execution rates at which the policy's lights begin.
    ``days_behind`` is how long ago the plan stood where spending stands, 0 on plan and ahead of
    it, None unless reported.
    """

    fiscal_year: int
    unit_code: str
    unit_name: str
    project_code: str
    project_name: str
    office: str
    month: int
    month_end: date
    mode: str
    interpolation: str
    state: str
    original_budget: Decimal | None
    added: Decimal
    cut: Decimal
    revised_budget: Decimal | None
    spent: Decimal | None
    stated: str | None
    last_reported_month: int | None
    last_spent: Decimal | None
    incomplete: str
    execution_rate: Decimal | None
    planned_pct: Decimal | None
    planned_amount: Decimal | None
    elapsed_pct: Decimal
    gap_pp: Decimal | None
    gap_amount: Decimal | None
    is_milestone: bool | None
    milestone_month: int | None
    milestone_pct: Decimal | None
    milestone_amount: Decimal | None
    milestone_spent: Decimal | None
    milestone_missed: bool | None
    is_overspent: bool
    badge: str
    spending_light: str | None
    indicator_light: str | None
    light: str | None
    indicators_count: int | None
    measured_count: int | None
    lagging_count: int | None
    indicators_red: int
    indicators_yellow: int
    completion: Decimal | None
    mismatch: str | None
    severity: int
    is_flagged: bool
    flagged_since: int | None
    months_flagged: int
    change: str | None
    reasons: str
    spent_in_month: Decimal | None
    needed_per_month: Decimal | None
    best_pace: Decimal | None
    forecast: Decimal | None
    forecast_run_rate: Decimal | None
    days_behind: int | None = None
    forecast_amount: Decimal | None = None
    forecast_run_rate_amount: Decimal | None = None
    yellow_from_pct: Decimal | None = None
    green_from_pct: Decimal | None = None
    blue_from_pct: Decimal | None = None


@dataclass(frozen=True, slots=True)
class IndicatorMonth:
    """One indicator in one month; its state: not_started, reported, not_reported or unreadable.

    What a person set comes with who and why: ``read_as`` is the target in plain spelling, set
    by ``read_by``; ``judged_by`` chose another direction or proration; ``is_fed`` is the choice
    of ``fed_by`` to take the result from spending, None while nobody has chosen, and offered
    where the target ``repeats_budget``. ``is_from_spending`` speaks of the result shown.
    """

    fiscal_year: int
    unit_code: str
    project_code: str
    project_name: str
    indicator_key: str
    month: int
    level1: str
    level2: str
    level3: str
    description: str
    target_text: str
    basis: str
    operator: str
    number: Decimal | None
    upper_number: Decimal | None
    unit: str
    kind: str
    due: date | None
    reason: str
    suspicion: str
    direction: str
    is_prorated: bool
    result_text: str | None
    result_number: Decimal | None
    evidence: str | None
    last_reported_month: int | None
    last_result_text: str | None
    state: str
    is_met: bool | None
    completion: Decimal | None
    days_to_due: int | None
    light: str | None
    read_as: str = ""
    read_by: str | None = None
    read_why: str | None = None
    judged_by: str | None = None
    judged_why: str | None = None
    repeats_budget: bool = False
    is_fed: bool | None = None
    fed_by: str | None = None
    is_from_spending: bool = False


@dataclass(frozen=True, slots=True)
class UnitMonth:
    """A unit, or the whole portfolio, in one month.

    ``projects_count`` is of the projects that have started. ``spent`` is everything reported for
    the month; ``reported_spent``, ``planned_amount``, ``execution_rate`` and ``gap_amount`` speak
    for the projects in state reported alone, and ``reported_pct`` says what part of the planned
    budget these are. ``new_count`` to ``better_count`` are the flagged projects by their change
    against the month before; ``shortfall_amount`` is how much those under plan together are short
    of it; ``planned_budget`` is that of all who should report. ``not_reported_count`` is of those
    who should report and did not; the counts of ``badges`` put every project under one badge.
    ``otherwise_flagged_count`` is of flagged projects whose badge alone would not tell.
    """

    month: int
    projects_count: int
    not_started_count: int
    reported_count: int
    flagged_count: int
    not_reported_count: int
    no_plan_count: int
    zero_budget_count: int
    red_count: int
    yellow_count: int
    green_count: int
    blue_count: int
    overspent_count: int
    not_reported_badge_count: int
    otherwise_flagged_count: int
    milestone_missed_count: int
    new_count: int
    worse_count: int
    persisting_count: int
    better_count: int
    shortfall_count: int
    shortfall_amount: Decimal | None
    flagged_budget: Decimal | None
    original_budget: Decimal | None
    revised_budget: Decimal | None
    planned_budget: Decimal | None
    spent: Decimal | None
    reported_spent: Decimal | None
    reported_budget: Decimal | None
    planned_amount: Decimal | None
    planned_amount_of_all: Decimal | None
    gap_amount: Decimal | None
    execution_rate: Decimal | None
    planned_pct: Decimal | None
    reported_pct: Decimal | None

    @property
    def badges(self) -> dict[BadgeName, int]:
        """Return how many projects have each badge, in the catalogue's order, none at 0."""
        counts: dict[BadgeName, int] = {
            "overspent": self.overspent_count,
            "red": self.red_count,
            "yellow": self.yellow_count,
            "green": self.green_count,
            "blue": self.blue_count,
            "not_reported": self.not_reported_badge_count,
            "no_plan": self.no_plan_count,
            "zero_budget": self.zero_budget_count,
            "not_started": self.not_started_count,
        }
        return {name: counts[name] for name in BADGES if counts[name]}

    @property
    def gap_pp(self) -> Decimal | None:
        """Return execution rate − planned progress in percentage points."""
        if self.execution_rate is None or self.planned_pct is None:
            return None
        return self.execution_rate - self.planned_pct

    @property
    def not_reported_budget(self) -> Decimal:
        """Return the budget of those who should report and did not, in yuan."""
        return (self.planned_budget or Decimal(0)) - (self.reported_budget or Decimal(0))


@dataclass(frozen=True, slots=True)
class BatchRow:
    """One import as it stands in the history; times are UTC."""

    batch_id: int
    kind: str
    fiscal_year: int
    month: int | None
    unit_code: str | None
    file_name: str
    file_sha256: str
    facts_count: int
    actor: str
    committed_at: datetime
    is_sample: bool
    is_active: bool
    last_event: str | None
    last_actor: str | None
    last_reason: str | None
    last_happened_at: datetime | None


@dataclass(frozen=True, slots=True)
class Policy(Figures):
    """The rules of judgement in force in a month, with the least execution rate in percent."""

    policy_id: int
    minimum_rate: Decimal | None


@dataclass(frozen=True, slots=True)
class Change:
    """One figure before and after, and why it is listed.

    ``why`` is new, changed, restated, gone, rebased (the figure that is known already, on the
    other basis), same or missing. ``month`` is 0 for what is not of a month; ``item`` names the
    indicator or part of the plan.
    """

    project_code: str
    project_name: str
    item: str
    month: int
    old_amount: Decimal | None
    new_amount: Decimal | None
    old_said: str | None
    new_said: str | None
    why: str
