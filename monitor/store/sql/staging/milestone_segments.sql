-- One row per milestone of a project: the stretch of plan that leads to it, in months and percent.
select
    fiscal_year,
    project_code,
    coalesce(lag(month) over in_order, 0) as start_month,
    coalesce(lag(planned_pct) over in_order, 0) as start_pct,
    month as end_month,
    planned_pct as end_pct
from milestones
window in_order as (partition by fiscal_year, project_code order by month)
