-- One row per milestone of a fiscal year's plan.
select
    milestones.project_code,
    milestones.month,
    milestones.planned_pct
from milestones
inner join projects
    on
        milestones.fiscal_year = projects.fiscal_year
        and milestones.project_code = projects.project_code
where
    milestones.fiscal_year = $fiscal_year
    and projects.unit_code = coalesce($unit_code, projects.unit_code)
order by projects.position, milestones.project_code, milestones.month
