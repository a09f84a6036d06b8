-- One row per project of the units of a spending batch that it leaves out, per month of it.
with spoken as (
    select distinct
        file_keys.month,
        projects.unit_code
    from file_keys
    inner join projects
        on file_keys.project_code = projects.project_code
    where projects.fiscal_year = $fiscal_year
)

select
    projects.project_code,
    projects.project_name,
    '' as item,
    spoken.month,
    spent_to_date.spent as old_amount,
    spent_to_date.spent as new_amount,
    spent_to_date.stated as old_said,
    spent_to_date.stated as new_said,
    'missing' as why
from spoken
inner join projects
    on spoken.unit_code = projects.unit_code and projects.fiscal_year = $fiscal_year
left join file_keys
    on projects.project_code = file_keys.project_code and spoken.month = file_keys.month
left join spent_to_date
    on
        projects.fiscal_year = spent_to_date.fiscal_year
        and projects.project_code = spent_to_date.project_code
        and spoken.month = spent_to_date.month
where file_keys.project_code is null
order by projects.unit_code, projects.position, spoken.month
