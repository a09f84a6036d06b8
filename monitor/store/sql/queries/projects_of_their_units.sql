-- One row per project of the units that a file states facts of, as any plan of any year has them.
with stated as (
    select distinct plan_projects.unit_code
    from plan_projects
    inner join file_keys
        on plan_projects.project_code = file_keys.project_code
)

select distinct plan_projects.project_code
from plan_projects
inner join stated
    on plan_projects.unit_code = stated.unit_code
