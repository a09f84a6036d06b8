-- One row per project and month: is it flagged, why, since when, and what changed since last month.
-- Flagged: red, yellow, overspent, a milestone missed, not reported, or money and results apart.
with flags as (
    select
        fiscal_year,
        project_code,
        month,
        case
            when is_overspent or light = 'red' then 3
            when light = 'yellow' then 2
            when
                is_milestone_flagged or state = 'not_reported' or mismatch is not null
                then 1
            else 0
        end as severity
    from judged_months
),

-- Of the few columns that history needs alone: the others take no part in its sorting.
history as (
    select
        fiscal_year,
        project_code,
        month,
        severity,
        lag(severity) over in_order as previous_severity,
        coalesce(max(case when severity = 0 then month end) over so_far, 0) as last_unflagged
    from flags
    window
        in_order as (partition by fiscal_year, project_code order by month),
        so_far as (
            partition by fiscal_year, project_code
            order by month
            rows between unbounded preceding and current row
        )
)

select
    judged_months.fiscal_year,
    judged_months.project_code,
    judged_months.month,
    judged_months.month_end,
    judged_months.original_budget,
    judged_months.added,
    judged_months.cut,
    judged_months.revised_budget,
    judged_months.planned_numerator,
    judged_months.planned_denominator,
    judged_months.planned_pct,
    judged_months.is_milestone,
    judged_months.milestone_month,
    judged_months.milestone_pct,
    judged_months.spent,
    judged_months.stated,
    judged_months.last_reported_month,
    judged_months.last_spent,
    judged_months.incomplete,
    judged_months.state,
    judged_months.is_overspent,
    judged_months.elapsed_pct,
    judged_months.execution_rate,
    judged_months.planned_amount,
    judged_months.milestone_spent,
    judged_months.milestone_amount,
    judged_months.policy_id,
    judged_months.mode,
    judged_months.interpolation,
    judged_months.spending_light,
    judged_months.yellow_from_pct,
    judged_months.green_from_pct,
    judged_months.blue_from_pct,
    judged_months.indicator_light,
    judged_months.indicators_count,
    judged_months.measured_count,
    judged_months.lagging_count,
    judged_months.indicators_red,
    judged_months.indicators_yellow,
    judged_months.completion,
    judged_months.light,
    judged_months.badge,
    judged_months.mismatch,
    judged_months.milestone_missed,
    history.severity,
    history.severity > 0 as is_flagged,
    case when history.severity > 0 then history.last_unflagged + 1 end as flagged_since,
    history.month - history.last_unflagged as months_flagged,
    case
        when history.severity > 0 and coalesce(history.previous_severity, 0) = 0 then 'new'
        when history.severity > history.previous_severity then 'worse'
        when history.severity = 0 and history.previous_severity > 0 then 'cleared'
        when history.severity < history.previous_severity then 'better'
        when history.severity > 0 then 'persisting'
    end as change,
    -- Why it is flagged, in the order of weight, with blanks between.
    case
        when history.severity = 0 then ''
        else
            concat_ws(
                ' ',
                case when judged_months.is_overspent then 'overspent' end,
                case
                    when
                        not judged_months.is_overspent
                        and judged_months.spending_light in ('red', 'yellow')
                        then 'behind'
                end,
                case when judged_months.milestone_missed then 'milestone' end,
                case
                    when judged_months.indicator_light in ('red', 'yellow') then 'indicators'
                end,
                case when judged_months.mismatch is not null then 'mismatch' end,
                case when judged_months.state = 'not_reported' then 'not_reported' end
            )
    end as reasons
from judged_months
inner join history
    on
        judged_months.fiscal_year = history.fiscal_year
        and judged_months.project_code = history.project_code
        and judged_months.month = history.month
