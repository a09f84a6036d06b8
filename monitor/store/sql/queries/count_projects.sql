-- One row per badge, severity, change and reasons of a month's projects: how many there are.
select
    badge,
    severity,
    coalesce(change, '') as change,
    reasons,
    count(*) as projects_count
from project_months
where
    fiscal_year = $fiscal_year
    and month = $month
    and ($unit_code is null or unit_code = $unit_code)
group by badge, severity, change, reasons
