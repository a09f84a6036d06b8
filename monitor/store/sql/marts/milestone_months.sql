-- One row per project and month: how the latest milestone passed was met, at its own month's end.
-- A milestone whose month was not reported is unknown, not missed.
with located as (
    select
        money_months.*,
        case
            when not coalesce(is_milestone, false) then null
            when spent is null then 'unknown'
            when
                spent * 100 < milestone_pct * greatest(coalesce(revised_budget, 0), 0)
                then 'missed'
            else 'met'
        end as milestone_told,
        case when is_milestone then spent end as told_spent,
        case when is_milestone then planned_amount end as told_amount
    from money_months
)

select
    fiscal_year,
    project_code,
    month,
    month_end,
    start_month,
    greatest(month - start_month + 1, 0) as months_run,
    original_budget,
    added,
    cut,
    revised_budget,
    planned_numerator,
    planned_denominator,
    planned_pct,
    is_milestone,
    milestone_month,
    milestone_pct,
    spent,
    stated,
    last_reported_month,
    last_spent,
    incomplete,
    state,
    is_overspent,
    elapsed_pct,
    execution_rate,
    planned_amount,
    last_value(milestone_told ignore nulls) over so_far as milestone_state,
    last_value(told_spent ignore nulls) over so_far as milestone_spent,
    last_value(told_amount ignore nulls) over so_far as milestone_amount
from located
window so_far as (
    partition by fiscal_year, project_code
    order by month
    rows between unbounded preceding and current row
)
