-- One row per kind of project in a month: how many stand alike, and the money they hold.
select
    badge,
    severity,
    coalesce(change, '') as change,
    count(*) as projects_count,
    sum(revised_budget) as revised_budget,
    min(elapsed_pct) as elapsed_pct
from project_months
where
    fiscal_year = $fiscal_year
    and month = $month
    and ($unit_code is null or unit_code = $unit_code)
group by badge, severity, change
