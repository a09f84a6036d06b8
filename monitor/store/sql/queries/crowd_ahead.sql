-- One row per month after the one in view: what is planned on the budgets as they stand, and what
-- the projects reported come to if they go on as their plans do, and as they went lately.
with current_month as (
    select
        project_code,
        month,
        revised_budget,
        spent,
        execution_rate,
        planned_pct,
        forecast_run_rate,
        state = 'reported' and forecast is not null and planned_pct <> 0 as is_known
    from project_months
    where
        fiscal_year = $fiscal_year
        and month = $month
        and ($unit_code is null or unit_code = $unit_code)
),

paired as (
    select
        ahead.month,
        ahead.planned_pct,
        current_month.revised_budget,
        current_month.is_known,
        cast(current_month.execution_rate as double) / nullif(current_month.planned_pct, 0)
        * ahead.planned_pct * current_month.revised_budget / 100 as shaped,
        current_month.spent
        + (
            coalesce(current_month.forecast_run_rate, 0) * current_month.revised_budget / 100
            - current_month.spent
        ) * (ahead.month - current_month.month) / (12 - current_month.month) as running
    from project_months as ahead
    inner join current_month
        on ahead.project_code = current_month.project_code
    where ahead.fiscal_year = $fiscal_year and ahead.month > $month
)

select
    month,
    sum(cast(divide_rounded(
        cast(revised_budget * 100 as hugeint) * cast(planned_pct * 10000 as hugeint), 1000000
    ) * 0.01 as decimal(18, 2))) as planned_amount,
    cast(sum(case when is_known then shaped end) as decimal(18, 2)) as shaped,
    cast(sum(case when is_known then running end) as decimal(18, 2)) as running
from paired
group by month
order by month
