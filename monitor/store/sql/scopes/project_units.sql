-- One row per project of asked_projects that any plan has, with its unit: that of the newest
-- plan that has not been withdrawn, of the newest of all if every one has.
with ranked as (
    select
        plan_projects.fiscal_year,
        plan_projects.project_code,
        plan_projects.unit_code,
        row_number() over (
            partition by plan_projects.fiscal_year, plan_projects.project_code
            order by active_batches.batch_id is not null desc, plan_projects.batch_id desc
        ) as newest
    from plan_projects
    inner join asked_projects
        on
            plan_projects.fiscal_year = asked_projects.fiscal_year
            and plan_projects.project_code = asked_projects.project_code
    left join active_batches
        on plan_projects.batch_id = active_batches.batch_id
)

select
    fiscal_year,
    project_code,
    unit_code
from ranked
where newest = 1
