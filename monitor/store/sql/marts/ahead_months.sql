-- One row per unit, month and month ahead of it: what its projects are planned to have spent by
-- then on the budgets of the month, and what the reported ones come to if they go on
-- as their plans do (shaped) and as they went lately (running). Each project is rounded by itself,
-- so that the sum of some is the sum of what each shows.
with current_months as (
    select
        fiscal_year,
        unit_code,
        project_code,
        month,
        revised_budget,
        spent,
        state = 'reported' and forecast is not null as is_known,
        cast(forecast_amount * 100 as hugeint) as shaped_final_cents,
        cast(forecast_run_rate_amount * 100 as hugeint) as final_cents,
        cast(spent * 100 as hugeint) as spent_cents
    from project_months
    where month < 12
),

paired as (
    select
        current_months.fiscal_year,
        current_months.unit_code,
        current_months.month,
        ahead.month as ahead_month,
        divide_rounded(
            cast(current_months.revised_budget * 100 as hugeint)
            * cast(ahead.planned_pct * 10000 as hugeint),
            1000000
        ) as planned_cents,
        case
            when current_months.is_known
                then
                    divide_rounded(
                        current_months.shaped_final_cents
                        * cast(coalesce(ahead.planned_pct, 0) * 10000 as hugeint),
                        1000000
                    )
        end as shaped_cents,
        case
            when current_months.is_known
                then
                    current_months.spent_cents
                    + divide_rounded(
                        (coalesce(current_months.final_cents, 0) - current_months.spent_cents)
                        * (ahead.month - current_months.month),
                        12 - current_months.month
                    )
        end as running_cents
    from current_months
    inner join project_months as ahead
        on
            current_months.fiscal_year = ahead.fiscal_year
            and current_months.project_code = ahead.project_code
            and current_months.month < ahead.month
)

select
    fiscal_year,
    unit_code,
    month,
    ahead_month,
    cast(sum(planned_cents) as decimal(38, 0)) * 0.01 as planned_amount,
    cast(sum(shaped_cents) as decimal(38, 0)) * 0.01 as shaped,
    cast(sum(running_cents) as decimal(38, 0)) * 0.01 as running
from paired
group by fiscal_year, unit_code, month, ahead_month
