-- One row per project whose flag waits in a month.
select
    project_code,
    month,
    until_month,
    reason,
    actor,
    set_at
from snoozes
where fiscal_year = $fiscal_year and month = $month
order by project_code
