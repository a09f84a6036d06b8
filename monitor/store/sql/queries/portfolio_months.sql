-- One row per month: the units asked for, summed; every amount and count of unit_months, and the
-- rates of the sums.
with summed as (
    select
        month,
        sum(columns(
            * exclude (
                fiscal_year, unit_code, unit_name, month, execution_rate, planned_pct, reported_pct
            )
        )) as "\0"  -- noqa: RF05
    from unit_months
    where fiscal_year = $fiscal_year and unit_code = coalesce($unit_code, unit_code)
    group by month
)

select
    *,
    percent_of(reported_spent, reported_budget) as execution_rate,
    percent_of(planned_amount, reported_budget) as planned_pct,
    cast(percent_of(coalesce(reported_budget, 0), planned_budget) as decimal(9, 4)) as reported_pct
from summed
order by month
