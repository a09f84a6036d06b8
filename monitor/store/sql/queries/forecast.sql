-- One row per month after the one in view: the units asked for, summed.
select
    ahead_month as month,
    sum(planned_amount) as planned_amount,
    sum(shaped) as shaped,
    sum(running) as running
from ahead_months
where
    fiscal_year = $fiscal_year
    and month = $month
    and unit_code = coalesce($unit_code, unit_code)
group by ahead_month
order by ahead_month
