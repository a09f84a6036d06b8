-- One row per project of a fiscal year, as the newest live plan that mentions it says.
-- It runs from its start month on: January, or later for one that was added during the year.
with ranked as (
    select
        plan_projects.*,
        row_number() over (
            partition by plan_projects.fiscal_year, plan_projects.project_code
            order by plan_projects.batch_id desc
        ) as newest
    from plan_projects
    inner join active_batches
        on plan_projects.batch_id = active_batches.batch_id
)

select
    batch_id,
    fiscal_year,
    unit_code,
    unit_name,
    project_code,
    position,
    project_name,
    office,
    original_budget,
    purpose,
    goal,
    place,
    coalesce(start_month, 1) as start_month
from ranked
where newest = 1
