-- One row per unit in a month, the furthest behind first; units without a rate come last.
select
    unit_months.*,
    execution_rate - planned_pct as gap_points
from unit_months
where fiscal_year = $fiscal_year and month = $month
order by gap_points asc nulls last, unit_code asc
