-- One row per project of the units of those that a file names, as any plan of any year has them.
with their_units as (
    select distinct plan_projects.unit_code
    from plan_projects
    inner join file_keys
        on plan_projects.project_code = file_keys.project_code
)

select distinct plan_projects.project_code
from plan_projects
inner join their_units
    on plan_projects.unit_code = their_units.unit_code
