-- One row per milestone of a project: cumulative percent of the budget due by a month's end.
-- None before its start month.
select
    plan_milestones.fiscal_year,
    plan_milestones.project_code,
    plan_milestones.month,
    plan_milestones.planned_pct
from plan_milestones
inner join projects
    on
        plan_milestones.batch_id = projects.batch_id
        and plan_milestones.fiscal_year = projects.fiscal_year
        and plan_milestones.project_code = projects.project_code
        and plan_milestones.month >= projects.start_month
