-- One row per project and month: every figure, light and flag the product shows for it.
-- Amounts in yuan; rates, progress and completion in percent; gaps in percentage points.
select
    projects.fiscal_year,
    projects.unit_code,
    projects.unit_name,
    projects.project_code,
    projects.position,
    projects.project_name,
    projects.office,
    flagged_months.month,
    flagged_months.month_end,
    flagged_months.policy_id,
    flagged_months.mode,
    flagged_months.interpolation,
    flagged_months.state,
    flagged_months.original_budget,
    flagged_months.added,
    flagged_months.cut,
    flagged_months.revised_budget,
    flagged_months.spent,
    flagged_months.stated,
    flagged_months.last_reported_month,
    flagged_months.last_spent,
    flagged_months.incomplete,
    flagged_months.execution_rate,
    flagged_months.planned_pct,
    flagged_months.planned_amount,
    flagged_months.elapsed_pct,
    flagged_months.execution_rate - flagged_months.planned_pct as gap_pp,
    flagged_months.spent - flagged_months.planned_amount as gap_amount,
    flagged_months.is_milestone,
    flagged_months.milestone_month,
    flagged_months.milestone_pct,
    flagged_months.milestone_amount,
    flagged_months.milestone_spent,
    flagged_months.milestone_missed,
    flagged_months.is_overspent,
    flagged_months.badge,
    flagged_months.spending_light,
    flagged_months.yellow_from_pct,
    flagged_months.green_from_pct,
    flagged_months.blue_from_pct,
    flagged_months.indicator_light,
    flagged_months.light,
    flagged_months.indicators_count,
    flagged_months.measured_count,
    flagged_months.lagging_count,
    flagged_months.indicators_red,
    flagged_months.indicators_yellow,
    flagged_months.completion,
    flagged_months.mismatch,
    flagged_months.severity,
    flagged_months.is_flagged,
    flagged_months.flagged_since,
    flagged_months.months_flagged,
    flagged_months.change,
    flagged_months.reasons,
    pace_months.spent_in_month,
    pace_months.needed_per_month,
    pace_months.best_pace,
    earned_months.days_behind,
    -- Plan-shaped, whatever policy judges: execution rate ÷ planned progress.
    case
        when flagged_months.state = 'reported'
            then
                cast(divide_rounded(
                    cast(flagged_months.spent * 100 as hugeint)
                    * flagged_months.planned_denominator
                    * 1000000000000,
                    nullif(
                        cast(flagged_months.revised_budget * 100 as hugeint)
                        * cast(flagged_months.planned_numerator * 10000 as hugeint),
                        0
                    )
                ) * 0.0001 as decimal(18, 4))
    end as forecast,
    case
        when flagged_months.state = 'reported'
            then
                cast(divide_rounded(
                    1000000 * (
                        cast(flagged_months.spent * 100 as hugeint) * pace_months.months_averaged
                        + cast((flagged_months.spent - pace_months.spent_3_before) * 100 as hugeint)
                        * (12 - flagged_months.month)
                    ),
                    cast(flagged_months.revised_budget * 100 as hugeint)
                    * pace_months.months_averaged
                ) * 0.0001 as decimal(18, 4))
    end as forecast_run_rate,
    -- In yuan from the exact figures: a rounded rate times a budget is not the amount to the fen.
    case
        when flagged_months.state = 'reported'
            then
                cast(divide_rounded(
                    cast(flagged_months.spent * 100 as hugeint)
                    * flagged_months.planned_denominator
                    * 1000000,
                    nullif(cast(flagged_months.planned_numerator * 10000 as hugeint), 0)
                ) * 0.01 as decimal(38, 2))
    end as forecast_amount,
    case
        when flagged_months.state = 'reported'
            then
                cast(divide_rounded(
                    cast(flagged_months.spent * 100 as hugeint) * pace_months.months_averaged
                    + cast((flagged_months.spent - pace_months.spent_3_before) * 100 as hugeint)
                    * (12 - flagged_months.month),
                    pace_months.months_averaged
                ) * 0.01 as decimal(38, 2))
    end as forecast_run_rate_amount
from flagged_months
inner join projects
    on
        flagged_months.fiscal_year = projects.fiscal_year
        and flagged_months.project_code = projects.project_code
left join pace_months
    on
        flagged_months.fiscal_year = pace_months.fiscal_year
        and flagged_months.project_code = pace_months.project_code
        and flagged_months.month = pace_months.month
left join earned_months
    on
        flagged_months.fiscal_year = earned_months.fiscal_year
        and flagged_months.project_code = earned_months.project_code
        and flagged_months.month = earned_months.month
