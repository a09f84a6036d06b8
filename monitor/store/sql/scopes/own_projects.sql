-- One list of the projects of a person's units, each as its year and its code.
-- A project belongs to the unit of the newest plan that speaks of it, of any plan if none does.
with ranked as (
    select
        plan_projects.fiscal_year,
        plan_projects.project_code,
        plan_projects.unit_code,
        row_number() over (
            partition by plan_projects.fiscal_year, plan_projects.project_code
            order by live_batches.batch_id is not null desc, plan_projects.batch_id desc
        ) as newest
    from plan_projects
    left join live_batches
        on plan_projects.batch_id = live_batches.batch_id
)

select list(concat(fiscal_year, ' ', project_code))
from ranked
where newest = 1 and list_contains(getvariable('units'), unit_code)
