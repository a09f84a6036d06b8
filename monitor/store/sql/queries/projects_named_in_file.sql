-- One row per project of the units of those that facts name by code or by name without blanks.
with named as (
    select distinct unit_code
    from plan_projects
    where
        fiscal_year = $fiscal_year
        and (
            list_contains($project_codes, project_code)
            or list_contains($names, regexp_replace(project_name, $blanks, '', 'g'))
        )
)

select distinct plan_projects.project_code
from plan_projects
inner join named
    on plan_projects.unit_code = named.unit_code
where plan_projects.fiscal_year = $fiscal_year
