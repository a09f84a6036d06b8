-- One row per project and reported month: pace so far, and what is needed to be back on plan.
-- Needed per month = max over the milestones ahead of (amount due − spent) ÷ months left.
-- Nothing is spent at the end of the month before a project starts.
with reported as (
    select
        spent_to_date.fiscal_year,
        spent_to_date.project_code,
        spent_to_date.month,
        spent_to_date.spent,
        coalesce(lag(spent_to_date.month) over in_order, projects.start_month - 1) as month_before,
        lag(spent_to_date.spent, 1, 0) over in_order as spent_before,
        coalesce(lag(spent_to_date.month, 3) over in_order, projects.start_month - 1)
            as month_3_before,
        lag(spent_to_date.spent, 3, 0) over in_order as spent_3_before
    from spent_to_date
    inner join projects
        on
            spent_to_date.fiscal_year = projects.fiscal_year
            and spent_to_date.project_code = projects.project_code
    where spent_to_date.month >= projects.start_month
    window in_order as (
        partition by spent_to_date.fiscal_year, spent_to_date.project_code
        order by spent_to_date.month
    )
),

paced as (
    select
        reported.*,
        cast(divide_rounded(
            (spent - spent_before) * 100, month - month_before
        ) * 0.01 as decimal(18, 2)) as pace
    from reported
),

ahead as (
    select
        budget_months.fiscal_year,
        budget_months.project_code,
        budget_months.month,
        max(cast(divide_rounded(
            cast(budget_months.revised_budget * milestones.planned_pct * 10000 as hugeint)
            - cast(reported.spent * 1000000 as hugeint),
            10000 * (milestones.month - budget_months.month)
        ) * 0.01 as decimal(18, 2))) as needed_per_month
    from reported
    inner join budget_months
        on
            reported.fiscal_year = budget_months.fiscal_year
            and reported.project_code = budget_months.project_code
            and reported.month = budget_months.month
    inner join milestones
        on
            reported.fiscal_year = milestones.fiscal_year
            and reported.project_code = milestones.project_code
            and reported.month < milestones.month
    group by budget_months.fiscal_year, budget_months.project_code, budget_months.month
)

select
    paced.fiscal_year,
    paced.project_code,
    paced.month,
    paced.pace as spent_in_month,
    paced.month - paced.month_before as months_covered,
    paced.spent_3_before,
    paced.month - paced.month_3_before as months_averaged,
    greatest(ahead.needed_per_month, 0) as needed_per_month,
    max(paced.pace) over (
        partition by paced.fiscal_year, paced.project_code
        order by paced.month
        rows between unbounded preceding and current row
    ) as best_pace
from paced
left join ahead
    on
        paced.fiscal_year = ahead.fiscal_year
        and paced.project_code = ahead.project_code
        and paced.month = ahead.month
