-- One row per project and month: plan beside spending, in yuan and percent, and the month's state.
with known as (
    select
        budget_months.*,
        plan_months.planned_numerator,
        plan_months.planned_denominator,
        plan_months.planned_pct,
        plan_months.is_milestone,
        plan_months.milestone_month,
        plan_months.milestone_pct,
        spent_to_date.spent,
        spent_to_date.stated,
        max(spent_to_date.month) over so_far as last_reported_month,
        last_value(spent_to_date.spent ignore nulls) over so_far as last_spent,
        last_value(spent_to_date.incomplete ignore nulls) over so_far as last_incomplete,
        cast(
            greatest(budget_months.month - budget_months.start_month + 1, 0) * 10000 as hugeint
        ) as elapsed_numerator,
        cast(spent_to_date.spent * 100 as hugeint) as spent_fen,
        cast(nullif(greatest(budget_months.revised_budget, 0), 0) * 100 as hugeint) as budget_fen
    from budget_months
    left join plan_months
        on
            budget_months.fiscal_year = plan_months.fiscal_year
            and budget_months.project_code = plan_months.project_code
            and budget_months.month = plan_months.month
    left join spent_to_date
        on
            budget_months.fiscal_year = spent_to_date.fiscal_year
            and budget_months.project_code = spent_to_date.project_code
            and budget_months.month = spent_to_date.month
    window so_far as (
        partition by budget_months.fiscal_year, budget_months.project_code
        order by budget_months.month
        rows between unbounded preceding and current row
    )
)

select
    fiscal_year,
    project_code,
    month,
    month_end,
    start_month,
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
    coalesce(last_incomplete, '') as incomplete,
    case
        when not is_started then 'not_started'
        when planned_pct is null then 'no_plan'
        when budget_fen is null then 'zero_budget'
        when spent is null then 'not_reported'
        else 'reported'
    end as state,
    coalesce(spent > coalesce(revised_budget, 0), false) as is_overspent,
    cast(
        divide_rounded(elapsed_numerator * 100, 13 - start_month) * 0.0001 as decimal(9, 4)
    ) as elapsed_pct,
    cast(divide_rounded(spent_fen * 1000000, budget_fen) * 0.0001 as decimal(18, 4))
        as execution_rate,
    cast(divide_rounded(
        budget_fen * cast(planned_numerator * 10000 as hugeint),
        1000000 * planned_denominator
    ) * 0.01 as decimal(18, 2)) as planned_amount
from known
