-- One row per project of the units that a file speaks of, as any plan of any year has them.
select distinct project_code
from plan_projects
where
    unit_code in (
        select unit_code
        from plan_projects
        where project_code in (select project_code from file_keys)
    )
