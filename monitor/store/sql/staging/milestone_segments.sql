-- One row per milestone of a project: the stretch of plan that leads to it, in months and percent.
-- The first begins at 0 at the end of the month before the project starts, at no milestone.
select
    milestones.fiscal_year,
    milestones.project_code,
    lag(milestones.month) over in_order as milestone_before,
    coalesce(lag(milestones.month) over in_order, projects.start_month - 1) as start_month,
    coalesce(lag(milestones.planned_pct) over in_order, 0) as start_pct,
    milestones.month as end_month,
    milestones.planned_pct as end_pct
from milestones
inner join projects
    on
        milestones.fiscal_year = projects.fiscal_year
        and milestones.project_code = projects.project_code
window in_order as (
    partition by milestones.fiscal_year, milestones.project_code order by milestones.month
)
